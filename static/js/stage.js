// @ts-check
/** The stage around the face: state, time, poster, sound, captions, controls. */

import { Captions } from './captions.js';
import { byId } from './dom.js';
import { Meter } from './meter.js';
import { Player } from './player.js';
import { END_WORDS, LIVE_STATES, STATE_WORDS } from './words.js';

/** @typedef {import('./session.js').StateDetail} StateDetail */

// What the visitor was heard to say stays to be read, beside the answer if need be.
const HEARD_STAYS_MS = 4_000;

export class Stage {
  #stage = byId('stage', HTMLElement);
  #video = byId('video', HTMLVideoElement);
  #chip = byId('state', HTMLElement);
  #start = byId('start-talking', HTMLButtonElement);
  #mute = byId('mute', HTMLButtonElement);
  #sound = byId('sound', HTMLButtonElement);
  #interrupt = byId('interrupt', HTMLButtonElement);
  #player = new Player(this.#video);
  #captions = new Captions(byId('caption', HTMLElement));
  #heard = byId('heard', HTMLElement);
  #heardTimer = 0;
  #live = false;
  #title = '';
  /** Time, cost and limit. */
  meter = new Meter();

  constructor() {
    this.#mute.addEventListener('click', () => this.#player.toggleMuted());
    this.#sound.addEventListener('click', () => this.#player.play());
    this.#player.addEventListener('change', () => this.#drawSound());
    this.#video.addEventListener('loadeddata', () => this.#cover());
    this.#offer('fullscreen', document.fullscreenEnabled, () =>
      document.fullscreenElement ? document.exitFullscreen() : this.#stage.requestFullscreen(),
    );
    this.#offer('pip', document.pictureInPictureEnabled, () =>
      document.pictureInPictureElement
        ? document.exitPictureInPicture()
        : this.#video.requestPictureInPicture(),
    );
  }

  /** What stands under the name while nothing else has to be said. @param {string} title */
  set title(title) {
    if (title === this.#title) return;
    this.#title = title;
    this.#words = title;
  }

  /** @param {MediaStream} stream */
  show(stream) {
    this.#player.attach(stream);
  }

  /** @param {import('./turns.js').Utterance} utterance */
  speak(utterance) {
    this.#player.unhush();
    this.#captions.show(utterance);
  }

  /** What the visitor was heard to say. @param {{ text: string, whole: boolean }} said */
  hear({ text, whole }) {
    this.#showHeard(text.trim());
    if (whole) this.#heardTimer = setTimeout(() => this.#showHeard(''), HEARD_STAYS_MS);
  }

  quiet() {
    this.#captions.clear();
  }

  /** Not a sound more of what was being said. */
  silence() {
    this.#player.hush();
    this.#captions.clear();
  }

  /** @param {StateDetail} detail */
  move({ state, reason, message }) {
    const before = this.#stage.dataset.state;
    if (before === 'idle' || before === 'ended') this.meter.reset();
    this.#live = LIVE_STATES.has(state);
    this.#chip.dataset.state = this.#stage.dataset.state = state;
    byId('state-words', HTMLElement).textContent =
      reason === 'failed' ? 'Not started' : STATE_WORDS[state];
    const waiting = state === 'connecting' || this.#live;
    const start = state === 'ended' ? 'Start again' : 'Start talking';
    byId('start-talking-words', HTMLElement).textContent = waiting ? 'Connecting …' : start;
    this.#start.setAttribute('aria-disabled', String(waiting));
    this.#interrupt.disabled = state !== 'speaking' && state !== 'thinking';
    this.#words = state === 'ended' && reason ? (message ?? END_WORDS[reason]) : this.#title;
    if (this.#live) this.meter.start();
    if (state === 'ended') {
      this.#captions.clear();
      this.#showHeard('');
      this.#player.detach();
      this.meter.stop();
    }
    this.#cover();
  }

  /** @param {string} text */
  #showHeard(text) {
    clearTimeout(this.#heardTimer);
    this.#heard.hidden = !text;
    byId('heard-words', HTMLElement).textContent = text;
  }

  /** The poster stays until there is a face to see. */
  #cover() {
    const focused = document.activeElement;
    const seen = this.#live && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    const controls = byId('stage-controls', HTMLElement);
    byId('poster', HTMLElement).hidden = seen;
    controls.hidden = !seen;
    // What had the focus may be hidden now, and the focus must not fall off the page.
    if (focused && this.#stage.contains(focused) && !focused.checkVisibility()) {
      const shown = [...controls.querySelectorAll('button')].find((one) => one.checkVisibility());
      (shown ?? this.#start).focus();
    }
  }

  /** @param {string} words */
  set #words(words) {
    byId('poster-words', HTMLElement).textContent = words;
  }

  #drawSound() {
    const { muted, blocked } = this.#player;
    this.#sound.hidden = !blocked;
    const [glyph, label] = this.#mute.querySelectorAll('span');
    glyph.className = `icon icon-${muted ? 'muted' : 'sound'}`;
    label.textContent = this.#mute.title = muted ? 'Unmute' : 'Mute';
    this.#mute.setAttribute('aria-pressed', String(muted));
  }

  /** @param {string} id @param {boolean} possible @param {() => Promise<unknown>} act */
  #offer(id, possible, act) {
    const button = byId(id, HTMLButtonElement);
    button.hidden = !possible;
    button.addEventListener('click', () => act().catch(() => {}));
  }
}
