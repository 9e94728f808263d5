// @ts-check
/** How a session is ended from here when nobody is sure that it still runs. */

import { ApiError } from './api-error.js';

/** @typedef {import('./routes.js').Routes} Routes */

/** End it and its bill; gone already is as good. @param {Routes} routes @param {string} id */
export async function stop(routes, id) {
  try {
    await routes.stopSession(id);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * Whether the cloud still has it. If not, this is how the server learns when it ended.
 * @param {Routes} routes
 * @param {string} id
 */
export async function isKept(routes, id) {
  try {
    await routes.keepAlive(id);
  } catch (error) {
    return !isGone(error);
  }
  return true;
}

/** @param {unknown} error */
function isGone(error) {
  return error instanceof ApiError && [404, 409].includes(error.status);
}
