// @ts-check
/** What a session tells, shown where it belongs. */

import { ApiError } from './api-error.js';
import { firstWordWords } from './figures.js';

/**
 * @typedef {object} Parts
 * @property {import('./stage.js').Stage} stage
 * @property {import('./conversation.js').Conversation} conversation
 * @property {import('./notices.js').Notices} notices
 * @property {import('./status-log.js').StatusLog} log
 * @property {() => string} speaker The name of who speaks.
 */

/** @template T @param {EventTarget} source @param {string} type @param {(detail: T) => void} act */
export function on(source, type, act) {
  source.addEventListener(type, (event) => act(/** @type {CustomEvent<T>} */ (event).detail));
}

/**
 * Show whatever happens in the sessions of one way to talk, but for their state.
 * @param {import('./session.js').Session} session
 * @param {Parts} parts
 */
export function follow(session, { stage, conversation, notices, log, speaker }) {
  on(session, 'stream', (/** @type {MediaStream} */ stream) => stage.show(stream));
  on(session, 'speaking', (/** @type {import('./turns.js').Utterance} */ utterance) =>
    stage.speak(utterance),
  );
  on(session, 'quiet', () => stage.quiet());
  on(session, 'silenced', () => stage.silence());
  on(session, 'heard', (/** @type {{ text: string, whole: boolean }} */ said) =>
    stage.hear(said),
  );
  on(session, 'turn', (/** @type {import('./turn.js').Turn} */ turn) => {
    conversation.draw(turn, speaker());
  });
  on(session, 'replied', (/** @type {import('./routes.js').Figures} */ figures) => {
    const words = firstWordWords(figures);
    if (words) log.add(words);
  });
  on(session, 'trouble', (/** @type {Error} */ error) => tellTrouble(error, { notices, log }));
  on(session, 'weak', (/** @type {boolean} */ weak) => {
    if (weak) notices.info('The connection is weak. Trying to hold it …');
  });
  on(session, 'facts', (/** @type {import('./routes.js').SessionFacts} */ facts) =>
    stage.meter.show(facts),
  );
  on(session, 'log', (/** @type {string} */ line) => log.add(line));
}

/**
 * Something failed, and the session goes on.
 * @param {Error} error
 * @param {Pick<Parts, 'notices' | 'log'>} parts
 */
export function tellTrouble(error, { notices, log }) {
  notices.error(error);
  const request = error instanceof ApiError && error.requestId;
  log.add(request ? `${error.message} (request ${request})` : error.message);
}
