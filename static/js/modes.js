// @ts-check
/** The two ways to talk, in writing and by voice, as tabs. */

import { byId } from './dom.js';

/** @typedef {'text' | 'voice'} Mode */

const VOICE_HASH = '#voice';
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });

/**
 * Shows what belongs to a way (`data-only` in the page) with that way alone. The address
 * ends in `#voice` with the one. Fires `change` (detail: Mode).
 */
export class Modes extends EventTarget {
  #tabs = [byId('tab-text', HTMLButtonElement), byId('tab-voice', HTMLButtonElement)];
  #mayChange;

  /** @param {{ mayChange: () => Promise<boolean> }} options Asked before each change. */
  constructor({ mayChange }) {
    super();
    this.#mayChange = mayChange;
    for (const tab of this.#tabs) {
      tab.addEventListener('click', () => this.#choose(tab));
      tab.addEventListener('keydown', (event) => this.#step(event));
    }
    window.addEventListener('hashchange', () => this.#choose(this.#named));
  }

  /** @returns {Mode} */
  get mode() {
    return document.body.dataset.mode === 'voice' ? 'voice' : 'text';
  }

  /** Open the tab that the address names. */
  begin() {
    this.#show(this.#named);
  }

  get #named() {
    return this.#tabs[location.hash === VOICE_HASH ? 1 : 0];
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    const at = this.#tabs.findIndex((tab) => tab === event.target);
    this.#tabs[(at + STEPS[event.key] + this.#tabs.length) % this.#tabs.length].focus();
  }

  /** @param {HTMLButtonElement} tab */
  async #choose(tab) {
    if (tab.getAttribute('aria-selected') === 'true' && tab.dataset.tab === this.mode) return;
    if (await this.#mayChange()) this.#show(tab);
    else this.#tell();
  }

  /** @param {HTMLButtonElement} chosen */
  #show(chosen) {
    for (const tab of this.#tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    byId('desk', HTMLElement).setAttribute('aria-labelledby', chosen.id);
    document.body.dataset.mode = chosen.dataset.tab;
    this.#tell();
    this.dispatchEvent(new CustomEvent('change', { detail: this.mode }));
  }

  /** Let the address say where we are. */
  #tell() {
    const { pathname, search } = location;
    const address = pathname + search + (this.mode === 'voice' ? VOICE_HASH : '');
    history.replaceState(history.state, '', address);
  }
}
