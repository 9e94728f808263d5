// @ts-check
/** What a session fills into the persona's texts: one input for each variable. */

import { make } from './dom.js';

/** @typedef {import('./personas.js').Variable} Variable */
/** @typedef {{ input: HTMLInputElement, error: HTMLElement }} Parts */

const PATH = 'variables';

export class VariableFields {
  #box;
  /** @type {Map<string, Parts>} By the variable's name. */
  #parts = new Map();

  /** @param {HTMLElement} box Hidden while there are none. */
  constructor(box) {
    this.#box = box;
  }

  /**
   * Show the inputs of these; what was typed into one of the same name stays.
   * @param {Variable[]} variables
   */
  draw(variables) {
    const typed = this.values;
    this.#parts.clear();
    this.#box.replaceChildren(...variables.map((variable) => this.#field(variable)));
    this.#box.hidden = variables.length === 0;
    for (const [name, { input }] of this.#parts) input.value = typed[name] ?? '';
  }

  /** What was typed, by name. @returns {Record<string, string>} */
  get values() {
    const typed = [...this.#parts].map(([name, { input }]) => [name, input.value.trim()]);
    return Object.fromEntries(typed.filter(([, text]) => text));
  }

  /**
   * Show the server's reasons at their inputs.
   * @param {Record<string, string[]>} reasons By dotted path.
   * @returns {HTMLElement | null} The first input with one.
   */
  showErrors(reasons) {
    /** @type {HTMLElement | null} */
    let first = null;
    for (const [name, { input, error }] of this.#parts) {
      const why = reasons[`${PATH}.${name}`];
      error.textContent = why?.join(' ') ?? '';
      input.setAttribute('aria-invalid', String(Boolean(why)));
      if (why) first ??= input;
    }
    return first;
  }

  /** @param {Variable} variable */
  #field({ name, description, required, default: usual, limit }) {
    const id = `variable-${name}`;
    const input = make('input', {
      id,
      type: 'text',
      maxlength: String(limit),
      placeholder: usual,
      autocomplete: 'off',
      'aria-required': String(required),
      'aria-describedby': `${id}-error`,
    });
    const error = make('p', { id: `${id}-error`, class: 'field-error' });
    this.#parts.set(name, { input, error });
    // A description may be a sentence, which a label is not.
    const words = description.replace(/\.$/u, '') || titled(name);
    const label = make('label', { for: id }, words);
    const mark = make('span', { class: 'required', 'aria-hidden': 'true' }, 'required');
    if (required) label.append(mark);
    return make('div', { class: 'field' }, label, input, error);
  }
}

/** A name such as `child_name` as people write one. @param {string} name */
function titled(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
