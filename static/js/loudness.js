// @ts-check
/** Whether a sound is somebody speaking, and how loud it is to an ear. */

// Root mean squares of samples from -1 to 1.
const QUIETEST_SPEECH = 0.015;
const ABOVE_FLOOR = 4;
const BEGINS_AFTER_MS = 120;
const ENDS_AFTER_MS = 700;

/** Tells speech from what is always there, by loudness alone. Its only clock is `ms`. */
export class SpeechDetector {
  /** What is always there. */
  #floor = QUIETEST_SPEECH / ABOVE_FLOOR;
  #loudMs = 0;
  #quietMs = 0;
  speaking = false;

  /**
   * @param {number} level 0 to 1
   * @param {number} ms For how long it has been like this.
   * @returns {boolean} Whether somebody is speaking.
   */
  feed(level, ms) {
    const loud = level > Math.max(QUIETEST_SPEECH, ABOVE_FLOOR * this.#floor);
    this.#loudMs = loud ? this.#loudMs + ms : 0;
    this.#quietMs = loud ? 0 : this.#quietMs + ms;
    // A fan that is switched on stops being speech after a while.
    this.#floor += (loud ? 0.002 : 0.05) * (level - this.#floor);
    if (this.#loudMs >= BEGINS_AFTER_MS) this.speaking = true;
    if (this.#quietMs >= ENDS_AFTER_MS) this.speaking = false;
    return this.speaking;
  }
}

/**
 * The same as an ear judges it: -54 dB and less is nothing, -6 dB is all.
 * @param {number} level 0 to 1
 */
export function heard(level) {
  const decibels = 20 * Math.log10(Math.max(level, 1e-6));
  return Math.min(1, Math.max(0, (decibels + 54) / 48));
}
