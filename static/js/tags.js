// @ts-check
/** A list of short texts, edited as tags: Enter adds, Backspace in the empty box removes. */

import { icon, make } from './dom.js';

/** Fires `input` on its element whenever the list changes. */
export class Tags {
  #list = make('ul', { class: 'tag-list' });
  #box;
  #name;
  /** @type {string[]} */
  #values = [];
  element;

  /** @param {{ id: string, name: string, hint?: string }} options `name` as people read it */
  constructor({ id, name, hint = 'Type and press Enter' }) {
    this.#name = name;
    this.#box = make('input', {
      id,
      type: 'text',
      maxlength: '2000',
      autocomplete: 'off',
      placeholder: hint,
    });
    this.element = make('div', { class: 'tags' }, this.#list, this.#box);
    this.#list.setAttribute('aria-label', name);
    this.#box.addEventListener('keydown', (event) => this.#onKey(event));
    this.#box.addEventListener('blur', () => this.#take());
  }

  /** What was typed and not yet added counts as well. */
  get values() {
    const typed = this.#box.value.trim();
    return typed ? [...this.#values, typed] : [...this.#values];
  }

  set values(values) {
    this.#values = [...values];
    this.#box.value = '';
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      this.#take();
    } else if (event.key === 'Backspace' && !this.#box.value && this.#values.length) {
      this.#remove(this.#values.length - 1);
    }
  }

  #take() {
    if (!this.#box.value.trim()) return;
    this.values = this.values;
    this.#changed();
  }

  /** @param {number} index */
  #remove(index) {
    this.#values.splice(index, 1);
    this.#draw();
    this.#box.focus();
    this.#changed();
  }

  #changed() {
    this.element.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #draw() {
    this.#list.hidden = this.#values.length === 0;
    this.#list.replaceChildren(
      ...this.#values.map((value, index) => {
        const words = `Remove ${value} from ${this.#name}`;
        const button = make(
          'button',
          { type: 'button', 'aria-label': words, title: 'Remove' },
          icon('close'),
        );
        button.addEventListener('click', () => this.#remove(index));
        return make('li', { class: 'tag' }, make('span', {}, value), button);
      }),
    );
  }
}
