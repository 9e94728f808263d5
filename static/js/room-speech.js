// @ts-check
/** What is said in a room: the visitor aloud or in writing, the avatar by events alone. */

import { Breath } from './breath.js';
import { Speech, whenAccepted } from './speech.js';
import { OVER } from './turn.js';

/** @typedef {import('./turn.js').Turn} Turn */
/** @typedef {import('./speech.js').CloudEvent} CloudEvent */

// Shorter than what Turns takes for a breath: who says no more by then has finished.
const SENTENCES_WITHIN_MS = 800;
const UNDERSTOOD_WITHIN_MS = 5_000;
const ANSWERED_WITHIN_MS = 30_000;

/**
 * Turns of which the server does not say how many tasks they have. Fires, besides the
 * events of Speech:
 * - `heard` (detail: { text: string, whole: boolean }) what the visitor was heard to say so
 *   far; blank when it came to nothing
 */
export class RoomSpeech extends Speech {
  #routes;
  #sessionId;
  /** @type {Map<string, { turn: Turn, index: number, text: string }>} By task. */
  #tasks = new Map();
  /** Tasks that must not be heard: they were begun before an interrupt had arrived. */
  #silenced = new Set();
  /** @type {Turn | null} What the avatar says, or is about to say. */
  #turn = null;
  #cut = false;
  #heard = '';
  /** Whether something was said that was not made out yet. */
  #unheard = false;
  #pause = new Breath(SENTENCES_WITHIN_MS);
  #understanding = new Breath(UNDERSTOOD_WITHIN_MS);
  #answer = new Breath(ANSWERED_WITHIN_MS);

  /** @param {ConstructorParameters<typeof Speech>[0]} parts */
  constructor(parts) {
    super(parts);
    this.#routes = parts.routes;
    this.#sessionId = parts.sessionId;
    this.addEventListener('turn', (event) => this.#onTurn(detailOf(event)));
  }

  /** Also while it is made out what was said. */
  get thinking() {
    return this.#understanding.taken || super.thinking;
  }

  /** @param {'talk' | 'repeat'} kind @param {string} text */
  async say(kind, text) {
    if (kind === 'repeat') return super.say(kind, text);
    await this.cutIn();
    const turn = this.#ask(text);
    try {
      const { data } = await whenAccepted(turn, () => this.#routes.talk(this.#sessionId, text));
      if (data.task_id) this.#know(data.task_id, turn);
      return true;
    } catch (error) {
      if (turn.state === 'interrupted') return true;
      this.tellTrouble(error);
      return !this.failed(turn);
    }
  }

  /** The visitor has begun to speak. */
  listen() {
    this.#unheard = true;
  }

  /** The visitor has stopped speaking: what was that? */
  listened() {
    if (!this.#unheard) return;
    this.#understanding.take(() => this.#tellHeard('', true));
    this.#tellHeard(this.#heard, false);
  }

  interrupt() {
    this.#cut = true;
    this.#pause.end();
    super.interrupt();
    this.#turn = null;
  }

  settled() {
    this.#cut = false;
    super.settled();
  }

  /** @param {CloudEvent} event */
  hear({ type, task_id: id = '', message = '' }) {
    if (type === 'user_talking_message') this.#tellHeard(this.#heard + message, false);
    if (type === 'user_end_message') this.#understand();
    if (type === 'avatar_start_talking') this.#start(id);
    if (type === 'avatar_talking_message') this.#write(id, message);
    if (type === 'avatar_stop_talking') this.#stop(id);
  }

  #understand() {
    const text = this.#heard.trim();
    this.#tellHeard(this.#heard, true);
    // The cloud has silenced what was before, and answers this.
    super.interrupt();
    super.settled();
    if (text) this.#ask(text);
  }

  /** @param {string} prompt */
  #ask(prompt) {
    // An interrupt that failed is no reason not to hear the answer.
    this.settled();
    this.#turn = this.begin('talk', { prompt });
    const turn = this.#turn;
    this.#answer.take(() => this.failed(turn));
    return turn;
  }

  /** @param {string} id */
  #start(id) {
    if (this.#cut) this.#silenced.add(id);
    if (this.#silenced.has(id)) return;
    this.#pause.end();
    const known = this.turnOf(id);
    if (known && known !== this.#turn) this.#finish();
    if (!known) this.#know(id, this.#turn ?? this.begin('greeting', {}));
    this.started(id);
  }

  /** @param {string} id @param {string} piece */
  #write(id, piece) {
    if (this.#silenced.has(id)) return;
    const task = this.#tasks.get(id);
    if (!task) return;
    task.text += piece;
    this.#tellTask(id);
  }

  /** @param {string} id */
  #stop(id) {
    if (this.#silenced.has(id)) return;
    this.stopped(id);
    // Nobody says which sentence is the last one.
    this.#pause.take(() => this.#finish());
  }

  /** @param {string} id @param {Turn} turn */
  #know(id, turn) {
    if (this.turnOf(id)) return;
    this.#tasks.set(id, { turn, index: turn.tasks.length, text: '' });
    this.#tellTask(id);
  }

  /** @param {string} id */
  #tellTask(id) {
    const { turn, index, text = '' } = this.#tasks.get(id) ?? {};
    if (!turn || turn.whole) return;
    this.accepted(turn, /** @type {number} */ (index), { task_id: id, text: text.trim() });
  }

  #finish() {
    const turn = this.#turn;
    if (!turn?.tasks.length) return;
    const { tasks } = turn;
    this.answered(turn, { words: tasks.map(({ text }) => text).join(' '), tasks });
  }

  /** @param {Turn} turn */
  #onTurn(turn) {
    const over = OVER.has(turn.state);
    if (!over) this.#turn ??= turn;
    else if (this.#turn === turn) this.#turn = null;
    if (over || turn.state === 'speaking') this.#answer.end();
  }

  /** @param {string} text @param {boolean} whole */
  #tellHeard(text, whole) {
    this.#heard = whole ? '' : text;
    if (whole) {
      this.#unheard = false;
      this.#understanding.end();
    }
    this.dispatchEvent(new CustomEvent('heard', { detail: { text, whole } }));
  }
}

/** @param {Event} event @returns {any} */
function detailOf(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
