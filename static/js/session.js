// @ts-check
/** One conversation's life: New, Start, Close, and every other way to end. */

import { ApiError } from './api-error.js';
import { isKept, stop } from './endings.js';
import { refusalWords } from './figures.js';
import { Speech } from './speech.js';
import { Watch } from './watch.js';
import { LIVE_STATES } from './words.js';

/** @typedef {import('./words.js').State} State */
/** @typedef {import('./words.js').EndReason} EndReason */
/** @typedef {import('./routes.js').SessionFacts} SessionFacts */
/**
 * @typedef {object} StateDetail
 * @property {State} state
 * @property {EndReason} [reason]
 * @property {string} [message] Why it could not be started.
 * @property {Record<string, string[]>} [fields] What of the order was refused, and why.
 */

/** @typedef {import('./routes.js').SessionData} SessionData */
/**
 * What sound and picture come by: a Peer, or what has its methods and events.
 * @typedef {Pick<import('./peer.js').Peer,
 *   'accept' | 'answer' | 'ready' | 'close' | 'addEventListener'> & Partial<Pick<
 *   import('./live-room.js').LiveRoom, 'speak' | 'hush'>>} Line
 */
/**
 * What one kind of session is made of.
 * @typedef {object} Parts
 * @property {import('./routes.js').Routes} routes
 * @property {() => Promise<void>} [prepare] Gets what must be there before it is opened.
 * @property {(data: SessionData) => Line} makeLine
 * @property {(parts: { routes: import('./routes.js').Routes, sessionId: string }) => Speech}
 *   [makeSpeech]
 */

const MEDIA_TIMEOUT_MS = 15_000;
const SPOKEN_OF = ['turn', 'speaking', 'quiet', 'silenced', 'replied', 'heard', 'trouble'];
// The server says why it ends a session before the cloud has confirmed the end.
const SETTLED_AFTER_MS = 1_500;

/**
 * Fires, besides the `turn`, `speaking`, `quiet`, `silenced`, `replied` and `heard` of its
 * speech:
 * - `state` (detail: StateDetail)
 * - `facts` (detail: SessionFacts) what it has cost, and what will end it
 * - `stream` (detail: MediaStream)
 * - `weak` (detail: boolean) the network wavers, or is steady again
 * - `trouble` (detail: Error) something failed and the session goes on
 * - `log` (detail: string) one status line
 */
export class Session extends EventTarget {
  #routes;
  #prepare;
  #makeLine;
  #makeSpeech;
  /** @type {State} */
  #state = 'idle';
  /** @type {string | null} */
  #id = null;
  /** @type {Line | null} */
  #line = null;
  /** @type {Speech | null} */
  #speech = null;
  /** @type {Watch | null} */
  #watch = null;
  /** Raised by every New and every end, so that late answers know they are late. */
  #attempt = 0;
  #composing = false;

  /** @param {Parts} parts */
  constructor({
    routes,
    prepare = async () => {},
    makeLine,
    makeSpeech = (parts) => new Speech(parts),
  }) {
    super();
    this.#routes = routes;
    this.#prepare = prepare;
    this.#makeLine = makeLine;
    this.#makeSpeech = makeSpeech;
  }

  /** The cloud's id for it; null while there is none. */
  get id() {
    return this.#id;
  }

