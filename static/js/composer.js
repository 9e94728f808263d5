// @ts-check
/** The message box: Talk and Repeat, by button or keyboard, and suggested questions. */

import { byId, make } from './dom.js';

/**
 * Fires:
 * - `say` (detail: { kind: 'talk' | 'repeat', text: string })
 * - `compose` (detail: boolean) the visitor is typing, or not any more
 */
export class Composer extends EventTarget {
  #message = byId('message', HTMLTextAreaElement);
  #talk = byId('talk', HTMLButtonElement);
  #repeat = byId('repeat', HTMLButtonElement);
  #hint = byId('composer-hint', HTMLElement);
  #suggestions = byId('suggestions', HTMLElement);
  #live = false;

  constructor() {
    super();
    byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send('talk');
    });
    this.#repeat.addEventListener('click', () => this.#send('repeat'));
    this.#message.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send('talk');
    });
    this.#message.addEventListener('input', () => this.#typed());
    this.#message.addEventListener('blur', () => this.#compose(false));
    this.enable(false);
  }

  /** @param {boolean} live Whether somebody is there to talk to. */
  enable(live) {
    this.#live = live;
    this.#hint.textContent = live ? 'Enter to talk' : 'Start talking first';
    this.#refresh();
  }

  /** @param {string[]} questions */
  suggest(questions) {
    this.#suggestions.replaceChildren(
      ...questions.map((question) => {
        const chip = make('button', { type: 'button', class: 'suggestion' }, question);
        chip.addEventListener('click', () => this.#choose(question));
        return chip;
      }),
    );
  }

  /**
   * Give a text back that was not accepted, unless something new was typed.
   * @param {string} text
   */
  restore(text) {
    if (this.#message.value) return;
    this.#message.value = text;
    this.#refresh();
  }

  focus() {
    this.#message.focus();
  }

  /** @param {string} question */
  #choose(question) {
    this.#message.value = question;
    this.#refresh();
    if (this.#live) this.#send('talk');
    else this.#message.focus();
  }

  /** @param {'talk' | 'repeat'} kind */
  #send(kind) {
    const text = this.#message.value.trim();
    if (!text || !this.#live) return;
    this.#message.value = '';
    this.#typed();
    this.dispatchEvent(new CustomEvent('say', { detail: { kind, text } }));
  }

  #typed() {
    this.#refresh();
    this.#compose(this.#message.value.trim() !== '');
  }

  /** @param {boolean} composing */
  #compose(composing) {
    this.dispatchEvent(new CustomEvent('compose', { detail: composing }));
  }

  #refresh() {
    const idle = !this.#live || !this.#message.value.trim();
    this.#talk.disabled = this.#repeat.disabled = idle;
  }
}
