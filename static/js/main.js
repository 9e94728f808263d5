// @ts-check
/** Puts the page together: who listens to whom. */

import { Api } from './api.js';
import { ApiError } from './api-error.js';
import { Background } from './background.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { askForKey } from './dialogs.js';
import { byId, monogram } from './dom.js';
import { firstWordWords } from './figures.js';
import { Notices } from './notices.js';
import { PersonaPanel } from './persona-panel.js';
import { Personas } from './personas.js';
import { Routes } from './routes.js';
import { Session } from './session.js';
import { SessionsPanel } from './sessions-panel.js';
import { avatarOption, SettingsPanel, voiceOption } from './settings-panel.js';
import { Stage } from './stage.js';
import { StatusLog } from './status-log.js';
import { questionsFor } from './suggestions.js';
import { initTheme } from './theme.js';
import { END_WORDS, LIVE_STATES } from './words.js';

const routes = new Routes(new Api({ askForKey }));
const session = new Session({ routes });
const personas = new Personas(routes);
const notices = new Notices(byId('notices', HTMLElement));
const stage = new Stage();
const settings = new SettingsPanel();
const panel = new PersonaPanel({ personas, notices });
new SessionsPanel({ routes, notices, personas, session });
const composer = new Composer();
const conversation = new Conversation({
  list: byId('messages', HTMLElement),
  box: byId('messages-box', HTMLElement),
  empty: byId('messages-empty', HTMLElement),
});
const log = new StatusLog({
  list: byId('log', HTMLElement),
  box: byId('log-lines', HTMLElement),
  last: byId('last-line', HTMLElement),
});
new Background(notices);
initTheme();

/** @type {import('./routes.js').Avatar[]} */
let avatars = [];
/** Who speaks in this session; another persona may become active meanwhile. */
let speaker = '';

/** @template T @param {EventTarget} source @param {string} type @param {(detail: T) => void} act */
function on(source, type, act) {
  source.addEventListener(type, (event) => act(/** @type {CustomEvent<T>} */ (event).detail));
}

/** @param {string} id @param {() => void} act */
function press(id, act) {
  byId(id, HTMLButtonElement).addEventListener('click', act);
}

// The session, and what follows it.
on(session, 'stream', (/** @type {MediaStream} */ stream) => stage.show(stream));
on(session, 'speaking', (/** @type {import('./turns.js').Utterance} */ utterance) =>
  stage.speak(utterance),
);
on(session, 'quiet', () => stage.quiet());
on(session, 'silenced', () => stage.silence());
on(session, 'turn', (/** @type {import('./turn.js').Turn} */ turn) => {
  conversation.draw(turn, speaker);
});
on(session, 'replied', (/** @type {import('./routes.js').Figures} */ figures) => {
  const words = firstWordWords(figures);
  if (words) log.add(words);
});
on(session, 'trouble', (/** @type {Error} */ error) => {
  notices.error(error);
  const request = error instanceof ApiError && error.requestId;
  log.add(request ? `${error.message} (request ${request})` : error.message);
});
on(session, 'weak', (/** @type {boolean} */ weak) => {
  if (weak) notices.info('The connection is weak. Trying to hold it …');
});
on(session, 'facts', (/** @type {import('./routes.js').SessionFacts} */ facts) =>
  stage.meter.show(facts),
);
on(stage.meter, 'near', (/** @type {string} */ sentence) => {
  notices.info(sentence);
  log.add(sentence);
});
on(session, 'log', (/** @type {string} */ line) => log.add(line));
on(session, 'state', (/** @type {import('./session.js').StateDetail} */ detail) => {
  const { state, reason, message, fields = {} } = detail;
  const over = state === 'idle' || state === 'ended';
  stage.move(detail);
  composer.enable(LIVE_STATES.has(state));
  byId('new', HTMLButtonElement).disabled = !over;
  byId('start', HTMLButtonElement).disabled = state !== 'ready';
  byId('close', HTMLButtonElement).disabled = over;
  if (state === 'connecting' || state === 'ended') {
    notices.clear();
    settings.showErrors(fields);
  }
  if (state === 'ended' && reason) conversation.divide(message ?? END_WORDS[reason]);
});

// The steps of the original demo, and the one press that takes them all.
async function create() {
  speaker = personas.active?.name ?? 'Persona';
  await session.create(settings.order);
}
press('new', create);
press('start', () => session.start());
press('close', () => session.close());
press('hang-up', () => session.close());
press('start-talking', async () => {
  await create();
  await session.start();
  // Not where a touch keyboard would cover the face.
  if (session.speech && matchMedia('(hover: hover)').matches) composer.focus();
  await session.speech?.greet();
});
press('interrupt', () => session.speech?.cutIn());
document.addEventListener('keydown', (event) => {
  const busy = event.defaultPrevented || document.querySelector('dialog[open]');
  if (event.key === 'Escape' && !busy) session.speech?.cutIn();
});

// The message box.
on(composer, 'compose', (/** @type {boolean} */ composing) => session.compose(composing));
on(
  composer,
  'say',
  async (/** @type {{ kind: 'talk' | 'repeat', text: string }} */ { kind, text }) => {
    if (!(await session.speech?.say(kind, text))) composer.restore(text);
  },
);

// Who speaks.
on(personas, 'change', () => {
  const { active } = personas;
  if (!active) return;
  if (session.speech && active.name !== speaker) {
    notices.info(`${active.name} speaks from the next conversation on.`);
  }
  for (const element of document.querySelectorAll('[data-persona]')) {
    const what = /** @type {HTMLElement} */ (element).dataset.persona;
    element.textContent =
      what === 'monogram'
        ? monogram(active.name)
        : what === 'title'
          ? active.title
          : active.name;
  }
  stage.title = active.title;
  settings.showPersona(active);
  composer.suggest(questionsFor(active));
  drawPortrait();
});

function drawPortrait() {
  const wanted = settings.order.avatar_name || personas.active?.avatar_name;
  const source = avatars.find(({ id }) => id === wanted)?.preview_url ?? '';
  const portrait = byId('portrait', HTMLImageElement);
  portrait.hidden = !source;
  if (source) portrait.src = source;
}
byId('portrait', HTMLImageElement).addEventListener('error', (event) => {
  /** @type {HTMLElement} */ (event.target).hidden = true;
});
byId('avatar-id', HTMLInputElement).addEventListener('change', drawPortrait);

// A page that goes away ends what it pays for.
window.addEventListener('pagehide', () => session.leave());

/** @param {Promise<unknown>} loading */
function tell(loading) {
  loading.catch((error) => notices.error(error));
}
tell(personas.load());
tell(
  routes.avatars().then((found) => {
    avatars = found;
    for (const place of [settings, panel]) place.offer('avatar', found.map(avatarOption));
    drawPortrait();
  }),
);
tell(
  routes.voices().then((found) => {
    for (const place of [settings, panel]) place.offer('voice', found.map(voiceOption));
  }),
);
