// @ts-check
/** Short sentences at the edge of the page: what went wrong, and what was done. */

import { icon, make } from './dom.js';

const INFO_MS = 6_000;
const ERROR_MS = 14_000;
const MOST = 3;

export class Notices {
  #region;

  /** @param {HTMLElement} region */
  constructor(region) {
    this.#region = region;
    // A modal dialog hides what is outside it, so notices go in with it and out again.
    document.addEventListener('close', () => document.body.append(region), true);
  }

  /** @param {string} words */
  info(words) {
    this.#show(words, 'status', INFO_MS);
  }

  /** @param {unknown} error Its message is a sentence for people. */
  error(error) {
    const words = error instanceof Error ? error.message : String(error);
    this.#show(words, 'alert', ERROR_MS);
  }

  /** Forget them all: something was begun, or is over. */
  clear() {
    this.#region.replaceChildren();
  }

  /** @param {string} words @param {'status' | 'alert'} role @param {number} forMs */
  #show(words, role, forMs) {
    const close = make(
      'button',
      { type: 'button', class: 'icon-button', title: 'Dismiss' },
      icon('close'),
      make('span', { class: 'sr' }, 'Dismiss'),
    );
    const notice = make('div', { class: 'notice', role }, make('p', {}, words), close);
    close.addEventListener('click', () => notice.remove());
    this.#leaveAfter(notice, forMs);
    for (const old of this.#region.querySelectorAll('.notice')) {
      if (old.querySelector('p')?.textContent === words) old.remove();
    }
    while (this.#region.childElementCount >= MOST) this.#region.firstElementChild?.remove();
    (document.querySelector('dialog[open]') ?? document.body).append(this.#region);
    this.#region.append(notice);
  }

  /**
   * It stays while the pointer or the focus is on it.
   * @param {HTMLElement} notice
   * @param {number} forMs
   */
  #leaveAfter(notice, forMs) {
    let timer = setTimeout(() => notice.remove(), forMs);
    const hold = () => clearTimeout(timer);
    const release = () => {
      hold();
      timer = setTimeout(() => notice.remove(), forMs);
    };
    notice.addEventListener('pointerenter', hold);
    notice.addEventListener('focusin', hold);
    notice.addEventListener('pointerleave', release);
    notice.addEventListener('focusout', release);
  }
}
