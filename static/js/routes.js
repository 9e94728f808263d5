// @ts-check
/** The server's routes, one method each. */

/** @typedef {import('./personas.js').Persona} Persona */
/** @typedef {import('./turn.js').Task} Task */
/** @typedef {{ id: string, name: string, preview_url?: string }} Avatar */
/** @typedef {{ id: string, name: string, language?: string, gender?: string }} Voice */
/**
 * @typedef {object} SessionOrder What New asks for; blank members are left out.
 * @property {string} [avatar_name]
 * @property {string} [voice_id]
 * @property {string} [quality] `low`, `medium` or `high`
 * @property {string} [language]
 * @property {boolean} [push_to_talk] Hear the visitor between two pushes of a button only.
 * @property {Record<string, string>} [variables] What the persona shall know, by name.
 */
/**
 * @typedef {object} SessionData The cloud's session data, as it came.
 * @property {string} session_id
 * @property {RTCSessionDescriptionInit} sdp
 * @property {RTCIceServer[]} [ice_servers2]
 */
/**
 * @typedef {object} TaskData
 * @property {string} [task_id]
 * @property {number | null} [duration_ms]
 * @property {Task[]} [tasks]
 */
/**
 * When the steps of a reply were reached, in milliseconds from the request on; null for
 * one that was not.
 * @typedef {object} Figures
 * @property {number | null} first_token_ms The model began to write.
 * @property {number | null} first_sentence_ms Its first sentence was complete.
 * @property {number | null} first_task_ms The cloud had taken that.
 * @property {number | null} first_sound_ms It could be heard, by what is known.
 * @property {number | null} last_task_ms The cloud had taken the last sentence.
 */
/**
 * What was said in the end, on somebody's request.
 * @typedef {object} Spoken
 * @property {TaskData} data
 * @property {string} [ai_response] The words, where the server chose them.
 * @property {number} [turn] Its number.
 * @property {boolean} [interrupted] Whether an interrupt kept some of it unsaid.
 * @property {{ code: string, message: string }} [warning] Why it is no answer, or not all.
 * @property {Figures} [figures] Where a model was asked.
 */
/**
 * @typedef {object} Cost
 * @property {number} credits
 * @property {number | null} money Null where the server has no price of a credit.
 * @property {string} currency
 */
/**
 * @typedef {object} SessionFacts A session as the server has written it down.
 * @property {string} id
 * @property {string | null} session_id The cloud's id; every verb accepts either.
 * @property {'opening' | 'open' | 'live' | 'doubtful' | 'closing' | 'closed' | 'failed'} state
 * @property {string} persona_id
 * @property {string} created_at
 * @property {string | null} ended_at
 * @property {import('./words.js').ServerReason | null} end_reason
 * @property {number} duration_s
 * @property {Cost} cost Until now, or until its end.
 * @property {{ ends_in_s: number, reason: 'max_duration' | 'budget' | 'slot_end' } | null} limit
 * @property {{ seen_at: string | null, gone_after_s?: number } | null} [viewer]
 */
/**
 * @typedef {object} Sum Some sessions together; `key` is a UTC day, where there is one.
 * @property {string} [key]
 * @property {number} sessions
 * @property {number} seconds
 * @property {number} credits
 * @property {number | null} money
 */
/** @typedef {{ to: string, currency: string, lines: Sum[], total: Sum }} Bill */
/** @typedef {{ sessions: SessionFacts[], next: string | null }} SessionPage */

const BEAT_TIMEOUT_MS = 8_000;
const TEXT = 'persona/heygen/text';

