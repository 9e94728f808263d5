// @ts-check
/** A pause that is a breath as long as it is short, and a silence when it is not. */

export class Breath {
  #longestMs;
  #timer = 0;

  /** @param {number} longestMs */
  constructor(longestMs) {
    this.#longestMs = longestMs;
  }

  /** Whether one is being taken. */
  get taken() {
    return this.#timer > 0;
  }

  /** @param {() => void} silence Called when it has become one. */
  take(silence) {
    this.end();
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      silence();
    }, this.#longestMs);
  }

  /** @returns {boolean} Whether one was being taken. */
  end() {
    const { taken } = this;
    clearTimeout(this.#timer);
    this.#timer = 0;
    return taken;
  }
}
