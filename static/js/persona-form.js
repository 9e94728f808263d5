// @ts-check
/** The form that edits every field of a persona. */

import { make } from './dom.js';
import { makeField, showAll } from './field.js';
import { FIELD_GROUPS } from './persona-fields.js';
import { blankPersona } from './personas.js';
import { Rows } from './rows.js';

/** @typedef {import('./personas.js').Persona} Persona */
/** @typedef {import('./field.js').Field} Field */

export class PersonaForm {
  /** @type {Map<string, Field>} By dotted path. */
  #fields = new Map();
  /** @type {string | undefined} */
  #id;
  #clean = '';

  /** @param {HTMLElement} container */
  constructor(container) {
    for (const { legend, fields } of FIELD_GROUPS) {
      const made = fields.map((spec) =>
        'one' in spec ? new Rows(spec, 'persona') : makeField(spec, 'persona'),
      );
      for (const field of made) this.#fields.set(field.path, field);
      const rows = made.map(({ element }) => element);
      container.append(make('fieldset', {}, make('legend', {}, legend), ...rows));
    }
  }

  /** @param {'avatar' | 'voice'} kind @param {import('./combobox.js').Option[]} options */
  offer(kind, options) {
    const picker = this.#fields.get(kind === 'avatar' ? 'avatar_name' : 'voice_id')?.picker;
    if (picker) picker.options = options;
  }

  /** Whether something was changed since it was filled. */
  get dirty() {
    return JSON.stringify(this.value) !== this.#clean;
  }

  /** @param {Persona} persona */
  fill(persona) {
    this.#id = persona.id;
    for (const [path, field] of this.#fields) field.write(dig(persona, path));
    this.#clean = JSON.stringify(this.value);
    this.showErrors({});
  }

  /** @returns {Persona} */
  get value() {
    const persona = blankPersona();
    for (const [path, field] of this.#fields) place(persona, path, field.read());
    return this.#id ? { ...persona, id: this.#id } : persona;
  }

  /**
   * Show the server's reasons at their fields and go to the first.
   * @param {import('./field.js').Reasons} reasons
   * @returns {boolean} Whether there was one to go to.
   */
  showErrors(reasons) {
    const first = showAll(this.#fields.values(), reasons);
    first?.focus();
    first?.scrollIntoView({ block: 'center' });
    return first !== null;
  }

  focus() {
    this.#fields.get('name')?.focus();
  }
}

/** @param {any} source @param {string} path */
function dig(source, path) {
  return path.split('.').reduce((value, key) => value[key], source);
}

/** @param {any} target @param {string} path @param {unknown} value */
function place(target, path, value) {
  const keys = path.split('.');
  const last = /** @type {string} */ (keys.pop());
  keys.reduce((inner, key) => inner[key], target)[last] = value;
}
