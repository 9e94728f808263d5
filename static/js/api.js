// @ts-check
/** Asks the server and understands its refusals. The only caller of fetch. */

const TIMEOUT_MS = 60_000;
const KEY_NAME = 'persona-live.key';
const RESENDS = 3;
const RESEND_S = 0.5;

/** A refusal or failure; `message` is a sentence for people. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {{ status?: number, code?: string, fields?: Record<string, string[]>,
   *   requestId?: string, retryAfterS?: number | null }} [facts] `retryAfterS` is null
   *   where the server did not say when to try again.
   */
  constructor(
    message,
    { status = 0, code = '', fields = {}, requestId = '', retryAfterS = null } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * @typedef {object} Options
 * @property {number} [timeoutMs] How long to wait for the whole answer.
 * @property {AbortSignal} [signal] Gives up; then there is no timeout.
 * @property {Record<string, string>} [headers] Beside the usual ones.
 */

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
    const response = await this.open(method, path, body, options);
    const answer = await response.json().catch(() => null);
    if (answer === null) throw refusal(response, answer);
    return answer;
  }

  /**
   * Post what is to be done once, however often it must be sent until it is answered.
   * @param {string} path
   * @param {unknown} body
   * @returns {Promise<any>} The whole envelope.
   */
  async act(path, body) {
    const headers = { 'Idempotency-Key': newName() };
    for (let sent = 0; ; sent += 1) {
      try {
        return await this.send('POST', path, body, { headers });
      } catch (error) {
        if (sent === RESENDS || !(error instanceof ApiError) || !isUnanswered(error)) throw error;
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

  /** @param {string} method @param {string} path @param {unknown} body @param {Options} options */
  async #request(method, path, body, { timeoutMs = TIMEOUT_MS, signal, headers = {} }) {
    try {
      return await this.#fetch(path, {
        method,
        headers: { ...usualHeaders(), ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: signal ?? AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new ApiError(
        late
          ? 'The server did not answer in time.'
          : 'The server cannot be reached. Is it running?',
        { code: late ? 'timed_out' : 'unreachable' },
      );
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

/** Whether it was sent, and what became of it is not known yet. @param {ApiError} error */
function isUnanswered({ code }) {
  return code === 'unreachable' || code === 'idempotency_in_flight';
}

/** A name that nothing else has; randomUUID is there for pages served by https only. */
function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @returns {Record<string, string>} */
function usualHeaders() {
  const key = sessionStorage.getItem(KEY_NAME);
  return { 'Content-Type': 'application/json', ...(key ? { 'X-Api-Key': key } : {}) };
}

/** @param {Response} response @param {any} answer */
function refusal({ status, headers }, answer) {
  const message = answer?.message || `The server answered with an error (${status}).`;
  const seconds = Number.parseFloat(headers.get('Retry-After') ?? '');
  return new ApiError(message, {
    status,
    code: answer?.code,
    fields: answer?.fields,
    requestId: answer?.request_id,
    retryAfterS: Number.isFinite(seconds) ? seconds : null,
  });
}
