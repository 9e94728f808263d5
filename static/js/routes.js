// @ts-check
/** The server's routes, one method each. */

/** @typedef {import('./personas.js').Persona} Persona */
/** @typedef {import('./turns.js').Task} Task */
/** @typedef {{ id: string, name: string, preview_url?: string }} Avatar */
/** @typedef {{ id: string, name: string, language?: string, gender?: string }} Voice */
/**
 * @typedef {object} SessionOrder What New asks for; blank members are left out.
 * @property {string} [avatar_name]
 * @property {string} [voice_id]
 * @property {string} [quality] `low`, `medium` or `high`
 * @property {string} [language]
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

export class Routes {
  #api;

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @returns {Promise<Persona[]>} Exactly one is active. */
  personas() {
    return this.#api.send('GET', 'personas');
  }

  /** @param {Persona} persona @returns {Promise<Persona>} */
  async createPersona(persona) {
    return (await this.#api.send('POST', 'personas', persona)).data;
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
    return (await this.#api.send('POST', 'persona/heygen/session/create', order)).data;
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
    return this.#api.send('POST', 'persona/heygen/init', { session_id });
  }

  /**
   * Have a text spoken, or answered first.
   * @param {string} session_id
   * @param {string} text
   * @param {boolean} generate_ai_response
   * @returns {Promise<{ data: TaskData, ai_response?: string }>}
   */
  sendText(session_id, text, generate_ai_response) {
    return this.#api.send('POST', 'persona/heygen/text', {
      session_id,
      text,
      generate_ai_response,
    });
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

  /** Stop while the page goes away. @param {string} session_id */
  stopSessionOnLeave(session_id) {
    this.#api.sendOnLeave('persona/heygen/session/stop', { session_id });
  }
}
