// @ts-check
/** The same routes for a session in a LiveKit room, which HeyGen's own API opens. */

import { ApiError } from './api-error.js';
import { Routes } from './routes.js';

/** @typedef {import('./routes.js').SessionOrder} SessionOrder */
/**
 * @typedef {object} RoomData Where the room of a session is, and what opens it.
 * @property {string} session_id
 * @property {string} url
 * @property {string} access_token
 */

/** @type {Readonly<Record<string, string>>} What the gateway's `reason` means to people. */
const REASON_WORDS = Object.freeze({
  insufficient_credits: 'There are no credits left to talk with.',
  credits_exhausted: 'The credits are used up.',
  session_limit_exceeded: 'Too many conversations are going on at once. Try again later.',
  rate_limited: 'That was too much at once. Try again in a moment.',
  unauthorized: 'This server does not accept the key.',
  avatar_not_found: 'There is no such avatar, or it cannot talk live.',
  invalid_parameter: 'Something in the settings cannot be used.',
  invalid_text: 'This text cannot be said: it may be too long.',
  session_not_found: 'The session is over.',
  wrong_state: 'The face is not ready for this yet.',
  idle_timeout: 'The session ended because nobody said anything for a while.',
  network_error: 'The avatar cloud cannot be reached, or does not answer.',
  cloud_refused: 'The avatar cloud has refused this.',
});
// HeyGen answers these with 400 when the session is over, and then only.
const ON_A_LIVE_ONE = new Set(['stop', 'keep_alive', 'interrupt']);

export class GatewayRoutes extends Routes {
  #api;
  /**
   * What its voice chat shows where this server asks for a key, which belongs in no address:
   * a token of the newest session. Blank where no key is asked for.
   */
  socketToken = '';

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    super(api);
    this.#api = api;
  }

  /**
   * @param {SessionOrder} order
   * @returns {Promise<any>} RoomData among it.
   */
  async createSession({ voice_id, ...order }) {
    const body = {
      ...order,
      ...(voice_id && { voice: { voice_id } }),
      version: 'v2',
      video_encoding: 'VP8',
      // The microphone comes by the room, not by the chat socket.
      ia_is_livekit_transport: true,
    };
    this.socketToken = await this.#newToken();
    const who = this.socketToken && { Authorization: `Bearer ${this.socketToken}` };
    return (await this.#act('new', body, who || {})).data;
  }

  /** @param {string} session_id */
  async startSession(session_id) {
    await this.#act('start', { session_id });
  }

  /** @param {string} session_id @param {string} text */
  async repeat(session_id, text) {
    return this.#act('task', { session_id, text, task_type: 'repeat' });
  }

  /**
   * Have a text answered aloud, after what is being said.
   * @param {string} session_id @param {string} text
   * @returns {Promise<import('./routes.js').Spoken>} Its first task; more may follow.
   */
  async talk(session_id, text) {
    return this.#act('task', { session_id, text, task_type: 'chat' });
  }

  /** @param {string} session_id */
  async interrupt(session_id) {
    await this.#act('interrupt', { session_id });
  }

  /** @param {string} session_id */
  async keepAlive(session_id) {
    await this.#act('keep_alive', { session_id });
  }

  /** @param {string} session_id */
  async stopSession(session_id) {
    await this.#act('stop', { session_id });
  }

  /** @param {string} session_id */
  stopSessionOnLeave(session_id) {
    this.#api.sendOnLeave('v1/streaming.stop', { session_id });
  }

  /** @returns {Promise<string>} */
  async #newToken() {
    return this.#api.keyed ? (await this.#api.send('POST', 'api/heygen/token', {})).token : '';
  }

  /** @param {string} act @param {unknown} body @param {Record<string, string>} [headers] */
  async #act(act, body, headers) {
    try {
      return await this.#api.act(`v1/streaming.${act}`, body, undefined, headers);
    } catch (error) {
      throw error instanceof ApiError ? inWords(error, act) : error;
    }
  }
}

/** The same refusal as a sentence. @param {ApiError} error @param {string} act */
function inWords({ message, status, code, ...facts }, act) {
  return new ApiError(REASON_WORDS[code] ?? message, {
    ...facts,
    code,
    status: status === 400 && ON_A_LIVE_ONE.has(act) ? 404 : status,
  });
}
