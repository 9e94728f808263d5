// @ts-check
/** The status lines, as the original demo has them: when, and what. */

import { make } from './dom.js';

const MOST_LINES = 200;

export class StatusLog {
  #list;
  #box;
  #last;

  /** @param {{ list: HTMLElement, box: HTMLElement, last: HTMLElement }} parts */
  constructor({ list, box, last }) {
    this.#list = list;
    this.#box = box;
    this.#last = last;
  }

  /** @param {string} words */
  add(words) {
    const now = new Date();
    const time = make('time', { datetime: now.toISOString() }, now.toLocaleTimeString());
    this.#list.append(make('li', {}, time, ` ${words}`));
    if (this.#list.childElementCount > MOST_LINES) this.#list.firstElementChild?.remove();
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#last.textContent = words;
  }
}