export class Routes {
  #api;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @returns {Promise<string>} Which avatar cloud lends the face. */
  async cloud() {
    return (await this.#api.send('GET', 'health')).avatar_cloud;
  }

  /** @returns {Promise<Persona[]>} Exactly one is active. */
  personas() {
    return this.#api.send('GET', 'personas');
  }

  /** @param {Persona} persona @returns {Promise<Persona>} */
  async createPersona(persona) {
    return (await this.#api.act('personas', persona)).data;
  }

  /** @param {string} id @param {Persona} persona @returns {Promise<Persona>} */
  async savePersona(id, persona) {
    return (await this.#api.send('PUT', `personas/${encodeURIComponent(id)}`, persona)).data;
  }

  /** @param {string} id */
  async deletePersona(id) {
    await this.#api.send('DELETE', `personas/${encodeURIComponent(id)}`);
  }

  /** @param {string} id */
  async activatePersona(id) {
    await this.#api.send('POST', `personas/${encodeURIComponent(id)}/activate`, {});
  }

  /** @param {string} id @returns {Promise<string>} */
  async prompt(id) {
    return (await this.#api.send('GET', `personas/${encodeURIComponent(id)}/prompt`)).prompt;
  }

  /** @returns {Promise<Avatar[]>} */
  async avatars() {
    return (await this.#api.send('GET', 'persona/heygen/avatars')).data;
  }

  /** @returns {Promise<Voice[]>} */
  async voices() {
    return (await this.#api.send('GET', 'persona/heygen/voices')).data;
  }

  /** @param {SessionOrder} order @returns {Promise<SessionData>} */
  async createSession(order) {
    return (await this.#api.act('persona/heygen/session/create', order)).data;
  }

  /** @param {string} session_id @param {RTCSessionDescriptionInit} sdp Our answer. */
  async startSession(session_id, sdp) {
    await this.#api.send('POST', 'persona/heygen/session/start', { session_id, sdp });
  }

  /** @param {string} session_id @param {RTCIceCandidateInit} candidate */
  async sendCandidate(session_id, candidate) {
    await this.#api.send('POST', 'persona/heygen/ice', { session_id, candidate });
  }

  /**
   * Have the persona's greeting spoken.
   * @param {string} session_id
   * @returns {Promise<{ data: TaskData & { text: string } }>}
   */
  greet(session_id) {
    return this.#api.act('persona/heygen/init', { session_id });
  }

  /**
   * Have a text spoken as it is.
   * @param {string} session_id
   * @param {string} text
   * @returns {Promise<Spoken>}
   */
  repeat(session_id, text) {
    return this.#api.act(TEXT, { session_id, text, generate_ai_response: false });
  }

  /**
   * Have a text answered aloud; whatever is being said gives way to it.
   * @param {string} session_id
   * @param {string} text
   * @param {import('./api.js').Tell} tell Hears of the `turn` that has begun, and of each
   *   sentence (`index`, `text`) that was written (`sentence`), and that the cloud has
   *   taken (`spoken`: a Task as well).
   * @returns {Promise<Spoken>}
   */
  talk(session_id, text, tell) {
    return this.#api.act(TEXT, { session_id, text, generate_ai_response: true }, tell);
  }

  /** @param {string} session_id */
  async interrupt(session_id) {
    await this.#api.send('POST', 'persona/heygen/session/interrupt', { session_id });
  }

  /** @param {string} session_id */
  async keepAlive(session_id) {
    await this.#api.send('POST', 'persona/heygen/session/keep-alive', { session_id });
  }

  /** @param {string} session_id */
  async stopSession(session_id) {
    await this.#api.send('POST', 'persona/heygen/session/stop', { session_id });
  }

  /**
   * Show the server that somebody is there.
   * @param {string} id
   * @returns {Promise<SessionFacts>}
   */
  async beat(id) {
    const options = { timeoutMs: BEAT_TIMEOUT_MS };
    return (await this.#api.send('POST', `${session(id)}/beat`, {}, options)).data;
  }

  /** @param {string} id @returns {Promise<SessionFacts>} */
  session(id) {
    return this.#api.send('GET', session(id), undefined, { timeoutMs: BEAT_TIMEOUT_MS });
  }

  /**
   * Sessions in some states, newest first.
   * @param {{ state: string, limit?: string, before?: string }} query `state` is a list
   *   with commas; `before` is `next` of the page before.
   * @returns {Promise<SessionPage>}
   */
  sessions(query) {
    return this.#api.send('GET', `sessions?${new URLSearchParams(query)}`);
  }

  /** This month day by day, by UTC. @returns {Promise<Bill>} */
  usage() {
    return this.#api.send('GET', 'usage?by=day');
  }

  /** End any session, by the server's id or the cloud's. @param {string} id */
  async endSession(id) {
    await this.#api.send('POST', `${session(id)}/stop`, {});
  }

  /** Where a person reads what was said. @param {string} id */
  transcriptAddress(id) {
    return `${session(id)}/transcript?format=text`;
  }

  /** @param {string} id @returns {Promise<Blob>} The text at that address. */
  async transcript(id) {
    return (await this.#api.open('GET', this.transcriptAddress(id))).blob();
  }

  /** Whether an address alone is not enough, because this server asks for a key. */
  get keyed() {
    return this.#api.keyed;
  }

  /**
   * What happens in a session, from the event after `lastEventId` on.
   * @param {string} id
   * @param {string} lastEventId Blank for all of it.
   * @param {AbortSignal} signal
   * @returns {Promise<ReadableStream<Uint8Array> | null>} Null when it is over.
   */
  async events(id, lastEventId, signal) {
    const headers = {
      Accept: 'text/event-stream',
      ...(lastEventId && { 'Last-Event-ID': lastEventId }),
    };
    const options = { headers, signal };
    const path = `${session(id)}/events`;
    return (await this.#api.open('GET', path, undefined, options)).body;
  }

  /** Stop while the page goes away. @param {string} session_id */
  stopSessionOnLeave(session_id) {
    this.#api.sendOnLeave('persona/heygen/session/stop', { session_id });
  }
}

/** @param {string} id */
function session(id) {
  return `sessions/${encodeURIComponent(id)}`;
}