  /** What is said in it; null unless it is live. */
  get speech() {
    return LIVE_STATES.has(this.#state) ? this.#speech : null;
  }

  /** New: create a session. @param {import('./routes.js').SessionOrder} order */
  async create(order) {
    if (this.#state !== 'idle' && this.#state !== 'ended') return;
    const attempt = ++this.#attempt;
    this.#move({ state: 'connecting' });
    try {
      await this.#prepare();
      if (attempt !== this.#attempt) return;
      this.#log('Creating a session …');
      const data = await this.#routes.createSession(order);
      if (attempt !== this.#attempt) return void this.#stop(data.session_id);
      this.#id = data.session_id;
      this.#watch = this.#guard(data.session_id);
      this.#speech = this.#listen(
        this.#makeSpeech({ routes: this.#routes, sessionId: data.session_id }),
      );
      this.#line = this.#connect(data);
      await this.#line.accept(data.sdp);
      if (attempt !== this.#attempt) return;
      this.#log('Session created.');
      this.#move({ state: 'ready' });
    } catch (error) {
      this.#fail(attempt, error);
    }
  }

  /** Start: answer the offer and wait for the face. */
  async start() {
    if (this.#state !== 'ready' || !this.#line || !this.#id) return;
    const attempt = this.#attempt;
    this.#move({ state: 'connecting' });
    this.#log('Starting …');
    try {
      await this.#routes.startSession(this.#id, await this.#line.answer());
      await this.#line.ready(MEDIA_TIMEOUT_MS);
      if (attempt !== this.#attempt) return;
      this.#log('Live.');
      this.#move({ state: 'live' });
      // A cloud that greets by itself waits for nobody.
      this.#settle();
    } catch (error) {
      this.#fail(attempt, error);
    }
  }

  /** Close: end the session and its bill. */
  async close() {
    const id = this.#end({ reason: 'client' });
    if (id) await this.#stop(id);
    if (id) await this.#bill(id);
  }

  /** The page goes away. */
  leave() {
    const id = this.#end({ reason: 'page_left' });
    if (id) this.#routes.stopSessionOnLeave(id);
  }

  /** The visitor is typing, or not any more. @param {boolean} composing */
  compose(composing) {
    this.#composing = composing;
    this.#settle();
  }

  /** @param {string} sessionId */
  #guard(sessionId) {
    const watch = new Watch({ routes: this.#routes, sessionId });
    watch.addEventListener('facts', (event) => this.#fire('facts', detailOf(event)));
    watch.addEventListener('interrupted', (event) => this.#speech?.overtaken(detailOf(event)));
    watch.addEventListener('over', (event) => {
      const { end_reason: reason } = /** @type {SessionFacts} */ (detailOf(event));
      this.#end({ reason: reason === 'client' ? 'elsewhere' : (reason ?? 'error') });
      setTimeout(() => this.#bill(sessionId), SETTLED_AFTER_MS);
    });
    return watch;
  }

  /** @param {SessionData} data */
  #connect(data) {
    const line = this.#makeLine(data);
    line.addEventListener('stream', (event) => this.#fire('stream', detailOf(event)));
    line.addEventListener('message', (event) => this.#speech?.hear(detailOf(event)));
    line.addEventListener('candidate', (event) => {
      this.#routes
        .sendCandidate(data.session_id, detailOf(event))
        .catch(() => this.#log('An ICE candidate was not taken.'));
    });
    line.addEventListener('wavering', () => this.#fire('weak', true));
    line.addEventListener('steady', () => this.#fire('weak', false));
    line.addEventListener('ended', (event) => this.#onLineEnded(detailOf(event)));
    return line;
  }

  /** @param {Speech} speech */
  #listen(speech) {
    for (const type of SPOKEN_OF) {
      speech.addEventListener(type, (event) => {
        this.#fire(type, detailOf(event));
        this.#settle();
      });
    }
    // Where the server has no seat in the room, what it says is sent from here.
    speech.addEventListener('task', (event) => this.#line?.speak?.(detailOf(event)));
    speech.addEventListener('silenced', () => this.#line?.hush?.());
    return speech;
  }

  /** @param {'remote' | 'lost'} why */
  async #onLineEnded(why) {
    // Whoever ended it has told the server the reason; over a lost line nobody can ask.
    if (why === 'remote') await this.#watch?.look();
    const id = this.#end({ reason: why === 'lost' ? 'lost' : 'cloud_ended' });
    if (!id) return;
    // It may still be billed when only our connection broke.
    if (why === 'lost' || (await isKept(this.#routes, id))) await this.#stop(id);
    await this.#bill(id);
  }

  /** While live, the state word follows from what is being said and typed. */
  #settle() {
    const { speech } = this;
    if (!speech) return;
    const quiet = this.#composing ? 'listening' : 'live';
    const state = speech.speaking ? 'speaking' : speech.thinking ? 'thinking' : quiet;
    if (state !== this.#state) this.#move({ state });
  }

  /** @param {number} attempt @param {unknown} error */
  #fail(attempt, error) {
    if (attempt !== this.#attempt) return;
    const plain = error instanceof Error ? error.message : String(error);
    const refused = error instanceof ApiError ? error : null;
    const message = refused ? refusalWords(refused) : plain;
    const id = this.#end({ reason: 'failed', message, fields: refused?.fields });
    if (id) this.#stop(id);
  }

  /**
   * @param {Omit<StateDetail, 'state'> & { reason: EndReason }} why
   * @returns {string | null} The id of a session that still has to be stopped.
   */
  #end({ reason, message, fields }) {
    if (this.#state === 'idle' || this.#state === 'ended') return null;
    const [id, line, speech, watch] = [this.#id, this.#line, this.#speech, this.#watch];
    this.#attempt += 1;
    this.#id = this.#line = this.#speech = this.#watch = null;
    watch?.close();
    this.#move({ state: 'ended', reason, message, fields });
    this.#log(message ?? 'Session closed.');
    line?.close();
    speech?.interrupt();
    return id;
  }

  /** @param {string} id */
  async #stop(id) {
    await stop(this.#routes, id).catch((error) => this.#fire('trouble', error));
  }

  /** Tell what it came to in the end, unless another one has begun. @param {string} id */
  async #bill(id) {
    const attempt = this.#attempt;
    const facts = await this.#routes.session(id).catch(() => null);
    if (facts && attempt === this.#attempt) this.#fire('facts', facts);
  }

  /** @param {StateDetail} next */
  #move(next) {
    this.#state = next.state;
    this.#fire('state', next);
  }

  /** @param {string} line */
  #log(line) {
    this.#fire('log', line);
  }

  /** @param {string} type @param {unknown} [detail] */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Event} event @returns {any} */
function detailOf(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
