"""What LiveAvatar says of its own accord, and so without an id, as the page's turns."""

import pytest

# Tells a story to a room in which nothing else happens. Gives the turns as they are in
# the end, the words that were seen to be said, and how much the room was sent.
TELL = """async ([kind, story]) => {
  const { LiveRoom } = await import('/static/js/live-room.js');
  const { RoomSpeech } = await import('/static/js/room-speech.js');
  const { Speech } = await import('/static/js/speech.js');
  let sent = 0;
  class Room {
    localParticipant = { publishData: async () => (sent += 1) };
    on() {
      return this;
    }
  }
  const room = new LiveRoom({ Room }, { session_id: 'it', commands_by: 'page' }, null);
  const answer = Promise.withResolvers();
  const routes = { greet: () => answer.promise, interrupt: async () => {} };
  const speech = new { Speech, RoomSpeech }[kind]({ routes, sessionId: 'it' });
  const [turns, said] = [new Set(), []];
  speech.addEventListener('turn', ({ detail }) => turns.add(detail));
  speech.addEventListener('task', ({ detail }) => room.speak(detail));
  speech.addEventListener('speaking', ({ detail }) => said.push(detail.text));
  const tell = (event_type, text) => {
    const event = { event_type, text, source_event_id: null };
    const payload = new TextEncoder().encode(JSON.stringify(event));
    for (const one of room.read(payload, 'heygen', 'agent-response')) speech.hear(one);
  };
  let greeted = null;
  const acts = {
    greet: () => void (greeted = speech.greet()),
    greetsItself: () => {
      answer.resolve({ data: { text: 'Hello!', tasks: [] } });
      return greeted;
    },
    cutIn: () => speech.cutIn(),
    cutInVainly: () => {
      routes.interrupt = () => Promise.reject(new Error('No.'));
      return speech.cutIn();
    },
  };
  for (const [act, ...given] of story) {
    if (acts[act]) await acts[act]();
    else tell(act, ...given);
  }
  const shown = [...turns].filter(({ state }) => state !== 'dropped');
  return {
    turns: shown.map(({ prompt, words, state }) => [prompt, words, state]),
    said: said.filter(Boolean),
    sent,
  };
}"""
# Starts a session whose cloud speaks before the picture is there; gives its last state.
START = """async () => {
  const { Session } = await import('/static/js/session.js');
  const detail = { type: 'avatar_start_talking', task_id: 'its-own', unasked: true };
  class Line extends EventTarget {
    async accept() {}
    async answer() {}
    async ready() {
      this.dispatchEvent(new CustomEvent('message', { detail }));
    }
    close() {}
  }
  const routes = new Proxy({}, { get: () => async () => ({ session_id: 'it' }) });
  const session = new Session({ routes, makeLine: () => new Line() });
  let last = '';
  session.addEventListener('state', ({ detail }) => (last = detail.state));
  await session.create({});
  await session.start();
  const state = last;
  session.leave();
  return state;
}"""
ITS_GREETING = [["avatar.speak_started"], ["avatar.transcription", "Hello!"]]
OVER = ["avatar.speak_ended"]


@pytest.fixture
def tell(blank):
    return lambda kind, *story: blank.evaluate(TELL, [kind, story])


def answered(question, answer):
    return (
        ["user.transcription", question],
        ["avatar.speak_started"],
        ["avatar.transcription", answer],
        OVER,
    )


def test_each_answer_to_what_is_said_aloud_is_a_speech_of_its_own(tell):
    told = tell(
        "RoomSpeech",
        *(*ITS_GREETING, OVER),
        *answered("Who?", "Maya."),
        *answered("Where?", "Here."),
    )
    (_greeting, first, second) = told["turns"]
    assert [first[:2], second[:2]] == [["Who?", "Maya."], ["Where?", "Here."]]
    assert told["said"] == ["Hello!", "Maya.", "Here."]


@pytest.mark.parametrize("kind", ["Speech", "RoomSpeech"])
@pytest.mark.parametrize(
    "story",
    [
        (["greet"], ["greetsItself"], *ITS_GREETING),
        (["greet"], *ITS_GREETING, ["greetsItself"]),
        (*ITS_GREETING, ["greet"], ["greetsItself"]),
    ],
    ids=["later", "meanwhile", "before"],
)
def test_a_cloud_that_greets_by_itself_is_shown_to_greet_once(tell, kind, story):
    told = tell(kind, *story)
    assert told["turns"] == [["", "Hello!", "speaking"]]
    assert told["said"] == ["Hello!"]


def test_in_writing_too_its_greeting_is_over_with_its_end(tell):
    assert tell("Speech", *ITS_GREETING, OVER)["turns"] == [["", "Hello!", "said"]]


@pytest.mark.parametrize("kind", ["Speech", "RoomSpeech"])
def test_what_the_cloud_says_is_not_sent_to_be_said(tell, kind):
    assert tell(kind, *ITS_GREETING, OVER)["sent"] == 0


@pytest.mark.parametrize("cut", ["cutIn", "cutInVainly"])
def test_after_an_interrupt_the_next_answer_is_heard(tell, cut):
    told = tell("RoomSpeech", *ITS_GREETING, [cut], OVER, *answered("Who?", "Maya."))
    assert told["turns"][1][:2] == ["Who?", "Maya."]
    assert told["said"] == ["Hello!", "Maya."]


def test_a_cloud_that_speaks_before_the_start_is_over_is_seen_to_speak(blank):
    assert blank.evaluate(START) == "speaking"
