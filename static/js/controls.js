// @ts-check
/** The inputs that a form is made of, all read and written alike. */

import { Combobox } from './combobox.js';
import { make } from './dom.js';
import { Tags } from './tags.js';

/** @typedef {'line' | 'text' | 'tags' | 'count' | 'check' | 'avatar' | 'voice'} Kind */
/**
 * @typedef {object} Control
 * @property {HTMLElement} element What goes into the page.
 * @property {HTMLElement} input What takes the focus.
 * @property {() => any} read
 * @property {(value: any) => void} write
 * @property {Combobox} [picker]
 */

/**
 * @param {Kind} kind
 * @param {string} id Of the input.
 * @param {string} name As people read it.
 * @returns {Control}
 */
export function control(kind, id, name) {
  if (kind === 'tags') return tagsControl(id, name);
  if (kind === 'check') return checkControl(id);
  if (kind === 'count') return countControl(id);
  const input =
    kind === 'text'
      ? make('textarea', { id, rows: '3' })
      : make('input', { id, type: 'text', autocomplete: 'off' });
  const plain = {
    input,
    read: () => input.value.trim(),
    write: (/** @type {string} */ value) => (input.value = value),
  };
  if (kind === 'line' || input instanceof HTMLTextAreaElement)
    return { ...plain, element: input };
  const element = make('div', { class: 'combobox' }, input);
  return { ...plain, element, picker: new Combobox(input) };
}

/** @param {string} id @param {string} name @returns {Control} */
function tagsControl(id, name) {
  const tags = new Tags({ id, name });
  return {
    element: tags.element,
    input: /** @type {HTMLElement} */ (tags.element.querySelector('input')),
    read: () => tags.values,
    write: (value) => (tags.values = value),
  };
}

/** @param {string} id @returns {Control} */
function checkControl(id) {
  const input = make('input', { id, type: 'checkbox', role: 'switch' });
  return {
    element: input,
    input,
    read: () => input.checked,
    write: (value) => (input.checked = value),
  };
}

/** A whole number; left blank, the server chooses. @param {string} id @returns {Control} */
function countControl(id) {
  const input = make('input', { id, type: 'text', inputmode: 'numeric', autocomplete: 'off' });
  return {
    element: input,
    input,
    read() {
      const typed = input.value.trim();
      // What is no number goes to the server as it is, which says so at this field.
      return typed === '' ? undefined : /^\d+$/.test(typed) ? Number(typed) : typed;
    },
    write: (value) => (input.value = value ?? ''),
  };
}
