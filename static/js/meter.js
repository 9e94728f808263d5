// @ts-check
/** What a conversation takes: its time, its cost so far, and the limit that will end it. */

import { byId, make } from './dom.js';
import { creditsWords, lengthWords, moneyWords } from './figures.js';
import { clockTime, isOver, LIMIT_WORDS } from './words.js';

/** @typedef {import('./routes.js').SessionFacts} SessionFacts */

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
  /** @type {number | null} When a limit will end it, on the page's own clock. */
  #endsAt = null;
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
    this.#endsAt = null;
    this.#limit.hidden = true;
  }

  /** @param {SessionFacts} facts */
  show(facts) {
    const money = moneyWords(facts.cost);
    this.#cost.replaceChildren(
      make('span', { class: 'credits' }, creditsWords(facts.cost.credits)),
      money ? make('span', { class: 'money' }, money) : '',
    );
    this.#meter.hidden = this.#cost.hidden = false;
    if (isOver(facts)) return;
    this.#bound(facts);
    this.#tick();
  }

  /** @param {SessionFacts} facts */
  #bound({ limit, duration_s }) {
    this.#endsAt = limit && performance.now() + limit.ends_in_s * 1000;
    this.#limit.hidden = !limit;
    if (!limit) return;
    const near = limit.ends_in_s <= NEAR_SHARE * (duration_s + limit.ends_in_s);
    this.#limit.dataset.near = String(near);
    if (near && !this.#near) this.#announce(limit);
    this.#near = near;
  }

  /** @param {NonNullable<SessionFacts['limit']>} limit */
  #announce({ ends_in_s, reason }) {
    const detail = `The conversation ends in ${lengthWords(ends_in_s)}: ${LIMIT_WORDS[reason]}.`;
    this.dispatchEvent(new CustomEvent('near', { detail }));
  }

  #tick() {
    const now = performance.now();
    if (this.#timer) this.#elapsed.textContent = clockTime((now - this.#liveSince) / 1000);
    if (this.#endsAt === null) return;
    const seconds = Math.max(0, this.#endsAt - now) / 1000;
    this.#remaining.textContent = clockTime(Math.ceil(seconds));
  }
}
