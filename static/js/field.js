// @ts-check
/** One field of a form: its label, its input, what is said about it, and what is wrong. */

import { control } from './controls.js';
import { make } from './dom.js';

/** @typedef {Record<string, string[]>} Reasons Why something was refused, by dotted path. */
/**
 * @typedef {object} FieldSpec
 * @property {string} path Dotted, as the server names it in its errors.
 * @property {string} label
 * @property {import('./controls.js').Kind} kind
 * @property {string} [hint]
 * @property {boolean} [required]
 */
/**
 * @typedef {object} Field
 * @property {string} path
 * @property {HTMLElement} element
 * @property {() => any} read
 * @property {(value: any) => void} write
 * @property {(reasons: Reasons) => HTMLElement | null} showErrors At their place; gives
 *   the first input with one. Paths are below the field, blank for itself.
 * @property {() => void} focus
 * @property {import('./combobox.js').Combobox} [picker]
 */

/**
 * @param {FieldSpec} spec
 * @param {string} prefix Of ids.
 * @returns {Field}
 */
export function makeField({ path, label, kind, hint, required = false }, prefix) {
  const id = `${prefix}-${path.replaceAll('.', '-')}`;
  const { element, input, read, write, picker } = control(kind, id, label);
  const error = make('p', { id: `${id}-error`, class: 'field-error' });
  input.setAttribute('aria-describedby', hint ? `${id}-hint ${id}-error` : `${id}-error`);
  if (required) input.setAttribute('aria-required', 'true');
  const about = hint ? make('p', { id: `${id}-hint`, class: 'hint' }, hint) : null;
  const parts =
    kind === 'check'
      ? [make('label', { class: 'check' }, element, label)]
      : [make('label', { for: id }, label), element];
  return {
    path,
    element: make('div', { class: `field field-${kind}` }, ...parts, about, error),
    read,
    write,
    picker,
    focus: () => input.focus(),
    showErrors(reasons) {
      error.textContent = Object.entries(reasons)
        .map(([name, why]) => entryOf(name) + why.join(' '))
        .join(' ');
      const wrong = Object.keys(reasons).length > 0;
      input.setAttribute('aria-invalid', String(wrong));
      return wrong ? input : null;
    },
  };
}

/**
 * The reasons that are about one field, by what follows its path.
 * @param {Reasons} reasons
 * @param {string} path
 * @returns {Reasons}
 */
export function below(reasons, path) {
  return Object.fromEntries(
    Object.entries(reasons)
      .filter(([name]) => name === path || name.startsWith(`${path}.`))
      .map(([name, why]) => [name.slice(path.length + 1), why]),
  );
}

/**
 * Show reasons at the fields they are about, and nothing at the others.
 * @param {Iterable<Field>} fields
 * @param {Reasons} reasons
 * @returns {HTMLElement | null} The first input with one.
 */
export function showAll(fields, reasons) {
  const wrong = [...fields].map((field) => field.showErrors(below(reasons, field.path)));
  return wrong.find((input) => input !== null) ?? null;
}

/** Which entry of a list a reason is about. @param {string} name */
function entryOf(name) {
  return /^\d+$/.test(name) ? `Entry ${Number(name) + 1}: ` : '';
}
