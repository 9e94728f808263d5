// @ts-check
/** One conversation's life: New, Start, Close, and every other way to end. */

import { ApiError } from './api.js';
import { Peer } from './peer.js';
import { Speech } from './speech.js';
import { LIVE_STATES } from './words.js';

/** @typedef {import('./words.js').State} State */
/** @typedef {import('./words.js').EndReason} EndReason */
/** @typedef {{ state: State, reason?: EndReason, message?: string }} StateDetail */

const MEDIA_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_EVERY_MS = 30_000;
// The cloud's own idle limit is two minutes; ending near it was hardly chance.
const IDLE_AFTER_MS = 100_000;

/**
 * Fires, besides the `turn`, `speaking`, `quiet` and `silenced` of its speech:
 * - `state` (detail: StateDetail)
 * - `stream` (detail: MediaStream)
 * - `weak` (detail: boolean) the network wavers, or is steady again
 * - `trouble` (detail: Error) something failed and the session goes on
 * - `log` (detail: string) one status line
 */
export class Session extends EventTarget {
  #routes;
  #makePeer;
  /** @type {State} */
  #state = 'idle';
  /** @type {string | null} */
  #id = null;
  /** @type {Peer | null} */
  #peer = null;
  /** @type {Speech | null} */
  #speech = null;
  /** Raised by every New and every end, so that late answers know they are late. */
  #attempt = 0;
  #composing = false;
  #lastActivity = 0;
  #lastKeepAlive = -Infinity;

  /**
   * @param {{ routes: import('./routes.js').Routes, makePeer?: (servers: RTCIceServer[]) => Peer }} parts
   */
  constructor({ routes, makePeer = (servers) => new Peer(servers) }) {
    super();
    this.#routes = routes;
    this.#makePeer = makePeer;
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
    this.#log('Creating a session …');
    try {
      const data = await this.#routes.createSession(order);
      if (attempt !== this.#attempt) return void this.#stop(data.session_id);
      this.#id = data.session_id;
      this.#speech = this.#listen(
        new Speech({ routes: this.#routes, sessionId: data.session_id }),
      );
      this.#peer = this.#connect(data.ice_servers2 ?? [], data.session_id);
      await this.#peer.accept(data.sdp);
      if (attempt !== this.#attempt) return;
      this.#log('Session created.');
      this.#move({ state: 'ready' });
    } catch (error) {
      this.#fail(attempt, error);
    }
  }

  /** Start: answer the offer and wait for the face. */
  async start() {
    if (this.#state !== 'ready' || !this.#peer || !this.#id) return;
    const attempt = this.#attempt;
    this.#move({ state: 'connecting' });
    this.#log('Starting …');
    try {
      await this.#routes.startSession(this.#id, await this.#peer.answer());
      await this.#peer.ready(MEDIA_TIMEOUT_MS);
      if (attempt !== this.#attempt) return;
      this.#lastActivity = performance.now();
      this.#log('Live.');
      this.#move({ state: 'live' });
    } catch (error) {
      this.#fail(attempt, error);
    }
  }

  /** Close: end the session and its bill. */
  async close() {
    const id = this.#end({ reason: 'client' });
    if (id) await this.#stop(id);
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
    const now = performance.now();
    if (!composing || !this.speech || now - this.#lastKeepAlive < KEEP_ALIVE_EVERY_MS) return;
    // Whoever writes a long message must not be cut off as idle.
    this.#lastKeepAlive = this.#lastActivity = now;
    if (this.#id) this.#routes.keepAlive(this.#id).catch(() => {});
  }

  /** @param {RTCIceServer[]} iceServers @param {string} id */
  #connect(iceServers, id) {
    const peer = this.#makePeer(iceServers);
    peer.addEventListener('stream', (event) => this.#fire('stream', detailOf(event)));
    peer.addEventListener('message', (event) => this.#speech?.hear(detailOf(event)));
    peer.addEventListener('candidate', (event) => {
      this.#routes
        .sendCandidate(id, detailOf(event))
        .catch(() => this.#log('An ICE candidate was not taken.'));
    });
    peer.addEventListener('wavering', () => this.#fire('weak', true));
    peer.addEventListener('steady', () => this.#fire('weak', false));
    peer.addEventListener('ended', (event) => this.#onPeerEnded(detailOf(event)));
    return peer;
  }

  /** @param {Speech} speech */
  #listen(speech) {
    for (const type of ['turn', 'speaking', 'quiet', 'silenced', 'trouble']) {
      speech.addEventListener(type, (event) => {
        this.#lastActivity = performance.now();
        this.#fire(type, detailOf(event));
        this.#settle();
      });
    }
    return speech;
  }

  /** @param {'remote' | 'lost'} why */
  #onPeerEnded(why) {
    const idle = this.speech && performance.now() - this.#lastActivity > IDLE_AFTER_MS;
    const remote = idle ? 'idle' : 'cloud_ended';
    const id = this.#end({ reason: why === 'lost' ? 'lost' : remote });
    // It may still be billed when only our connection broke; stopping twice is harmless.
    if (id) this.#stop(id);
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
    const message = error instanceof Error ? error.message : String(error);
    const id = this.#end({ reason: 'failed', message });
    if (id) this.#stop(id);
  }

  /**
   * @param {{ reason: EndReason, message?: string }} why
   * @returns {string | null} The id of a session that still has to be stopped.
   */
  #end({ reason, message }) {
    if (this.#state === 'idle' || this.#state === 'ended') return null;
    const [id, peer, speech] = [this.#id, this.#peer, this.#speech];
    this.#attempt += 1;
    this.#id = this.#peer = this.#speech = null;
    this.#move({ state: 'ended', reason, message });
    this.#log(message ?? 'Session closed.');
    peer?.close();
    speech?.interrupt();
    return id;
  }

  /** @param {string} id */
  async #stop(id) {
    try {
      await this.#routes.stopSession(id);
    } catch (error) {
      // Gone already is as good as stopped.
      if (error instanceof ApiError && [404, 409].includes(error.status)) return;
      this.#fire('trouble', error);
    }
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
