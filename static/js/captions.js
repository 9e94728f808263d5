// @ts-check
/** Live captions: the words being said, lit up one by one as time goes by. */

import { make } from './dom.js';

/** @typedef {import('./turns.js').Utterance} Utterance */

// One row on a phone, where a second would hide the mouth; up to two on a desk.
const PIXELS_PER_CHARACTER = 9.5;
const MAX_LINE = 96;

/**
 * Cut a text into lines that fit under a face, at ends of sentences where possible.
 * @param {string} text
 * @param {number} most Characters in a line.
 * @returns {string[]}
 */
export function captionLines(text, most) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const sentenceOver = /[.!?…]["'”’)]*$/u.test(line) && line.length > most / 3;
    if (line && (sentenceOver || line.length + word.length >= most)) {
      lines.push(line);
      line = '';
    }
    line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

export class Captions {
  #element;
  /** @type {{ words: HTMLElement[], line: number, beginsAt: number[] }[]} */
  #lines = [];
  #shown = -1;
  #frame = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
  }

  /** @param {Utterance} utterance */
  show({ text, durationMs, elapsedMs }) {
    this.clear();
    if (!text) return;
    const total = text.length;
    let said = 0;
    const room = (this.#element.parentElement?.clientWidth ?? 0) / PIXELS_PER_CHARACTER;
    this.#lines = captionLines(text, Math.min(room, MAX_LINE)).map((content, line) => {
      /** @type {number[]} */
      const beginsAt = [];
      const words = content.split(' ').map((word) => {
        // A word lights up when it begins; longer words take longer to say.
        beginsAt.push((said / total) * durationMs);
        said += word.length + 1;
        return make('span', {}, `${word} `);
      });
      return { words, line, beginsAt };
    });
    const startedAt = performance.now() - elapsedMs;
    const step = () => {
      this.#draw(performance.now() - startedAt);
      this.#frame = requestAnimationFrame(step);
    };
    step();
    this.#element.hidden = false;
  }

  clear() {
    cancelAnimationFrame(this.#frame);
    this.#shown = -1;
    this.#element.hidden = true;
    this.#element.replaceChildren();
  }

  /** @param {number} elapsedMs */
  #draw(elapsedMs) {
    const now =
      this.#lines.findLast(({ beginsAt }) => beginsAt[0] <= elapsedMs) ?? this.#lines[0];
    if (now.line !== this.#shown) {
      this.#shown = now.line;
      this.#element.replaceChildren(...now.words);
    }
    now.words.forEach((word, index) =>
      word.classList.toggle('said', now.beginsAt[index] <= elapsedMs),
    );
  }
}
