// @ts-check
/** Who said what: turns, the tasks that speak them, and the cloud's events about those. */

import { Breath } from './breath.js';
import { lengthMs } from './pace.js';
import { OVER, Turn } from './turn.js';

/** @typedef {import('./turn.js').Heard} Heard */
/** @typedef {import('./turn.js').Task} Task */
/**
 * @typedef {object} Utterance
 * @property {string} text Blank when the event came before the words.
 * @property {number} durationMs
 * @property {number} elapsedMs How long it has been spoken already.
 */
/**
 * The whole answer of the server.
 * @typedef {object} Answer
 * @property {string} words
 * @property {Task[]} tasks
 * @property {number} [number] Of its turn.
 * @property {boolean} [interrupted] By somebody, before all of it was accepted.
 * @property {string} [note] Why it is something else than an answer.
 */

// Between two sentences a voice takes a breath.
const BREATH_MS = 1_500;

/**
 * The turns of one session. Whatever is told of a turn that is over changes nothing. Fires:
 * - `turn` (detail: Turn) one was begun or has changed
 * - `speaking` (detail: Utterance) a task became audible, or its words became known
 * - `quiet` nothing is being said any more, or nothing more for now
 * - `task` (detail: Task) one has become known that is still to be said
 */
export class Turns extends EventTarget {
  /** @type {Set<Turn>} Those not in a final state. */
  #open = new Set();
  /** @type {Map<string, { turn: Turn, task: Task }>} */
  #known = new Map();
  /** @type {Map<string, Heard>} May hold ids not yet known. */
  #heard = new Map();
  /** @type {string | null} The task being spoken. */
  #current = null;
  /** Whether something of an interrupted turn may still begin to be said. */
  #cutting = false;
  #breath;

  /** @param {{ breathMs?: number }} [options] The longest pause that is no silence. */
  constructor({ breathMs = BREATH_MS } = {}) {
    super();
    this.#breath = new Breath(breathMs);
  }

  /** Whether something is said, or takes a breath. */
  get speaking() {
    return this.#current !== null || this.#breath.taken || this.#is('speaking');
  }

  /** Whether something is to be said, and is not yet heard. */
  get thinking() {
    return this.#open.size > 0 && !this.speaking;
  }

  /**
   * @param {Turn['kind']} kind
   * @param {{ prompt?: string, words?: string }} texts See Turn.
   */
  begin(kind, texts) {
    const turn = new Turn(kind, texts);
    this.#open.add(turn);
    this.#fire('turn', turn);
    return turn;
  }

