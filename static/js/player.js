// @ts-check
/** Picture and sound of the face: attached, muted for one of three reasons, unblocked. */

/**
 * Fires `change` whenever `muted` or `blocked` may have changed.
 */
export class Player extends EventTarget {
  #video;
  #muted = false;
  #hushed = false;
  #blocked = false;

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    super();
    this.#video = video;
  }

  /** Muted by the visitor. */
  get muted() {
    return this.#muted;
  }

  /** Kept silent by the browser until the visitor taps. */
  get blocked() {
    return this.#blocked;
  }

  /** @param {MediaStream} stream Sound and picture; given once for each track, harmlessly. */
  async attach(stream) {
    if (this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    this.#hushed = false;
    await this.play();
  }

  detach() {
    this.#video.srcObject = null;
    this.#blocked = false;
    this.#apply();
  }

  /** Play with sound, or without where the browser wants a tap first. */
  async play() {
    this.#blocked = false;
    this.#apply();
    try {
      await this.#video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.#blocked = true;
      this.#apply();
      await this.#video.play().catch(() => {});
    }
  }

  toggleMuted() {
    this.#muted = !this.#muted;
    this.#apply();
  }

  /** Silence what is still in the pipe after an interrupt, until the next words. */
  hush() {
    this.#hushed = true;
    this.#apply();
  }

  unhush() {
    this.#hushed = false;
    this.#apply();
  }

  #apply() {
    this.#video.muted = this.#muted || this.#hushed || this.#blocked;
    this.dispatchEvent(new CustomEvent('change'));
  }
}
