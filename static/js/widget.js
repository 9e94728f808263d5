// @ts-check
/** The embeddable chat: a button, the face, what was said, and a microphone. */

import { Breath } from './breath.js';
import { byId, make } from './dom.js';
import { Microphone } from './microphone.js';
import { ProxySession } from './proxy-session.js';

const key = new URLSearchParams(location.search).get('key') ?? '';
const WORDS = /** @type {const} */ ({
  idle: '',
  connecting: 'Connecting …',
  live: 'Your turn',
  listening: 'Listening …',
  thinking: 'Thinking …',
  speaking: 'Speaking',
});
const ANSWERED_WITHIN_MS = 30_000;

const opener = byId('open', HTMLButtonElement);
const panel = byId('panel', HTMLElement);
const video = byId('video', HTMLVideoElement);
const messages = byId('messages', HTMLElement);
const text = byId('text', HTMLInputElement);
const talk = byId('microphone', HTMLButtonElement);

/** @type {ProxySession | null} */
let session = null;
/** @type {Microphone | null} */
let microphone = null;
const answer = new Breath(ANSWERED_WITHIN_MS);

/** @param {keyof typeof WORDS} state */
function move(state) {
  document.body.dataset.state = state;
  // An avatar without instructions of its own stays silent, and nobody tells that it does.
  if (state === 'thinking') answer.take(giveUp);
  else answer.end();
  byId('state', HTMLElement).textContent = WORDS[state];
  const over = state === 'idle' || state === 'connecting';
  for (const id of ['text', 'send', 'microphone']) {
    /** @type {HTMLInputElement} */ (byId(id, HTMLElement)).disabled = over;
  }
}

/** @param {keyof typeof WORDS} state */
function is(state) {
  return document.body.dataset.state === state;
}

/** @param {'mine' | 'theirs' | 'note'} kind @param {string} words */
function say(kind, words) {
  if (!words) return;
  messages.append(make('li', { class: kind }, words));
  messages.scrollTop = messages.scrollHeight;
}

function giveUp() {
  move('live');
  say('note', 'No answer came. Ask again, or ask something else.');
}

/** The page around us gives room to what is shown. @param {boolean} open */
function show(open) {
  panel.hidden = !open;
  opener.setAttribute('aria-expanded', String(open));
  // To whoever shows this page; it tells nothing but how large that is.
  parent.postMessage({ type: 'persona-live', open }, '*');
}

async function begin() {
  show(true);
  messages.replaceChildren();
  move('connecting');
  const begun = new ProxySession(key);
  session = begun;
  listen(begun, 'stream', play);
  listen(begun, 'message', hear);
  listen(begun, 'ended', () => finish('The conversation has ended.'));
  try {
    await begun.start();
    if (session !== begun) return void begun.stop().catch(() => {});
    if (is('connecting')) move('live');
    text.focus();
  } catch (error) {
    if (session !== begun) return;
    begun.stop().catch(() => {});
    finish(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Whoever was left may not reach into the next conversation.
 * @param {ProxySession} begun @param {string} type @param {(detail: any) => void} tell
 */
function listen(begun, type, tell) {
  begun.addEventListener(type, (event) => {
    if (session === begun) tell(/** @type {CustomEvent} */ (event).detail);
  });
}

/** @param {MediaStream} stream */
async function play(stream) {
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    // A browser that wants to be touched first: the picture goes on without sound.
    video.muted = true;
    await video.play().catch(() => {});
    addEventListener('pointerdown', () => (video.muted = false), { once: true });
  }
}

/** @param {{ type: string, message?: string }} event */
function hear({ type, message = '' }) {
  if (type === 'avatar_start_talking') move('speaking');
  // What a question has interrupted falls silent while that is heard, or thought about.
  if (type === 'avatar_stop_talking' && is('speaking')) move('live');
  if (type === 'avatar_talking_message') say('theirs', message);
  if (type === 'user_start') move('listening');
  if (type === 'user_stop' && is('listening')) move('live');
  if (type === 'user_talking_message') {
    say('mine', message);
    move('thinking');
  }
}

/** @param {string} why */
function finish(why) {
  session = null;
  hush();
  video.srcObject = null;
  move('idle');
  say('note', why);
  byId('state', HTMLElement).textContent = 'Ended';
}

function hush() {
  const track = microphone?.track;
  microphone?.close();
  microphone = null;
  talk.setAttribute('aria-pressed', 'false');
  if (track) session?.speakNoMore(track).catch(() => {});
  // Nobody may tell the end of what was cut off.
  if (is('listening')) move('live');
}

async function toggleMicrophone() {
  if (microphone) return hush();
  const opened = new Microphone();
  microphone = opened;
  try {
    await opened.open();
    if (opened.track) await session?.speakInto(opened.track);
    if (microphone === opened) talk.setAttribute('aria-pressed', 'true');
  } catch (error) {
    if (microphone !== opened) return;
    hush();
    say('note', error instanceof Error ? error.message : String(error));
  }
}

/** End what there is, and show the button alone. */
function leave() {
  const over = session;
  session = null;
  hush();
  video.srcObject = null;
  move('idle');
  show(false);
  over?.stop().catch(() => {});
}

opener.addEventListener('click', begin);
byId('close', HTMLButtonElement).addEventListener('click', () => {
  leave();
  opener.focus();
});
byId('form', HTMLFormElement).addEventListener('submit', async (event) => {
  event.preventDefault();
  const words = text.value.trim();
  const asked = session;
  if (!words || !asked) return;
  text.value = '';
  say('mine', words);
  const cutsIn = is('speaking');
  move('thinking');
  try {
    if (cutsIn) await asked.interrupt();
    await asked.ask(words);
  } catch (error) {
    if (session !== asked) return;
    if (is('thinking')) move('live');
    say('note', error instanceof Error ? error.message : String(error));
    text.value = words;
  }
});
talk.addEventListener('click', toggleMicrophone);
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  session?.interrupt();
  if (is('thinking')) move('live');
});
// A page that was left may come back as it was, and must not wait for what was stopped.
addEventListener('pagehide', leave);
move('idle');
