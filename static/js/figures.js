// @ts-check
/** Money, credits, lengths and times as people read them. */

/** @typedef {import('./routes.js').Cost} Cost */

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** @param {number} credits */
export function creditsWords(credits) {
  return `${credits.toFixed(2)} credits`;
}

/** @param {Cost} cost @returns {string} Blank where a credit has no price. */
export function moneyWords({ money, currency }) {
  if (money === null || money === undefined) return '';
  const digits = money > 0 && money < 0.1 ? 3 : 2;
  const style = { minimumFractionDigits: 2, maximumFractionDigits: digits };
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, ...style }).format(money);
  } catch {
    // Owners may count in something that is no currency of a country.
    return `${money.toFixed(digits)} ${currency}`;
  }
}

/** @param {Cost} cost */
export function costWords(cost) {
  return [creditsWords(cost.credits), moneyWords(cost)].filter(Boolean).join(' · ');
}

/**
 * A length in the unit that fits it, such as `12 minutes`.
 * @param {number} seconds
 */
export function lengthWords(seconds) {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 90 * MINUTE_S) return counted(Math.round(seconds / MINUTE_S), 'minute');
  return counted(Math.round(seconds / HOUR_S), 'hour');
}

/**
 * A moment as near as is needed: `14:05`, `tomorrow 02:00`, `3 June 02:00`.
 * @param {Date} moment
 * @param {Date} now
 */
export function momentWords(moment, now = new Date()) {
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const days = Math.round((midnight(moment) - midnight(now)) / 1000 / DAY_S);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  return `${moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} ${time}`;
}

/**
 * How soon a reply was heard, as one line; blank where it was not.
 * @param {import('./routes.js').Figures} figures
 */
export function firstWordWords(figures) {
  const heardMs = figures.first_sound_ms ?? figures.first_task_ms;
  if (heardMs === null) return '';
  // What the model did not write was not waited for.
  const modelMs = figures.first_token_ms === null ? null : figures.first_sentence_ms;
  const model = modelMs === null ? '' : ` (model ${secondsWords(modelMs)})`;
  return `First word after ${secondsWords(heardMs)}${model}.`;
}

/**
 * What a refusal means for somebody who wants to talk.
 * @param {import('./api-error.js').ApiError} error
 * @param {Date} now
 */
export function refusalWords({ message, code, fields, retryAfterS }, now = new Date()) {
  if (Object.keys(fields ?? {}).some((path) => path.startsWith('variables.')))
    return 'Something the persona should know is missing or cannot be said: see the settings.';
  const what = code === 'shutting_down' ? 'The server is being shut down.' : message;
  if (!retryAfterS) return what;
  if (retryAfterS < HOUR_S) return `${what} Try again in ${lengthWords(retryAfterS)}.`;
  const again = new Date(now.getTime() + retryAfterS * 1000);
  return `${what} Try again from ${momentWords(again, now)} on.`;
}

/** @param {number} ms */
function secondsWords(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** @param {number} count @param {string} unit */
function counted(count, unit) {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment).setHours(0, 0, 0, 0);
}
