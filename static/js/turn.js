// @ts-check
/** One turn: what was asked, what is answered, and how far that has been said. */

import { lengthMs, saidOf } from './pace.js';

/**
 * One utterance the cloud has accepted.
 * @typedef {{ task_id: string, text: string, duration_ms?: number | null }} Task
 */
/**
 * `pending` waits for words or the voice, `queued` has all its words and waits for the
 * voice; those that are OVER are final.
 * @typedef {'pending' | 'queued' | 'speaking' | 'said' | 'interrupted' | 'failed' | 'dropped'}
 *   TurnState
 */
/** @typedef {{ startedAt: number, over: boolean }} Heard What was heard of a task, and when. */
/** @typedef {{ text: string, task?: Task }} Sentence Without a task until the cloud has it. */

/** @type {ReadonlySet<TurnState>} */
export const OVER = new Set(['said', 'interrupted', 'failed', 'dropped']);

/** Its words are all that is to be shown: after an interrupt, those that were said. */
export class Turn {
  /** Of the server, whose later turns silence earlier ones; null until it is known. */
  number = /** @type {number | null} */ (null);
  state = /** @type {TurnState} */ ('pending');
  /** Why something else than an answer was said; blank for nothing. */
  note = '';
  /** Whether nothing is to follow but the voice. */
  whole = false;
  /** @type {Sentence[]} */
  #sentences = [];

  /**
   * @param {'talk' | 'repeat' | 'greeting'} kind
   * @param {{ prompt?: string, words?: string }} [texts] `prompt` is what the visitor
   *   asked, `words` what the persona shall say, where that is known.
   */
  constructor(kind, { prompt = '', words = '' } = {}) {
    this.kind = kind;
    this.prompt = prompt;
    this.words = words;
  }

  /** What the cloud has accepted of it. */
  get tasks() {
    return this.#sentences.flatMap(({ task }) => task ?? []);
  }

  /** The server has begun it. @param {number} number */
  enter(number) {
    this.number = number;
    if (!this.tasks.length) this.#sentences = [];
  }

  /** @param {number} index @param {Sentence} sentence */
  put(index, sentence) {
    this.#sentences[index] = sentence;
    this.words = join(this.#sentences);
  }

  /**
   * Nothing is to follow but the voice.
   * @param {string} words
   * @param {Task[]} tasks
   */
  complete(words, tasks) {
    this.whole = true;
    this.words = words;
    this.#sentences = tasks.map((task) => ({ text: task.text, task }));
  }

  /** Whether the voice has said all there is. @param {Map<string, Heard>} heard By task. */
  isOver(heard) {
    const last = this.tasks.at(-1);
    return this.whole && Boolean(last && heard.get(last.task_id)?.over);
  }

  /** Keep what was said until now, and no more. @param {Map<string, Heard>} heard By task. */
  cut(heard) {
    const { tasks } = this;
    // Events get lost, and whatever is said comes after all that stands before it.
    const at = tasks.findLastIndex(({ task_id }) => heard.has(task_id));
    const last = at < 0 ? '' : saidUntilNow(tasks[at], heard.get(tasks[at].task_id));
    this.words = join([...tasks.slice(0, Math.max(at, 0)), { text: last }]);
  }

  /** Keep what the cloud has accepted, and no more. @returns {boolean} Whether there is any. */
  keepAccepted() {
    const { tasks } = this;
    if (tasks.length) this.complete(join(tasks), tasks);
    return tasks.length > 0;
  }
}

/** @param {Task} task @param {Heard | undefined} heard */
function saidUntilNow({ text, duration_ms }, heard) {
  if (!heard) return '';
  const share = (performance.now() - heard.startedAt) / lengthMs(text, duration_ms);
  return heard.over ? text : saidOf(text, share);
}

/** @param {{ text: string }[]} sentences */
function join(sentences) {
  return sentences.map(({ text }) => text).filter(Boolean).join(' ');
}
