// @ts-check
/** What is said in one session: sent to the server, cut short, and followed by events. */

import { ApiError } from './api-error.js';
import { Turns } from './turns.js';

/** @typedef {import('./turn.js').Turn} Turn */
/** @typedef {import('./routes.js').Spoken} Spoken */
/**
 * @typedef {object} CloudEvent
 * @property {string} [type]
 * @property {string} [task_id]
 * @property {string} [message] A piece of a text, its spaces inside.
 * @property {boolean} [unasked] Whether the cloud says it of its own accord.
 */

// Right after the start a cloud may not know yet that the media is up.
const WRONG_STATE_WAITS_MS = [150, 300, 600, 1200];

/**
 * The turns of one session, spoken through the server. Fires, besides those of Turns:
 * - `silenced` the visitor cut in; what is still in the pipe must not be heard
 * - `replied` (detail: Figures) a model was asked, and how long it took
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
      return { data, ai_response: data.text };
    });
  }

  /**
   * Talk (the persona answers, and stops what it was saying) or Repeat (word for word).
   * @param {'talk' | 'repeat'} kind
   * @param {string} text
   * @returns {Promise<boolean>} Whether anything was accepted.
   */
  say(kind, text) {
    if (kind === 'repeat') {
      const turn = this.begin(kind, { words: text });
      return this.#speak(turn, () => this.#routes.repeat(this.#sessionId, text));
    }
    // The server silences what was before; it says when it has.
    this.silence();
    const turn = this.begin(kind, { prompt: text });
    const told = this.#hearer(turn);
    return this.#speak(turn, () => this.#routes.talk(this.#sessionId, text, told));
  }

  /** Silence it at once; harmless when it is silent. */
  async cutIn() {
    if (!this.silence()) return;
    try {
      await this.#routes.interrupt(this.#sessionId);
      this.settled();
    } catch (error) {
      this.tellTrouble(error);
    }
  }

  /** One event of the cloud's data channel, or of its room. @param {CloudEvent} event */
  hear(event) {
    const { type, task_id, unasked = false } = event;
    if (!task_id) return;
    if (unasked) this.#hearUnasked(task_id, event);
    if (type === 'avatar_start_talking') this.started(task_id);
    if (type === 'avatar_stop_talking') this.stopped(task_id);
  }

  /**
   * Silence it here; the server is to be told as well.
   * @returns {boolean} Whether there was anything to silence.
   */
  silence() {
    if (!this.speaking && !this.thinking) return false;
    this.dispatchEvent(new CustomEvent('silenced'));
    this.interrupt();
    return true;
  }

  /**
   * A turn of which the server knows nothing: all there is of it are the events.
   * @param {string} task_id
   * @param {CloudEvent} event
   */
  #hearUnasked(task_id, { type, message = '' }) {
    const begins = type === 'avatar_start_talking';
    const turn = begins ? this.begin('greeting', {}) : this.turnOf(task_id);
    if (!turn) return;
    const { words, tasks } = turn;
    if (type === 'avatar_stop_talking') this.answered(turn, { words, tasks });
    else this.accepted(turn, 0, { task_id, text: words + message });
  }

  /** @param {Turn} turn @returns {import('./api.js').Tell} */
  #hearer(turn) {
    return (event, data) => {
      if (event === 'turn') this.entered(turn, data.turn);
      if (event === 'sentence') this.wrote(turn, data.index, data.text);
      if (event === 'spoken') this.accepted(turn, data.index, data);
    };
  }

  /** @param {Turn} turn @param {() => Promise<Spoken>} send */
  async #speak(turn, send) {
    try {
      const spoken = await whenAccepted(turn, send);
      const tasks = tasksOf(spoken, turn.words);
      if (turn.kind === 'greeting' && !tasks.length) {
        // The cloud greets by itself: its room tells when, and in which words.
        this.dropped(turn);
        return true;
      }
      this.answered(turn, {
        words: wordsOf(spoken, tasks, turn.words),
        tasks,
        number: spoken.turn,
        interrupted: spoken.interrupted,
        note: spoken.warning?.message,
      });
      if (spoken.figures && turn.state !== 'interrupted')
        this.dispatchEvent(new CustomEvent('replied', { detail: spoken.figures }));
      return true;
    } catch (error) {
      if (turn.state === 'interrupted') return true;
      const unsaid = this.failed(turn);
      this.tellTrouble(error);
      return !unsaid;
    }
  }

  /** @param {unknown} error */
  tellTrouble(error) {
    this.dispatchEvent(new CustomEvent('trouble', { detail: error }));
  }
}

/**
 * Try again while the session is only just not there yet.
 * @param {Turn} turn
 * @param {() => Promise<Spoken>} send
 */
export async function whenAccepted(turn, send) {
  for (const wait of WRONG_STATE_WAITS_MS) {
    try {
      return await send();
    } catch (error) {
      const early = error instanceof ApiError && error.code === 'wrong_state';
      if (!early || turn.tasks.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (turn.state === 'interrupted') throw error;
    }
  }
  return send();
}

/**
 * @param {Spoken} spoken
 * @param {string} words What was to be said, where that was known.
 * @returns {import('./turn.js').Task[]}
 */
function tasksOf({ data, ai_response }, words) {
  const { task_id, duration_ms, tasks } = data;
  if (tasks) return tasks;
  return task_id ? [{ task_id, text: ai_response ?? words, duration_ms }] : [];
}

/**
 * @param {Spoken} spoken
 * @param {import('./turn.js').Task[]} tasks
 * @param {string} words What was to be said, where that was known.
 */
function wordsOf({ ai_response, warning }, tasks, words) {
  const said = warning ? tasks.map(({ text }) => text).join(' ') : words;
  return ai_response ?? said;
}
