// @ts-check
/** One conversation through the proxy: its token, its room, and its end. */

import { refusal, unanswered } from './api-error.js';
import { LiveRoom } from './live-room.js';
import { loadClient } from './room.js';

const ROUTES = 'v1/';
const READY_WITHIN_MS = 15_000;
const ALIVE_EVERY_MS = 60_000;

/**
 * Fires:
 * - `stream` (detail: MediaStream) sound and picture
 * - `message` (detail: object) one event of the room, in the words of live-room.js
 * - `ended` once, unless we ended it ourselves
 */
export class ProxySession extends EventTarget {
  #key;
  #token = '';
  #id = '';
  #over = false;
  /** @type {LiveRoom | null} */
  #room = null;
  #alive = 0;

  /** @param {string} key The customer's. */
  constructor(key) {
    super();
    this.#key = key;
  }

  /**
   * Begin it, and have the avatar introduce itself.
   * @returns {Promise<string>} The first words; blank for none.
   * @throws {Error} With a sentence; also when it was stopped meanwhile.
   */
  async start() {
    const client = await loadClient();
    await this.#beWanted();
    const named = await this.#post('sessions/token', {});
    this.#token = named.session_token;
    this.#id = named.session_id;
    await this.#beWanted();
    const data = await this.#post('sessions/start');
    await this.#beWanted();
    this.#alive = setInterval(() => this.#keepAlive(), ALIVE_EVERY_MS);
    const room = new LiveRoom(client, { ...data, commands_by: 'page' }, null);
    for (const type of ['stream', 'message']) {
      room.addEventListener(type, (event) => this.#fire(type, detailOf(event)));
    }
    room.addEventListener('ended', (event) => this.#end(detailOf(event)));
    this.#room = room;
    await room.ready(READY_WITHIN_MS);
    const intro = data.intro ?? '';
    if (intro) await room.command('avatar.speak_text', { text: intro });
    return intro;
  }

  /** Have a text answered aloud. @param {string} text */
  async ask(text) {
    await this.#room?.command('avatar.speak_response', { text });
    await this.#post('streaming.user_message', { session_id: this.#id, text });
  }

  /** Be silent. */
  async interrupt() {
    await this.#room?.command('avatar.interrupt');
  }

  /** Let the visitor be heard. @param {MediaStreamTrack} track */
  async speakInto(track) {
    await this.#room?.speakInto(track);
  }

  /** Let the visitor be heard no more. @param {MediaStreamTrack} track The same one. */
  async speakNoMore(track) {
    await this.#room?.speakNoMore(track);
  }

  /** End it and its bill; harmless twice, and while it begins. */
  async stop() {
    this.#over = true;
    this.#leaveRoom();
    if (!this.#token) return;
    await this.#post('sessions/stop', { session_id: this.#id }, { keepalive: true });
    // Known until then, so that a start that is answered late can try it again.
    this.#token = '';
  }

  /** Go on only if it was not stopped; what has begun meanwhile would bill unseen. */
  async #beWanted() {
    if (!this.#over) return;
    await this.stop();
    throw new Error('The conversation was closed before it had begun.');
  }

  async #keepAlive() {
    // What comes of it, the room tells.
    await this.#post('sessions/keep-alive', {}).catch(() => {});
  }

  #leaveRoom() {
    clearInterval(this.#alive);
    this.#room?.close();
    this.#room = null;
  }

  /** @param {'remote' | 'lost'} why */
  #end(why) {
    // It may still be billed when only our connection broke.
    if (why === 'lost') this.stop().catch(() => {});
    else this.#token = '';
    this.#leaveRoom();
    this.#fire('ended');
  }

  /**
   * Not by Api: that looks for a key in the storage, which browsers close to a page that
   * is shown within somebody else's.
   * @param {string} path
   * @param {object} [body]
   * @param {RequestInit} [options]
   * @returns {Promise<any>} The answer's data.
   * @throws {import('./api-error.js').ApiError}
   */
  async #post(path, body, options = {}) {
    const byToken = path.startsWith('sessions/') && this.#token;
    const who = byToken
      ? { Authorization: `Bearer ${this.#token}` }
      : { 'X-Api-Key': this.#key };
    const answer = await fetch(ROUTES + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...who },
      body: body ? JSON.stringify(body) : undefined,
      ...options,
    }).catch((error) => {
      throw unanswered(error);
    });
    const envelope = await answer.json().catch(() => null);
    if (!answer.ok || !envelope) throw refusal(answer, envelope);
    return envelope.data;
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
