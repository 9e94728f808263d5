// @ts-check
/** Server-sent events by fetch, which, unlike EventSource, can carry a key. */

import { ApiError } from './api-error.js';
import { messages } from './sse.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * @callback Open
 * @param {string} lastEventId
 * @param {AbortSignal} signal
 * @returns {Promise<ReadableStream<Uint8Array> | null>} Null when there is no more.
 */

/** Fires each event under its own name, with its data. Goes on after a break where it was. */
export class Feed extends EventTarget {
  #open;
  #firstWaitMs;
  #lastEventId = '';
  /** @type {AbortController | null} */
  #running = null;

  /** @param {Open} open @param {{ firstWaitMs?: number }} [options] */
  constructor(open, { firstWaitMs = FIRST_WAIT_MS } = {}) {
    super();
    this.#open = open;
    this.#firstWaitMs = firstWaitMs;
  }

  /** Listen; harmless twice. */
  start() {
    if (this.#running) return;
    this.#running = new AbortController();
    this.#listen(this.#running.signal);
  }

  /** Listen no more, until the next start. */
  stop() {
    this.#running?.abort();
    this.#running = null;
  }

  /** @param {AbortSignal} signal */
  async #listen(signal) {
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted;) {
      try {
        const stream = await this.#open(this.#lastEventId, signal);
        if (!stream) return;
        waitMs = this.#firstWaitMs;
        await this.#read(stream, signal);
      } catch (error) {
        if (isFinal(error)) return;
        waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
      }
      await pause(waitMs, signal);
    }
  }

  /** @param {ReadableStream<Uint8Array>} stream @param {AbortSignal} signal */
  async #read(stream, signal) {
    for await (const { id, event, data } of messages(stream, this.#lastEventId)) {
      if (signal.aborted) return;
      this.#lastEventId = id;
      if (event) this.dispatchEvent(new CustomEvent(event, { detail: data }));
    }
  }
}

/** Whether asking again would be answered the same. @param {unknown} error */
function isFinal(error) {
  return error instanceof ApiError && [400, 401, 403, 404].includes(error.status);
}

/** @param {number} ms @param {AbortSignal} signal Ends it early. */
function pause(ms, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', resolve, { once: true });
  });
}
