// @ts-check
/** Puts the page together: who listens to whom. */

import { Api } from './api.js';
import { Background } from './background.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { askForKey, confirmed } from './dialogs.js';
import { byId } from './dom.js';
import { follow, on, tellTrouble } from './follow.js';
import { Lines } from './lines.js';
import { Modes } from './modes.js';
import { Notices } from './notices.js';
import { PersonaPanel } from './persona-panel.js';
import { Personas } from './personas.js';
import { Portrait } from './portrait.js';
import { Routes } from './routes.js';
import { Session } from './session.js';
import { SessionsPanel } from './sessions-panel.js';
import { avatarOption, SettingsPanel, voiceOption } from './settings-panel.js';
import { Stage } from './stage.js';
import { StatusLog } from './status-log.js';
import { questionsFor } from './suggestions.js';
import { initTheme } from './theme.js';
import { Voice } from './voice.js';
import { VoicePanel } from './voice-panel.js';
import { END_WORDS, LIVE_STATES } from './words.js';

const api = new Api({ askForKey });
const routes = new Routes(api);
// Where it cannot be asked now, nothing else will work either.
const lines = new Lines(await routes.cloud().catch(() => ''));
const written = new Session({
  routes,
  prepare: () => lines.prepare(),
  makeLine: (data) => lines.make(data),
});
const voice = new Voice({ api, lines });
/** The session of the tab that is open. */
let session = written;
const personas = new Personas(routes);
const notices = new Notices(byId('notices', HTMLElement));
const stage = new Stage();
const settings = new SettingsPanel();
const panel = new PersonaPanel({ personas, notices });
new SessionsPanel({
  routes,
  notices,
  personas,
  session: { get id() { return session.id; } },
});
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
const portrait = new Portrait();
const voicePanel = new VoicePanel(voice);
const modes = new Modes({ mayChange: mayLeave });
new Background(notices);
initTheme();

/** Who speaks in this session; another persona may become active meanwhile. */
let speaker = '';
let running = false;
/** Why there is no talking by voice; blank where there is. */
let missing = '';

/** @param {string} id @param {() => void} act */
function press(id, act) {
  byId(id, HTMLButtonElement).addEventListener('click', act);
}

// The session, and what follows it.
for (const source of [written, voice.session]) {
  follow(source, { stage, conversation, notices, log, speaker: () => speaker });
  on(source, 'state', move);
}
on(voice, 'trouble', (/** @type {Error} */ error) => tellTrouble(error, { notices, log }));
on(stage.meter, 'near', (/** @type {string} */ sentence) => {
  notices.info(sentence);
  log.add(sentence);
});

/** @param {import('./session.js').StateDetail} detail */
function move(detail) {
  const { state, reason, message, fields = {} } = detail;
  const over = state === 'idle' || state === 'ended';
  running = !over;
  stage.move(detail);
  voicePanel.move(detail);
  composer.enable(LIVE_STATES.has(state));
  byId('new', HTMLButtonElement).disabled = !over;
  byId('start', HTMLButtonElement).disabled = state !== 'ready';
  byId('close', HTMLButtonElement).disabled = over;
  if (state === 'connecting' || state === 'ended') {
    notices.clear();
    settings.showErrors(fields);
  }
  if (state === 'ended' && reason) conversation.divide(message ?? END_WORDS[reason]);
}

// The way to talk.
on(modes, 'change', (/** @type {import('./modes.js').Mode} */ mode) => {
  session = mode === 'voice' ? voice.session : written;
  describe();
  // Better said now than when somebody wants to talk.
  if (mode === 'voice') voice.load().then(() => (missing = ''), lack).then(describe);
});
modes.begin();

async function mayLeave() {
  if (!running) return true;
  const yes = await confirmed('This ends the conversation.', 'End it');
  if (yes) await session.close();
  return yes;
}

/** @param {Error} error */
function lack({ message }) {
  missing = message;
}

/** Say who would speak, or why nobody can. */
function describe() {
  const title = personas.active?.title ?? '';
  stage.title = (session === voice.session && missing) || title;
}

// The steps of the original demo, and the one press that takes them all.
async function create() {
  speaker = personas.active?.name ?? 'Persona';
  const { order } = settings;
  const quality = session === written ? order.quality : voicePanel.quality;
  await session.create({ ...order, quality });
}
press('new', create);
press('start', () => session.start());
press('close', () => session.close());
press('hang-up', () => session.close());
press('start-talking', async () => {
  await create();
  await session.start();
  if (session === voice.session) voicePanel.focus();
  // Not where a touch keyboard would cover the face.
  else if (session.speech && matchMedia('(hover: hover)').matches) composer.focus();
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
  portrait.show(active);
  describe();
  settings.showPersona(active);
  composer.suggest(questionsFor(active));
});

// A page that goes away ends what it pays for.
window.addEventListener('pagehide', () => session.leave());

/** @param {Promise<unknown>} loading */
function tell(loading) {
  loading.catch((error) => notices.error(error));
}
tell(personas.load());
tell(
  routes.avatars().then((found) => {
    portrait.avatars = found;
    for (const place of [settings, panel]) place.offer('avatar', found.map(avatarOption));
  }),
);
tell(
  routes.voices().then((found) => {
    for (const place of [settings, panel]) place.offer('voice', found.map(voiceOption));
  }),
);
