// @ts-check
/** What is said in one session: sent to the server, cut short, and followed by events. */

import { ApiError } from './api-error.js';
import { Turns } from './turns.js';

// Right after the start a cloud may not know yet that the media is up.
const WRONG_STATE_WAITS_MS = [150, 300, 600, 1200];

/**
 * The turns of one session, spoken through the server. Fires, besides those of Turns:
 * - `silenced` the visitor cut in; what is still in the pipe must not be heard
 * - `trouble` (detail: Error) something was not accepted
 */
export class Speech extends Turns {
  #routes;
  #sessionId;

  /** @param {{ routes: import('./routes.js').Routes, sessionId: string }} parts */
  constructor({ routes, sessionId }) {
    super();
    this.#routes = routes;
    this.#sessionId = sessionId;
  }

  /** Have the persona greet. */
  greet() {
    return this.#speak(this.begin('greeting', {}), async () => {
      const { data } = await this.#routes.greet(this.#sessionId);
      return { words: data.text, data };
    });
  }

  /**
   * Talk (the persona answers, and stops what it was saying) or Repeat (word for word).
   * @param {'talk' | 'repeat'} kind
   * @param {string} text
   * @returns {Promise<boolean>} Whether it was accepted.
   */
  async say(kind, text) {
    const talk = kind === 'talk';
    if (talk) await this.cutIn();
    return this.#speak(
      this.begin(kind, talk ? { prompt: text } : { words: text }),
      async () => {
        const answer = await this.#routes.sendText(this.#sessionId, text, talk);
        return { words: talk ? (answer.ai_response ?? '') : text, data: answer.data };
      },
    );
  }

  /** Silence it at once; harmless when it is silent. */
  async cutIn() {
    if (!this.speaking && !this.thinking) return;
    if (this.speaking) this.dispatchEvent(new CustomEvent('silenced'));
    this.interrupt();
    await this.#routes.interrupt(this.#sessionId).catch((error) => this.#trouble(error));
  }

  /** One event of the cloud's data channel. @param {{ type?: string, task_id?: string }} message */
  hear({ type, task_id }) {
    if (!task_id) return;
    if (type === 'avatar_start_talking') this.started(task_id);
    if (type === 'avatar_stop_talking') this.stopped(task_id);
  }

  /**
   * @param {import('./turns.js').Turn} turn
   * @param {() => Promise<{ words: string, data: import('./routes.js').TaskData }>} send
   */
  async #speak(turn, send) {
    try {
      const { words, data } = await whenAccepted(send);
      this.answered(turn, words, tasksOf(data, words));
      return true;
    } catch (error) {
      if (turn.state === 'interrupted') return true;
      this.failed(turn);
      this.#trouble(error);
      return false;
    }
  }

  /** @param {unknown} error */
  #trouble(error) {
    this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
  }
}

/**
 * Try again while the session is only just not there yet.
 * @template T
 * @param {() => Promise<T>} send
 */
async function whenAccepted(send) {
  for (const wait of WRONG_STATE_WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'wrong_state') throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return send();
}

/**
 * @param {import('./routes.js').TaskData} data
 * @param {string} words
 * @returns {import('./turns.js').Task[]}
 */
function tasksOf(data, words) {
  if (data.tasks) return data.tasks;
  return data.task_id
    ? [{ task_id: data.task_id, text: words, duration_ms: data.duration_ms }]
    : [];
}
