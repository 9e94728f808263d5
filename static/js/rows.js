// @ts-check
/** A list of like things, each with fields of its own: added, edited, removed. */

import { icon, make } from './dom.js';
import { below, makeField, showAll } from './field.js';

/** @typedef {import('./field.js').Field} Field */
/** @typedef {import('./field.js').Reasons} Reasons */
/**
 * @typedef {object} RowsSpec
 * @property {string} path Dotted, as the server names it in its errors.
 * @property {string} label
 * @property {string} [hint]
 * @property {string} one What an entry is called, such as `topic`.
 * @property {import('./field.js').FieldSpec[]} fields Of an entry.
 * @property {Readonly<Record<string, any>>} blank What a new entry holds.
 */

/** A field whose value is a list of objects. Implements Field. */
export class Rows {
  path;
  element;
  #id;
  #spec;
  #list;
  #error;
  #add;
  /** @type {{ fields: Field[], element: HTMLElement }[]} */
  #rows = [];
  #made = 0;

  /** @param {RowsSpec} spec @param {string} prefix Of ids. */
  constructor(spec, prefix) {
    const { path, label, hint, one } = spec;
    this.path = path;
    this.#id = `${prefix}-${path.replaceAll('.', '-')}`;
    this.#spec = spec;
    this.#list = make('div', { class: 'rows', role: 'group', 'aria-label': label });
    this.#error = make('p', { class: 'field-error' });
    this.#add = make(
      'button',
      { type: 'button', id: `${this.#id}-add`, class: 'button quiet add-row' },
      icon('plus'),
      `Add a ${one}`,
    );
    this.#add.addEventListener('click', () => this.#append(spec.blank).fields[0].focus());
    this.element = make(
      'div',
      { class: 'field' },
      make('p', { class: 'field-name' }, label),
      hint ? make('p', { class: 'hint' }, hint) : null,
      this.#list,
      this.#error,
      this.#add,
    );
  }

  read() {
    return this.#rows.map(({ fields }) =>
      Object.fromEntries(fields.map((field) => [field.path, field.read()])),
    );
  }

  /** @param {any[]} values */
  write(values) {
    this.#list.replaceChildren();
    this.#rows = [];
    this.#made = 0;
    for (const value of values) this.#append(value);
  }

  /** @param {Reasons} reasons */
  showErrors(reasons) {
    this.#error.textContent = (reasons[''] ?? []).join(' ');
    const wrong = this.#rows.map(({ fields }, index) =>
      showAll(fields, below(reasons, String(index))),
    );
    const first = wrong.find((input) => input !== null);
    return first ?? (reasons[''] ? this.#add : null);
  }

  focus() {
    this.#add.focus();
  }

  /** @param {any} value */
  #append(value) {
    this.#made += 1;
    const prefix = `${this.#id}-${this.#made}`;
    const name = `${this.#spec.one} ${this.#made}`;
    const fields = this.#spec.fields.map((spec) => makeField(spec, prefix));
    for (const field of fields) field.write(value[field.path]);
    const remove = make(
      'button',
      { type: 'button', class: 'icon-button remove-row', title: 'Remove' },
      icon('trash'),
      make('span', { class: 'sr' }, `Remove ${name}`),
    );
    const parts = fields.map(({ element }) => element);
    const about = { class: 'row', role: 'group', 'aria-label': name };
    const element = make('div', about, ...parts, remove);
    const row = { fields, element };
    remove.addEventListener('click', () => this.#remove(row));
    this.#rows.push(row);
    this.#list.append(element);
    return row;
  }

  /** @param {{ fields: Field[], element: HTMLElement }} row */
  #remove(row) {
    this.#rows = this.#rows.filter((other) => other !== row);
    row.element.remove();
    this.#add.focus();
  }
}
