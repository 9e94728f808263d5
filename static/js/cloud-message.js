// @ts-check
/** What the cloud tells the page, whichever way it comes. */

/**
 * @param {string | BufferSource} data
 * @returns {Record<string, unknown> | null} Null for somebody else's words.
 */
export function messageOf(data) {
  try {
    const value = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
