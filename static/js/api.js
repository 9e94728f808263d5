// @ts-check
/** Asks the server and understands its refusals. The only caller of fetch. */

const TIMEOUT_MS = 60_000;
const KEY_NAME = 'persona-live.key';

/** A refusal or failure; `message` is a sentence for people. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {{ status?: number, code?: string, fields?: Record<string, string[]>,
   *   requestId?: string }} [facts]
   */
  constructor(message, { status = 0, code = '', fields = {}, requestId = '' } = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.requestId = requestId;
  }
}

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

  /**
   * Send while the page goes away; nobody is left to read the answer.
   * @param {string} path
   * @param {unknown} content
   */
  sendOnLeave(path, content) {
    const body = JSON.stringify(content);
    // A beacon cannot carry a key header, and a kept-alive fetch can.
    if (sessionStorage.getItem(KEY_NAME)) {
      const request = { method: 'POST', headers: headers(), body, keepalive: true };
      this.#fetch(path, request).catch(() => {});
    } else {
      navigator.sendBeacon(path, new Blob([body], { type: 'application/json' }));
    }
  }

  /**
   * @param {string} method
   * @param {string} path Relative to the page, so that a path prefix works.
   * @param {unknown} [body]
   * @returns {Promise<any>} The whole envelope.
   */
  async send(method, path, body) {
    const response = await this.#request(method, path, body);
    const answer = await response.json().catch(() => null);
    if (response.status === 401 && (await this.#newKey())) return this.send(method, path, body);
    if (!response.ok || answer === null) throw refusal(response.status, answer);
    return answer;
  }

  /** @param {string} method @param {string} path @param {unknown} body */
  async #request(method, path, body) {
    try {
      return await this.#fetch(path, {
        method,
        headers: headers(),
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
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
    this.#asking ??= this.#askForKey(sessionStorage.getItem(KEY_NAME) !== null)
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

/** @returns {Record<string, string>} */
function headers() {
  const key = sessionStorage.getItem(KEY_NAME);
  return { 'Content-Type': 'application/json', ...(key ? { 'X-Api-Key': key } : {}) };
}

/** @param {number} status @param {any} answer */
function refusal(status, answer) {
  const message = answer?.message || `The server answered with an error (${status}).`;
  return new ApiError(message, {
    status,
    code: answer?.code,
    fields: answer?.fields,
    requestId: answer?.request_id,
  });
}
