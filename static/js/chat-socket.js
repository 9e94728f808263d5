// @ts-check
/** What the cloud makes of the microphone, told by the voice-chat socket. */

import { messageOf } from './cloud-message.js';

/**
 * Fires `user_start` and `user_stop` as they come. Where it cannot be opened, or breaks, the
 * page goes on without it.
 */
export class ChatSocket extends EventTarget {
  #socket;

  /**
   * @param {object} parts
   * @param {string} parts.sessionId
   * @param {string} parts.token Blank where none is needed.
   * @param {boolean} parts.pushToTalk
   */
  constructor({ sessionId, token, pushToTalk }) {
    super();
    const address = new URL('v1/ws/streaming.chat', document.baseURI);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    address.search = String(
      new URLSearchParams({
        session_id: sessionId,
        ...(token && { session_token: token }),
        arch_version: 'v2',
        silence_response: 'false',
        push_to_talk: String(pushToTalk),
      }),
    );
    this.#socket = new WebSocket(address);
    this.#socket.addEventListener('message', ({ data }) => this.#hear(data));
    // Whoever was speaking when it broke cannot be heard to stop by it.
    this.#socket.addEventListener('close', () => this.dispatchEvent(new Event('user_stop')));
  }

  /** Whether it tells. */
  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  close() {
    this.#socket.close();
  }

  /** @param {unknown} data */
  #hear(data) {
    const type = typeof data === 'string' ? messageOf(data)?.event_type : null;
    if (type === 'user_start' || type === 'user_stop') this.dispatchEvent(new Event(type));
  }
}
