// @ts-check
/** Who said what: turns, the tasks that speak them, and the cloud's events about those. */

/**
 * One utterance the cloud has accepted.
 * @typedef {{ task_id: string, text: string, duration_ms?: number | null }} Task
 */
/**
 * `pending` waits for the server, `queued` for the voice; the last three are final.
 * @typedef {'pending' | 'queued' | 'speaking' | 'said' | 'interrupted' | 'failed'} TurnState
 */
/**
 * @typedef {object} Turn
 * @property {number} number
 * @property {'talk' | 'repeat' | 'greeting'} kind
 * @property {string} prompt What the visitor asked; blank unless `talk`.
 * @property {string} words What the persona says; blank until known.
 * @property {TurnState} state
 * @property {Set<string>} left Ids of the tasks still to be spoken.
 */
/**
 * @typedef {object} Utterance
 * @property {string} text Blank when the event came before the words.
 * @property {number} durationMs
 * @property {number} elapsedMs How long it has been spoken already.
 */

// A sentence of 60 characters takes about four seconds.
const MS_PER_CHARACTER = 65;

/**
 * The turns of one session. Fires:
 * - `turn` (detail: Turn) one was begun or has changed
 * - `speaking` (detail: Utterance) a task became audible, or its words became known
 * - `quiet` nothing is being said any more
 */
export class Turns extends EventTarget {
  /** @type {Set<Turn>} Those not in a final state. */
  #open = new Set();
  /** @type {Map<string, { turn: Turn, task: Task }>} */
  #known = new Map();
  /** @type {Map<string, { startedAt: number, over: boolean }>} May hold ids not yet known. */
  #heard = new Map();
  /** @type {string | null} The task being spoken. */
  #current = null;
  #count = 0;

  /** Whether an answer is still being made. */
  get thinking() {
    return [...this.#open].some((turn) => turn.state === 'pending');
  }

  /** Whether something is being said, or waits to be. */
  get speaking() {
    return this.#current !== null || [...this.#open].some((turn) => turn.state === 'queued');
  }

  /**
   * @param {Turn['kind']} kind
   * @param {{ prompt?: string, words?: string }} texts
   * @returns {Turn}
   */
  begin(kind, { prompt = '', words = '' }) {
    this.#count += 1;
    /** @type {Turn} */
    const turn = {
      number: this.#count,
      kind,
      prompt,
      words,
      state: 'pending',
      left: new Set(),
    };
    this.#open.add(turn);
    this.#become(turn, 'pending');
    return turn;
  }

  /**
   * The server has answered. The cloud's events may have come before.
   * @param {Turn} turn
   * @param {string} words
   * @param {Task[]} tasks
   */
  answered(turn, words, tasks) {
    turn.words = words;
    for (const task of tasks) {
      turn.left.add(task.task_id);
      this.#known.set(task.task_id, { turn, task });
    }
    if (turn.state === 'pending') this.#become(turn, tasks.length ? 'queued' : 'interrupted');
    else this.#fire('turn', turn);
    for (const { task_id } of tasks) {
      this.#announce(task_id);
      if (this.#heard.get(task_id)?.over) this.stopped(task_id);
    }
  }

  /** @param {Turn} turn */
  failed(turn) {
    if (this.#open.has(turn)) this.#become(turn, 'failed');
  }

  /** @param {string} taskId */
  started(taskId) {
    if (this.#current && this.#current !== taskId) this.stopped(this.#current);
    this.#current = taskId;
    this.#heard.set(taskId, { startedAt: performance.now(), over: false });
    this.#announce(taskId);
  }

  /** @param {string} taskId */
  stopped(taskId) {
    const heard = this.#heard.get(taskId);
    if (heard) heard.over = true;
    const known = this.#known.get(taskId);
    if (known) {
      known.turn.left.delete(taskId);
      if (known.turn.left.size === 0 && this.#open.has(known.turn))
        this.#become(known.turn, 'said');
    }
    if (this.#current === taskId) {
      this.#current = null;
      this.#fire('quiet');
    }
  }

  /** Everything begun so far is over, said or not. */
  interrupt() {
    for (const turn of [...this.#open]) this.#become(turn, 'interrupted');
    this.#current = null;
    this.#fire('quiet');
  }

  /** @param {string} taskId */
  #announce(taskId) {
    const heard = this.#heard.get(taskId);
    if (!heard || heard.over) return;
    const known = this.#known.get(taskId);
    if (known ? !this.#open.has(known.turn) : !this.thinking) {
      // Left over from what was interrupted: it must not be shown, nor heard.
      this.#current = null;
      return;
    }
    if (known && known.turn.state !== 'speaking') this.#become(known.turn, 'speaking');
    const text = known?.task.text ?? '';
    this.#fire('speaking', {
      text,
      durationMs: known?.task.duration_ms || text.length * MS_PER_CHARACTER,
      elapsedMs: performance.now() - heard.startedAt,
    });
  }

  /** @param {Turn} turn @param {TurnState} state */
  #become(turn, state) {
    turn.state = state;
    if (['said', 'interrupted', 'failed'].includes(state)) this.#open.delete(turn);
    this.#fire('turn', turn);
  }

  /** @param {string} type @param {unknown} [detail] */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
