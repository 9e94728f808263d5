// @ts-check
/** The conversation as bubbles: what the visitor asked, what the persona says. */

import { make } from './dom.js';

/** @typedef {import('./turn.js').Turn} Turn */

/** @type {Partial<Record<import('./turn.js').TurnState, string>>} */
const MARKS = { interrupted: 'Interrupted', failed: 'Not said' };

export class Conversation {
  #list;
  #box;
  #empty;
  /** @type {WeakMap<Turn, Record<'bubble' | 'words' | 'note' | 'mark', HTMLElement>>} */
  #bubbles = new WeakMap();

  /** @param {{ list: HTMLElement, box: HTMLElement, empty: HTMLElement }} parts */
  constructor({ list, box, empty }) {
    this.#list = list;
    this.#box = box;
    this.#empty = empty;
  }

  /** Draw a turn, new or changed. @param {Turn} turn @param {string} speaker */
  draw(turn, speaker) {
    if (turn.state === 'dropped') return this.#remove(turn);
    const atEnd = this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < 80;
    this.#empty.hidden = true;
    if (!this.#bubbles.has(turn)) this.#add(turn, speaker);
    const parts = this.#bubbles.get(turn);
    if (!parts) return;
    const { bubble, words, note, mark } = parts;
    bubble.dataset.state = turn.state;
    write(words, turn.words);
    write(note, turn.note);
    write(mark, MARKS[turn.state] ?? '');
    if (atEnd) this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** A line between sessions. @param {string} words */
  divide(words) {
    if (!this.#list.childElementCount) return;
    this.#list.append(make('li', { class: 'divider' }, words));
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** @param {Turn} turn @param {string} speaker */
  #add(turn, speaker) {
    if (turn.prompt) {
      const said = make('p', { class: 'words' }, turn.prompt);
      this.#list.append(
        make('li', { class: 'bubble mine' }, make('span', { class: 'sr' }, 'You: '), said),
      );
    }
    const words = make('p', { class: 'words' });
    const mark = make('span', { class: 'mark' });
    const label = turn.kind === 'repeat' ? `${speaker}, word for word` : speaker;
    const dots = make(
      'span',
      { class: 'dots', 'aria-hidden': 'true' },
      make('i'),
      make('i'),
      make('i'),
    );
    const note = make('p', { class: 'note' });
    const foot = make('p', { class: 'foot' }, label, mark);
    const bubble = make('li', { class: 'bubble theirs' }, words, dots, foot, note);
    this.#list.append(bubble);
    this.#bubbles.set(turn, { bubble, words, note, mark });
  }

  /** @param {Turn} turn */
  #remove(turn) {
    this.#bubbles.get(turn)?.bubble.remove();
    this.#empty.hidden = this.#list.childElementCount > 0;
  }
}

/**
 * Change a text by adding to its end, or taking from there, where that will do: a screen
 * reader reads what is new, and not all of it again.
 * @param {HTMLElement} element
 * @param {string} text
 */
function write(element, text) {
  const shown = element.textContent ?? '';
  if (text === shown) return;
  if (shown.startsWith(text)) return cut(element, text.length);
  const grows = text.startsWith(shown);
  if (!grows) element.replaceChildren();
  element.append(make('span', {}, grows ? text.slice(shown.length) : text));
}

/** @param {HTMLElement} element Written by the above. @param {number} left How much stays. */
function cut(element, left) {
  for (const { firstChild } of [...element.children]) {
    const part = /** @type {Text} */ (firstChild);
    if (left <= 0) part.parentElement?.remove();
    else if (part.length > left) part.deleteData(left, part.length - left);
    left -= part.length;
  }
}
