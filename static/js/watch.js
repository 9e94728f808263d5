// @ts-check
/** Watches over one session with the server: says that somebody is there, and listens. */

import { ApiError } from './api-error.js';
import { Feed } from './feed.js';
import { isOver } from './words.js';

/** @typedef {import('./routes.js').SessionFacts} SessionFacts */

const BEAT_EVERY_MS = 10_000;
// Of three beats two may be lost.
const BEATS_WITHIN_GRACE = 3;

/**
 * Fires:
 * - `facts` (detail: SessionFacts) what the server knows, whenever it has said so
 * - `over` (detail: SessionFacts) it has ended the session; once, unless closed before
 * - `interrupted` (detail: number) whatever was said before this turn was silenced
 *
 * A server without these routes is left alone.
 */
export class Watch extends EventTarget {
  #routes;
  #id;
  #feed;
  #everyMs = BEAT_EVERY_MS;
  #timer = 0;
  #over = new AbortController();

  /** @param {{ routes: import('./routes.js').Routes, sessionId: string }} parts */
  constructor({ routes, sessionId }) {
    super();
    this.#routes = routes;
    this.#id = sessionId;
    this.#feed = new Feed((last, signal) => routes.events(sessionId, last, signal));
    for (const kind of ['state', 'warning']) {
      this.#feed.addEventListener(kind, () => this.look());
    }
    this.#feed.addEventListener('interrupted', (event) => {
      const { turn } = /** @type {CustomEvent} */ (event).detail;
      this.dispatchEvent(new CustomEvent('interrupted', { detail: turn }));
    });
    document.addEventListener('visibilitychange', () => this.#appear(), {
      signal: this.#over.signal,
    });
    this.#appear();
    if (document.hidden) this.#beat();
  }

  /** Ask once how the session is. */
  async look() {
    await this.#ask(() => this.#routes.session(this.#id));
  }

  close() {
    this.#over.abort();
    this.#feed.stop();
    clearTimeout(this.#timer);
  }

  /** Timers of a hidden page are late, so whoever comes back is announced at once. */
  #appear() {
    // A browser gives a server six connections; hidden pages must not keep them all.
    if (document.hidden) {
      this.#feed.stop();
    } else {
      this.#feed.start();
      this.#beat();
    }
  }

  async #beat() {
    // Set before the answer too, so that a lost one does not delay the next beat.
    this.#beatLater();
    const known = await this.#ask(() => this.#routes.beat(this.#id));
    if (!known) await this.look();
    this.#beatLater();
  }

  #beatLater() {
    clearTimeout(this.#timer);
    if (this.#over.signal.aborted) return;
    this.#timer = setTimeout(() => this.#beat(), this.#everyMs);
  }

  /**
   * @param {() => Promise<SessionFacts>} question
   * @returns {Promise<boolean>} False where the session's state did not allow it.
   */
  async #ask(question) {
    try {
      const facts = await question();
      if (!this.#over.signal.aborted) this.#take(facts);
    } catch (error) {
      // Nobody is told: as long as the face talks, a lost beat is no trouble.
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) this.close();
      return error.status !== 409;
    }
    return true;
  }

  /** @param {SessionFacts} facts */
  #take(facts) {
    const graceMs = (facts.viewer?.gone_after_s ?? Infinity) * 1000;
    this.#everyMs = Math.min(BEAT_EVERY_MS, graceMs / BEATS_WITHIN_GRACE);
    this.dispatchEvent(new CustomEvent('facts', { detail: facts }));
    if (!isOver(facts)) return;
    this.close();
    this.dispatchEvent(new CustomEvent('over', { detail: facts }));
  }
}
