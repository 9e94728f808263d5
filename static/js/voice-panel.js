// @ts-check
/** What belongs to the voice on the page: microphone, level, push to talk, quality. */

import { byId, make } from './dom.js';
import { PushButton } from './push-button.js';
import { qualityFor } from './quality.js';

/** @typedef {import('./voice.js').Voice} Voice */

const NAME = 'persona-live.push-to-talk';
// Often enough for an eye, and for whoever has the level read out.
const STEPS = 20;

export class VoicePanel {
  #voice;
  #device = byId('microphone', HTMLSelectElement);
  #level = byId('level', HTMLElement);
  #button = byId('mute-microphone', HTMLButtonElement);
  #hold = byId('hold', HTMLButtonElement);
  #quality = byId('voice-quality', HTMLSelectElement);
  #ways = byId('ways', HTMLFieldSetElement);
  #push = new PushButton(this.#hold, byId('hold-words', HTMLElement));

  /** @param {Voice} voice */
  constructor(voice) {
    this.#voice = voice;
    const { microphone } = voice;
    microphone.addEventListener('devices', () => this.#list());
    microphone.addEventListener('level', (event) =>
      this.#draw(/** @type {CustomEvent<number>} */ (event).detail),
    );
    this.#device.addEventListener('change', () =>
      microphone.choose(this.#device.value).catch((error) =>
        voice.dispatchEvent(new CustomEvent('trouble', { detail: error })),
      ),
    );
    voice.addEventListener('muted', () => this.#drawMuted());
    this.#button.addEventListener('click', () => voice.mute(!voice.muted));
    this.#push.addEventListener('push', (event) =>
      voice.push(/** @type {CustomEvent<boolean>} */ (event).detail),
    );
    this.#ways.addEventListener('change', () => this.#choose());
    const saved = localStorage.getItem(NAME) === 'true' ? 'push' : 'free';
    for (const input of this.#inputs) input.checked = input.value === saved;
    this.#choose();
    this.#list();
  }

  /** What to ask for: as chosen, or as the network can carry. */
  get quality() {
    const { connection } = /** @type {any} */ (navigator);
    return this.#quality.value === 'auto' ? qualityFor(connection) : this.#quality.value;
  }

  /** @param {import('./session.js').StateDetail} detail */
  move({ state }) {
    const over = state === 'idle' || state === 'ended';
    this.#ways.disabled = !over;
    if (over) this.#push.release();
  }

  /** Where somebody who talks by keyboard goes on. */
  focus() {
    (this.#hold.hidden ? this.#button : this.#hold).focus();
  }

  get #inputs() {
    return [...this.#ways.querySelectorAll('input')];
  }

  #choose() {
    const push = this.#inputs.some(({ checked, value }) => checked && value === 'push');
    localStorage.setItem(NAME, String(push));
    this.#voice.pushToTalk = push;
    this.#hold.hidden = !push;
    this.#button.hidden = push;
  }

  async #list() {
    const { value } = this.#device;
    const devices = await this.#voice.microphone.devices();
    this.#device.replaceChildren(
      make('option', { value: '' }, 'Your usual microphone'),
      ...devices.map(({ id, name }) => make('option', { value: id }, name)),
    );
    this.#device.value = devices.some(({ id }) => id === value) ? value : '';
  }

  /** @param {number} level 0 to 1 */
  #draw(level) {
    const step = Math.round(level * STEPS);
    this.#level.setAttribute('aria-valuenow', String((step * 100) / STEPS));
    for (const element of [this.#level, this.#button, this.#hold]) {
      element.style.setProperty('--level', String(step / STEPS));
    }
  }

  #drawMuted() {
    const { muted } = this.#voice;
    const [glyph, label] = this.#button.querySelectorAll('span');
    glyph.className = `icon icon-${muted ? 'microphone-off' : 'microphone'}`;
    label.textContent = this.#button.title = muted ? 'Unmute microphone' : 'Mute microphone';
    this.#button.setAttribute('aria-pressed', String(muted));
  }
}
