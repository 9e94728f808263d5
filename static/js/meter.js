// @ts-check
/** What a conversation takes: its time, its cost so far, and the limit that will end it. */

import { byId } from './dom.js';
import { costWords, lengthWords } from './figures.js';
import { clockTime, isOver, LIMIT_WORDS } from './words.js';

/** @typedef {import('./routes.js').SessionFacts} SessionFacts */
/** @typedef {NonNullable<SessionFacts['limit']>} Limit */
/**
 * The end that a limit will bring.
 * @typedef {object} End
 * @property {number} at On the page's own clock, in milliseconds.
 * @property {number} wholeS How long the session will have been.
 * @property {Limit['reason']} reason
 */

const NEAR_SHARE = 0.2;

/**
 * Fires `near` (detail: string) once, when the end that a limit brings comes near; the
 * detail is a sentence about it.
 */
export class Meter extends EventTarget {
  #meter = byId('meter', HTMLElement);
  #elapsed = byId('elapsed', HTMLElement);
  #cost = byId('cost', HTMLElement);
  #limit = byId('limit', HTMLElement);
  #remaining = byId('remaining', HTMLElement);
  #timer = 0;
  #liveSince = 0;
  /** @type {End | null} */
  #end = null;
  #near = false;

  /** A new session: nothing is known yet. */
  reset() {
    this.stop();
    this.#near = false;
    this.#meter.hidden = this.#cost.hidden = true;
    this.#elapsed.textContent = clockTime(0);
  }

  /** The face is there: count. */
  start() {
    if (this.#timer) return;
    this.#liveSince = performance.now();
    this.#timer = setInterval(() => this.#tick(), 1000);
    this.#meter.hidden = false;
    this.#tick();
  }

  /** It is over; its time and its cost stay. */
  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#end = null;
    this.#limit.hidden = true;
  }

  /** @param {SessionFacts} facts */
  show(facts) {
    this.#cost.textContent = costWords(facts.cost);
    this.#meter.hidden = this.#cost.hidden = false;
    this.#end = isOver(facts) ? null : endOf(facts);
    this.#limit.hidden = !this.#end;
    this.#tick();
  }

  #tick() {
    const now = performance.now();
    if (this.#timer) this.#elapsed.textContent = clockTime((now - this.#liveSince) / 1000);
    if (!this.#end) return;
    const { at, wholeS, reason } = this.#end;
    const leftS = Math.max(0, at - now) / 1000;
    const near = leftS <= NEAR_SHARE * wholeS;
    this.#remaining.textContent = clockTime(Math.ceil(leftS));
    this.#limit.dataset.near = String(near);
    if (near && !this.#near) this.#announce(leftS, reason);
    this.#near = near;
  }

  /** @param {number} leftS @param {Limit['reason']} reason */
  #announce(leftS, reason) {
    const detail = `The conversation ends in ${lengthWords(leftS)}: ${LIMIT_WORDS[reason]}.`;
    this.dispatchEvent(new CustomEvent('near', { detail }));
  }
}

/** @param {SessionFacts} facts @returns {End | null} */
function endOf({ limit, duration_s }) {
  if (!limit) return null;
  const { ends_in_s, reason } = limit;
  return {
    at: performance.now() + ends_in_s * 1000,
    wholeS: duration_s + ends_in_s,
    reason,
  };
}
