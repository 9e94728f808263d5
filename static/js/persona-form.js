// @ts-check
/** The form that edits every field of a persona. */

import { Combobox } from './combobox.js';
import { make } from './dom.js';
import { FIELD_GROUPS } from './persona-fields.js';
import { blankPersona } from './personas.js';
import { Tags } from './tags.js';

/** @typedef {import('./personas.js').Persona} Persona */
/** @typedef {import('./persona-fields.js').Field} Field */
/** @typedef {import('./combobox.js').Option} Option */
/**
 * @typedef {object} Control
 * @property {HTMLElement} input What takes the focus.
 * @property {HTMLElement} error
 * @property {() => string | string[]} read
 * @property {(value: any) => void} write
 */

export class PersonaForm {
  /** @type {Map<string, Control>} By dotted path. */
  #controls = new Map();
  /** @type {{ avatar: Combobox[], voice: Combobox[] }} */
  #pickers = { avatar: [], voice: [] };
  /** @type {string | undefined} */
  #id;
  #clean = '';

  /** @param {HTMLElement} container */
  constructor(container) {
    for (const { legend, fields } of FIELD_GROUPS) {
      const rows = fields.map((field) => this.#field(field));
      container.append(make('fieldset', {}, make('legend', {}, legend), ...rows));
    }
  }

  /** @param {'avatar' | 'voice'} kind @param {Option[]} options */
  offer(kind, options) {
    for (const picker of this.#pickers[kind]) picker.options = options;
  }

  /** Whether something was changed since it was filled. */
  get dirty() {
    return JSON.stringify(this.value) !== this.#clean;
  }

  /** @param {Persona} persona */
  fill(persona) {
    this.#id = persona.id;
    for (const [path, { write }] of this.#controls) write(dig(persona, path));
    this.#clean = JSON.stringify(this.value);
    this.showErrors({});
  }

  /** @returns {Persona} */
  get value() {
    const persona = blankPersona();
    for (const [path, { read }] of this.#controls) place(persona, path, read());
    return this.#id ? { ...persona, id: this.#id } : persona;
  }

  /**
   * Show the server's reasons at their fields and go to the first.
   * @param {Record<string, string[]>} reasons By dotted path; a list entry's index may follow.
   */
  showErrors(reasons) {
    /** @type {HTMLElement | null} */
    let first = null;
    for (const [path, { input, error }] of this.#controls) {
      const own = Object.entries(reasons).filter(
        ([name]) => name === path || name.startsWith(`${path}.`),
      );
      error.textContent = own
        .map(([name, why]) => entryOf(name, path) + why.join(' '))
        .join(' ');
      input.setAttribute('aria-invalid', String(own.length > 0));
      if (own.length) first ??= input;
    }
    first?.focus();
  }

  focus() {
    this.#controls.get('name')?.input.focus();
  }

  /** @param {Field} field */
  #field({ path, label, kind, hint, required = false }) {
    const id = `persona-${path.replace('.', '-')}`;
    const error = make('p', { id: `${id}-error`, class: 'field-error' });
    const control = this.#control(kind, id, label);
    const { input } = control;
    input.setAttribute('aria-describedby', hint ? `${id}-hint ${id}-error` : `${id}-error`);
    if (required) input.setAttribute('aria-required', 'true');
    this.#controls.set(path, { ...control, error });
    return make(
      'div',
      { class: 'field' },
      make('label', { for: id }, label),
      control.element,
      hint ? make('p', { id: `${id}-hint`, class: 'hint' }, hint) : null,
      error,
    );
  }

  /**
   * @param {Field['kind']} kind @param {string} id @param {string} label
   * @returns {Omit<Control, 'error'> & { element: HTMLElement }}
   */
  #control(kind, id, label) {
    if (kind === 'tags') {
      const tags = new Tags({ id, name: label });
      const input = /** @type {HTMLElement} */ (tags.element.querySelector('input'));
      return {
        element: tags.element,
        input,
        read: () => tags.values,
        write: (value) => (tags.values = value),
      };
    }
    const input =
      kind === 'text'
        ? make('textarea', { id, rows: '3' })
        : make('input', { id, type: 'text', autocomplete: 'off' });
    const element =
      kind === 'avatar' || kind === 'voice' ? make('div', { class: 'combobox' }, input) : input;
    if (input instanceof HTMLInputElement && (kind === 'avatar' || kind === 'voice')) {
      this.#pickers[kind].push(new Combobox(input));
    }
    return {
      element,
      input,
      read: () => input.value.trim(),
      write: (value) => (input.value = value),
    };
  }
}

/** @param {any} source @param {string} path */
function dig(source, path) {
  return path.split('.').reduce((value, key) => value[key], source);
}

/** @param {any} target @param {string} path @param {string | string[]} value */
function place(target, path, value) {
  const keys = path.split('.');
  const last = /** @type {string} */ (keys.pop());
  keys.reduce((inner, key) => inner[key], target)[last] = value;
}

/** Which entry of a list a reason is about. @param {string} name @param {string} path */
function entryOf(name, path) {
  const index = Number(name.slice(path.length + 1));
  return name === path || Number.isNaN(index) ? '' : `Entry ${index + 1}: `;
}
