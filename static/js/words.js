// @ts-check
/** What people read about the state of a session. */

/**
 * The one state word of a session.
 * - `idle` nothing yet; `connecting` a request or the media is on its way
 * - `ready` created and waiting for Start
 * - `live` connected and quiet; `listening` the visitor is typing
 * - `thinking` an answer is being made; `speaking` the face talks
 * - `ended` over; the reason says why
 * @typedef {'idle' | 'connecting' | 'ready' | 'live' | 'listening' | 'thinking'
 *   | 'speaking' | 'ended'} State
 */

/**
 * Why a session ended, as the page can tell.
 * @typedef {'client' | 'page_left' | 'cloud_ended' | 'idle' | 'lost' | 'failed'} EndReason
 */

/** @type {Readonly<Record<State, string>>} */
export const STATE_WORDS = Object.freeze({
  idle: 'Ready when you are',
  connecting: 'Connecting …',
  ready: 'Created, press Start',
  live: 'Live',
  listening: 'Listening',
  thinking: 'Thinking …',
  speaking: 'Speaking',
  ended: 'Ended',
});

/** @type {Readonly<Record<EndReason, string>>} */
export const END_WORDS = Object.freeze({
  client: 'You ended the conversation.',
  page_left: 'The conversation ended when you left the page.',
  cloud_ended: 'The other side ended the session. Its time may have been up.',
  idle: 'The session ended because nobody said anything for a while.',
  lost: 'The connection was lost. Check your network, then start again.',
  failed: 'The session could not be started.',
});

/** @type {ReadonlySet<State>} States in which the face is there and can be spoken to. */
export const LIVE_STATES = new Set(['live', 'listening', 'thinking', 'speaking']);

/**
 * A length of time as `m:ss`.
 * @param {number} seconds
 */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
