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
 * Why a session ended, as the server has written it down.
 * @typedef {'client' | 'idle' | 'max_duration' | 'budget' | 'slot_end' | 'shutdown'
 *   | 'page_left' | 'cloud_ended' | 'reconciled' | 'error'} ServerReason
 */
/**
 * Why a session ended, as the page can tell; `elsewhere` is another client's `client`.
 * @typedef {ServerReason | 'elsewhere' | 'lost' | 'failed'} EndReason
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
  elsewhere: 'The conversation was stopped in the Sessions panel or by another program.',
  idle: 'The session ended because nobody said anything for a while.',
  max_duration: 'The conversation has reached its longest time.',
  budget: 'The credits set aside for this are used up.',
  slot_end: 'The booked time is over.',
  shutdown: 'The server is being shut down, so it ended the conversation.',
  page_left: 'The conversation ended while you were away from this page.',
  cloud_ended: 'The other side ended the session. Its time may have been up.',
  reconciled: 'The server was restarted and ended what was still open.',
  error: 'Something failed, so the session was ended to cost nothing more.',
  lost: 'The connection was lost. Check your network, then start again.',
  failed: 'The session could not be started.',
});

/**
 * The same in the few words of a list.
 * @type {Readonly<Record<ServerReason, string>>}
 */
export const END_LABELS = Object.freeze({
  client: 'Stopped',
  idle: 'Nobody spoke',
  max_duration: 'Longest time reached',
  budget: 'Budget used up',
  slot_end: 'Booked time over',
  shutdown: 'Server shut down',
  page_left: 'Page left',
  cloud_ended: 'Ended by the cloud',
  reconciled: 'Found left over',
  error: 'Failed',
});

/** @type {Readonly<Record<import('./routes.js').SessionFacts['state'], string>>} */
export const LEDGER_WORDS = Object.freeze({
  opening: 'Opening since',
  open: 'Created at',
  live: 'Live since',
  doubtful: 'In doubt since',
  closing: 'Ending, live since',
  closed: 'Ended',
  failed: 'Not opened',
});

/** @type {Readonly<Record<string, string>>} What a limit will have brought about. */
export const LIMIT_WORDS = Object.freeze({
  max_duration: 'its time is up then',
  budget: 'its credits are used up then',
  slot_end: 'the booked time is over then',
});

/** Whether the server has ended it, confirmed or not. @param {{ state: string }} facts */
export function isOver({ state }) {
  return ['closing', 'closed', 'failed', 'doubtful'].includes(state);
}

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
