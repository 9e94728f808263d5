// @ts-check
/** Who would speak: the persona's name, title and picture, wherever the page has them. */

import { byId, monogram } from './dom.js';

/** @typedef {import('./personas.js').Persona} Persona */

export class Portrait {
  #image = byId('portrait', HTMLImageElement);
  #chosen = byId('avatar-id', HTMLInputElement);
  /** @type {import('./routes.js').Avatar[]} */
  #avatars = [];
  #usual = '';

  constructor() {
    this.#image.addEventListener('error', () => (this.#image.hidden = true));
    this.#chosen.addEventListener('change', () => this.#draw());
  }

  /** All faces there are. @param {import('./routes.js').Avatar[]} avatars */
  set avatars(avatars) {
    this.#avatars = avatars;
    this.#draw();
  }

  /** @param {Persona} persona */
  show({ name, title, avatar_name }) {
    const words = new Map([
      ['monogram', monogram(name)],
      ['title', title],
    ]);
    for (const element of document.querySelectorAll('[data-persona]')) {
      const what = /** @type {HTMLElement} */ (element).dataset.persona ?? '';
      element.textContent = words.get(what) ?? name;
    }
    this.#usual = avatar_name;
    this.#draw();
  }

  #draw() {
    const wanted = this.#chosen.value.trim() || this.#usual;
    const source = this.#avatars.find(({ id }) => id === wanted)?.preview_url ?? '';
    this.#image.hidden = !source;
    if (source) this.#image.src = source;
  }
}
