// @ts-check
/** A text box with a list to pick from, which takes any other text as well. */

import { make } from './dom.js';

/**
 * @typedef {object} Option
 * @property {string} value What lands in the box.
 * @property {string} label What people read.
 * @property {string} [note] A second line.
 * @property {string} [image] Address of a small picture.
 */

/** Follows the ARIA combobox pattern; fires `input` and `change` on the box when picked. */
export class Combobox {
  #input;
  #list;
  /** @type {Option[]} */
  #options = [];
  /** @type {Option[]} */
  #shown = [];
  #at = -1;
  /** Whether the list was asked for before there was one. */
  #awaited = false;

  /** @param {HTMLInputElement} input Inside an element of class `combobox`. */
  constructor(input) {
    this.#input = input;
    this.#list = make('ul', {
      id: `${input.id}-list`,
      class: 'options',
      role: 'listbox',
      hidden: true,
    });
    input.after(this.#list);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': this.#list.id,
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener('click', () => this.#open(''));
    input.addEventListener('input', (event) => event.isTrusted && this.#open(input.value));
    input.addEventListener('keydown', (event) => this.#onKey(event));
    input.addEventListener('blur', () => this.#close());
    // Keep the focus in the box while a row is pressed.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', (event) => this.#onClick(event));
  }

  /** @param {Option[]} options */
  set options(options) {
    this.#options = options;
    this.#list.setAttribute('aria-label', this.#input.labels?.[0]?.textContent ?? 'Choices');
    if (this.#awaited) this.#open('');
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!this.#isOpen) this.#open('');
      else this.#mark(this.#at + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Enter' && this.#isOpen && this.#at >= 0) {
      event.preventDefault();
      this.#pick(this.#shown[this.#at]);
    } else if (key === 'Escape' && this.#isOpen) {
      // Only the list goes; what lies around it stays as it is.
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  /** @param {Event} event */
  #onClick(event) {
    const row = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (row) this.#pick(this.#shown[[...this.#list.children].indexOf(row)]);
  }

  /** @param {string} typed Only what holds it is shown. */
  #open(typed) {
    const needle = typed.trim().toLowerCase();
    this.#shown = this.#options.filter(({ value, label, note = '' }) =>
      `${value} ${label} ${note}`.toLowerCase().includes(needle),
    );
    this.#list.replaceChildren(...this.#shown.map((option, index) => this.#row(option, index)));
    this.#list.hidden = this.#shown.length === 0;
    this.#awaited = this.#options.length === 0;
    this.#input.setAttribute('aria-expanded', String(this.#isOpen));
    this.#mark(this.#shown.findIndex(({ value }) => value === this.#input.value));
  }

  #close() {
    this.#awaited = false;
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  #mark(index) {
    const { length } = this.#shown;
    this.#at = index < -1 || length === 0 ? length - 1 : index >= length ? 0 : index;
    [...this.#list.children].forEach((row, at) =>
      row.setAttribute('aria-selected', String(at === this.#at)),
    );
    const row = this.#list.children[this.#at];
    if (row) {
      this.#input.setAttribute('aria-activedescendant', row.id);
      row.scrollIntoView({ block: 'nearest' });
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }

  /** @param {Option} option */
  #pick(option) {
    this.#input.value = option.value;
    this.#close();
    this.#input.dispatchEvent(new Event('input', { bubbles: true }));
    this.#input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {Option} option @param {number} index */
  #row({ label, note, image }, index) {
    const picture = image ? make('img', { src: image, alt: '', loading: 'lazy' }) : null;
    picture?.addEventListener('error', () => picture.remove());
    const words = make(
      'span',
      {},
      make('strong', {}, label),
      note ? make('small', {}, note) : null,
    );
    return make('li', { id: `${this.#list.id}-${index}`, role: 'option' }, picture, words);
  }
}
