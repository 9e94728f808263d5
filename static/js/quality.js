// @ts-check
/** How good a picture the network can carry. */

const HIGH_MBPS = 5;
const MEDIUM_MBPS = 2;

/**
 * What to ask for on a connection, as `navigator.connection` describes it.
 * @param {{ downlink?: number, saveData?: boolean }} [connection] Not all browsers have it.
 * @returns {'low' | 'medium' | 'high'}
 */
export function qualityFor({ downlink, saveData = false } = {}) {
  if (saveData) return 'low';
  // Nothing is known: neither a slideshow nor a stutter.
  if (downlink === undefined) return 'medium';
  if (downlink > HIGH_MBPS) return 'high';
  return downlink > MEDIUM_MBPS ? 'medium' : 'low';
}
