// @ts-check
/** Asks the server and understands its refusals. The only caller of fetch but the widget. */

import { ApiError, refusal, unanswered } from './api-error.js';
import { messages, MIME } from './sse.js';

const TIMEOUT_MS = 60_000;
const KEY_NAME = 'persona-live.key';
const RESENDS = 3;
const RESEND_S = 0.5;

/**
 * @typedef {object} Options
 * @property {number} [timeoutMs] How long to wait for the whole answer.
 * @property {AbortSignal} [signal] Gives up; then there is no timeout.
 * @property {Record<string, string>} [headers] Beside the usual ones.
 * @property {boolean} [streamed] Whether only its beginning has to come in time.
 */
/** @typedef {(event: string, data: any) => void} Tell */

export class Api {
  #askForKey;
  #fetch;
  /** @type {Promise<boolean> | null} */
  #asking = null;

  /**
   * @param {{ askForKey: (refused: boolean) => Promise<string | null>,
   *   fetch?: typeof globalThis.fetch }} options `askForKey` is called on a 401
   */
  constructor({ askForKey, fetch = globalThis.fetch.bind(globalThis) }) {
    this.#askForKey = askForKey;
    this.#fetch = fetch;
  }

  /** Whether a key goes along with what is sent. */
  get keyed() {
    return sessionStorage.getItem(KEY_NAME) !== null;
  }

  /**
   * Send while the page goes away; nobody is left to read the answer.
   * @param {string} path
   * @param {unknown} content
   */
  sendOnLeave(path, content) {
    const body = JSON.stringify(content);
    // A beacon cannot carry a key header, and a kept-alive fetch can.
    if (this.keyed) {
      const request = { method: 'POST', headers: usualHeaders(), body, keepalive: true };
      this.#fetch(path, request).catch(() => {});
    } else {
      navigator.sendBeacon(path, new Blob([body], { type: 'application/json' }));
    }
  }

  /**
   * @param {string} method
   * @param {string} path Relative to the page, so that a path prefix works.
   * @param {unknown} [body]
   * @param {Options} [options]
   * @returns {Promise<any>} The whole envelope.
   */
  async send(method, path, body, options) {
    return envelopeOf(await this.open(method, path, body, options));
  }

  /**
   * Post what is to be done once, however often it must be sent until it is answered.
   * @param {string} path
   * @param {unknown} body
   * @param {Tell} [tell] Hears what happens on the way to the answer; with an answer that
   *   had to be asked for again, it hears no more.
   * @param {Record<string, string>} [more] Headers.
   * @returns {Promise<any>} The whole envelope.
   */
  async act(path, body, tell, more) {
    const headers = { 'Idempotency-Key': newName(), ...more };
    const until = performance.now() + TIMEOUT_MS;
    for (let lost = 0; ; ) {
      try {
        return await (tell
          ? this.#follow(path, body, headers, tell)
          : this.send('POST', path, body, { headers }));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const underWay = error.code === 'idempotency_in_flight' && performance.now() < until;
        lost += error.code === 'unreachable' ? 1 : 0;
        if (!underWay && (error.code !== 'unreachable' || lost > RESENDS)) throw error;
        const waitMs = (error.retryAfterS ?? RESEND_S) * 1000;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  /**
   * The same for an answer that is no JSON: a text, or a stream of events.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {Options} [options]
   * @returns {Promise<Response>} Its status is a good one.
   */
  async open(method, path, body, options = {}) {
    const response = await this.#request(method, path, body, options);
    if (response.ok) return response;
    const answer = await response.json().catch(() => null);
    if (response.status === 401 && (await this.#newKey()))
      return this.open(method, path, body, options);
    throw refusal(response, answer);
  }

  /**
   * Ask for an answer that is told while it is being made. What was done already comes
   * as plain JSON.
   * @param {string} path @param {unknown} body
   * @param {Record<string, string>} headers @param {Tell} tell
   */
  async #follow(path, body, headers, tell) {
    const options = { headers: { ...headers, Accept: MIME }, streamed: true };
    const response = await this.open('POST', path, body, options);
    if (!response.body || !response.headers.get('Content-Type')?.startsWith(MIME))
      return envelopeOf(response);
    for await (const { event, data } of unbroken(messages(response.body))) {
      if (event === 'done') return data;
      if (event === 'error') throw refusal(response, data);
      if (event) tell(event, data);
    }
    throw unanswered(null);
  }

  /** @param {string} method @param {string} path @param {unknown} body @param {Options} options */
  async #request(method, path, body, options) {
    const { timeoutMs = TIMEOUT_MS, signal, headers = {}, streamed = false } = options;
    const beginning = new AbortController();
    const late = new DOMException('Too late.', 'TimeoutError');
    const timer = setTimeout(() => beginning.abort(late), timeoutMs);
    const patience = streamed ? beginning.signal : AbortSignal.timeout(timeoutMs);
    try {
      return await this.#fetch(path, {
        method,
        headers: { ...usualHeaders('Authorization' in headers), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ?? patience,
      });
    } catch (error) {
      throw unanswered(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ask for a key once, however many requests were refused together. */
  #newKey() {
    this.#asking ??= this.#askForKey(this.keyed)
      .then((key) => {
        if (key) sessionStorage.setItem(KEY_NAME, key);
        return Boolean(key);
      })
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }
}

/** @param {Response} response */
async function envelopeOf(response) {
  const text = await response.text().catch((error) => {
    throw unanswered(error);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(response, null);
  }
}

/**
 * The same events; a line that breaks is an answer that has got lost.
 * @param {AsyncGenerator<import('./sse.js').Message>} events
 */
async function* unbroken(events) {
  try {
    yield* events;
  } catch {
    throw unanswered(null);
  }
}

/** A name that nothing else has; randomUUID is there for pages served by https only. */
function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {boolean} [known] Whether something else says who asks. @returns {Record<string, string>} */
function usualHeaders(known = false) {
  const key = known ? null : sessionStorage.getItem(KEY_NAME);
  return { 'Content-Type': 'application/json', ...(key ? { 'X-Api-Key': key } : {}) };
}
