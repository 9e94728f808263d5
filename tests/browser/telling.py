"""Stories told to the page's own turns, and what those fire."""

# Runs one story in a blank page and gives what was fired, in order.
TELL = """async (story) => {
  const { Turns } = await import('/static/js/turns.js');
  const { Turn } = await import('/static/js/turn.js');
  const turns = new Turns({ breathMs: 20 });
  const fired = [];
  let silence = () => {};
  turns.addEventListener('turn', ({ detail }) => fired.push(detail.state));
  turns.addEventListener('speaking', ({ detail }) => fired.push(`"${detail.text}"`));
  turns.addEventListener('quiet', () => {
    fired.push('quiet');
    silence();
  });
  const begun = {};
  let turn = null;
  const answer = (ids, facts) =>
    turns.answered(turn, { words: 'Because.', tasks: ids.map(task), ...facts });
  const task = (id) => ({ task_id: id, text: `words of ${id}`, duration_ms: 60_000 });
  const acts = {
    begin: (name = 'it') => {
      begun[name] = turn = turns.begin('talk', { prompt: 'Why?' });
    },
    of: (name) => (turn = begun[name]),
    entered: (number) => turns.entered(turn, number),
    wrote: (index, id) => turns.wrote(turn, index, `words of ${id}`),
    accepted: (index, id) => turns.accepted(turn, index, task(id)),
    answered: (...ids) => answer(ids, {}),
    cutElsewhere: (...ids) => answer(ids, { interrupted: true }),
    failed: () => fired.push(turns.failed(turn) ? 'unsaid' : 'partly said'),
    untilQuiet: () => new Promise((quiet) => (silence = quiet)),
    state: () => {
      const quiet = turns.thinking ? 'THINKING' : 'LIVE';
      fired.push(turns.speaking ? 'SPEAKING' : quiet);
    },
    words: () => fired.push(`[${turn.words}]`),
  };
  for (const [act, ...given] of story) {
    if (acts[act]) await acts[act](...given);
    else turns[act](...given);
  }
  return fired;
}"""
