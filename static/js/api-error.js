// @ts-check
/** What the server's refusals and the network's failures look like to the page. */

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
 * What the server refused.
 * @param {Response} response
 * @param {any} answer Its envelope, as far as it could be read.
 */
export function refusal({ status, headers }, answer) {
  const message = answer?.message || `The server answered with an error (${status}).`;
  const seconds = Number.parseFloat(headers.get('Retry-After') ?? '');
  return new ApiError(message, {
    status,
    // HeyGen's dialect has a number there, and our word for it beside.
    code: answer?.reason ?? answer?.code,
    fields: answer?.fields ?? fieldsIn(answer?.details),
    requestId: answer?.request_id,
    retryAfterS: Number.isFinite(seconds) ? seconds : null,
  });
}

/**
 * What HeyGen's dialect says of bad input, `name: why`, as fields.
 * @param {unknown} details
 */
function fieldsIn(details) {
  const [, name, why] = /^([\w.]+): (.+)$/su.exec(String(details ?? '')) ?? [];
  return name ? { [name]: [why] } : {};
}

/** What became of a request that got no answer. @param {unknown} error */
export function unanswered(error) {
  const late = error instanceof DOMException && error.name === 'TimeoutError';
  return late
    ? new ApiError('The server did not answer in time.', { code: 'timed_out' })
    : new ApiError('The server cannot be reached. Is it running?', { code: 'unreachable' });
}