  /**
   * The server has begun a turn, and silenced what was before.
   * @param {Turn} turn
   * @param {number} number
   */
  entered(turn, number) {
    turn.enter(number);
    if (this.#open.has(turn)) this.#cutting = false;
  }

  /** A sentence was written. @param {Turn} turn @param {number} index @param {string} text */
  wrote(turn, index, text) {
    if (!this.#open.has(turn)) return;
    turn.put(index, { text });
    this.#fire('turn', turn);
  }

  /** The cloud has accepted it. @param {Turn} turn @param {number} index @param {Task} task */
  accepted(turn, index, task) {
    this.#learn(turn, task);
    if (!this.#open.has(turn)) return;
    turn.put(index, { text: task.text, task });
    this.#fire('turn', turn);
    this.#announce(task.task_id);
  }

  /**
   * The server has answered. The cloud's events may have come before.
   * @param {Turn} turn
   * @param {Answer} answer
   */
  answered(turn, { words, tasks, number, interrupted = false, note = '' }) {
    for (const task of tasks) this.#learn(turn, task);
    if (!this.#open.has(turn)) return;
    this.#cutting = false;
    turn.number = number ?? turn.number;
    turn.note = note;
    turn.complete(words, tasks);
    if (interrupted || !tasks.length) return this.#cut([turn]);
    this.#become(turn, isSpeaking(turn) ? 'speaking' : 'queued');
    for (const { task_id } of tasks) this.#announce(task_id);
    this.#finish(turn);
  }

  /**
   * Nothing more is to come of it.
   * @param {Turn} turn
   * @returns {boolean} Whether nothing of it is said.
   */
  failed(turn) {
    if (!this.#open.has(turn)) return false;
    if (!turn.keepAccepted()) {
      this.#become(turn, 'failed');
      return true;
    }
    this.#fire('turn', turn);
    this.#finish(turn);
    return false;
  }

  /** None of it is to be said, unless some is heard already. @param {Turn} turn */
  dropped(turn) {
    if (this.#open.has(turn) && !turn.tasks.length) this.#become(turn, 'dropped');
  }

  /** Whose words a task says; null where that is not known. @param {string} taskId */
  turnOf(taskId) {
    return this.#known.get(taskId)?.turn ?? null;
  }

  /** @param {string} taskId */
  started(taskId) {
    if (this.#current && this.#current !== taskId) this.stopped(this.#current);
    this.#breath.end();
    this.#current = taskId;
    this.#heard.set(taskId, { startedAt: performance.now(), over: false });
    this.#announce(taskId);
  }

  /** @param {string} taskId */
  stopped(taskId) {
    const { startedAt } = this.#heard.get(taskId) ?? { startedAt: performance.now() };
    this.#heard.set(taskId, { startedAt, over: true });
    const wasHeard = this.#current === taskId;
    if (wasHeard) this.#current = null;
    const turn = this.#known.get(taskId)?.turn;
    if (turn && this.#open.has(turn)) this.#finish(turn);
    if (!wasHeard) return;
    if (this.#is('speaking', 'queued')) this.#breath.take(() => this.#fallSilent());
    else this.#fire('quiet');
  }

  /** Everything begun so far is over, said or not. */
  interrupt() {
    this.#cutting = true;
    this.#cut([...this.#open]);
  }

  /** The server has silenced what was interrupted. */
  settled() {
    this.#cutting = false;
  }

  /** What was begun before a turn of the server is over. @param {number} number */
  overtaken(number) {
    const earlier = [...this.#open].filter((turn) => (turn.number ?? number) < number);
    if (earlier.length) this.#cut(earlier);
  }

  /** @param {Turn} turn @param {Task} task */
  #learn(turn, task) {
    const isNew = !this.#known.has(task.task_id);
    this.#known.set(task.task_id, { turn, task });
    if (isNew && this.#open.has(turn)) this.#fire('task', task);
  }

  /** @param {Turn[]} turns What of it was said until now is all there will be. */
  #cut(turns) {
    this.#breath.end();
    for (const turn of turns) {
      turn.cut(this.#heard);
      this.#become(turn, 'interrupted');
    }
    this.#current = null;
    this.#fire('quiet');
  }

  /** @param {string} taskId */
  #announce(taskId) {
    const heard = this.#heard.get(taskId);
    if (!heard || heard.over) return;
    const { turn, task } = this.#known.get(taskId) ?? {};
    if (turn ? !this.#open.has(turn) : this.#cutting) {
      // Left over from what was interrupted: it must not be shown, nor heard.
      this.#current = null;
      return;
    }
    if (turn && !isSpeaking(turn)) this.#become(turn, 'speaking');
    const text = task?.text ?? '';
    this.#fire('speaking', {
      text,
      durationMs: lengthMs(text, task?.duration_ms),
      elapsedMs: performance.now() - heard.startedAt,
    });
  }

  /** Nothing was said for longer than a breath. */
  #fallSilent() {
    for (const turn of this.#open) {
      if (isSpeaking(turn)) this.#become(turn, turn.whole ? 'queued' : 'pending');
    }
    this.#fire('quiet');
  }

  /** @param {Turn} turn */
  #finish(turn) {
    if (!turn.isOver(this.#heard)) return;
    this.#become(turn, 'said');
    if (!this.#is('speaking', 'queued') && this.#breath.end()) this.#fire('quiet');
  }

  /** @param {import('./turn.js').TurnState[]} states Whether an open turn is in one of them. */
  #is(...states) {
    return [...this.#open].some(({ state }) => states.includes(state));
  }

  /** @param {Turn} turn @param {import('./turn.js').TurnState} state */
  #become(turn, state) {
    turn.state = state;
    if (OVER.has(state)) this.#open.delete(turn);
    this.#fire('turn', turn);
  }

  /** @param {string} type @param {unknown} [detail] */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Turn} turn */
function isSpeaking({ state }) {
  return state === 'speaking';
}
