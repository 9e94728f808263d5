// @ts-check
/** A room of LiveAvatar: what happens in it, in the words that the page knows. */

import { messageOf } from './cloud-message.js';
import { Room } from './room.js';

/**
 * @typedef {object} LiveRoomData Where the room of a session is, and who sends commands.
 * @property {string} session_id
 * @property {string} livekit_url
 * @property {string} livekit_client_token
 * @property {'server' | 'page'} commands_by
 */
/** @typedef {{ event_type?: string, source_event_id?: string | null, text?: string }} LiveEvent */

// Source: docs.liveavatar.com, "LiveKit events".
const FROM_AGENT = 'agent-response';
const TO_AGENT = 'agent-control';

export class LiveRoom extends Room {
  #data;

  /**
   * @param {any} client livekit-client
   * @param {LiveRoomData} data
   * @param {MediaStreamTrack | null} track
   */
  constructor(client, data, track) {
    super(client, { url: data.livekit_url, token: data.livekit_client_token }, track);
    this.#data = data;
  }

  /** Have it said, where the server cannot. @param {import('./turn.js').Task} task */
  async speak({ task_id: event_id, text }) {
    if (this.#sendsCommands) await this.command('avatar.speak_text', { event_id, text });
  }

  /** Have it silent, where the server cannot. */
  async hush() {
    if (this.#sendsCommands) await this.command('avatar.interrupt');
  }

  /** Whether the server has no seat in the room to send commands from. */
  get #sendsCommands() {
    return this.#data.commands_by === 'page';
  }

  /** @param {string} event_type @param {Record<string, string>} [members] */
  async command(event_type, members = {}) {
    const { session_id } = this.#data;
    await this.publish({ event_type, session_id, ...members }, { topic: TO_AGENT });
  }

  /** A push of the button, as HeyGen's SDK names it. @param {string} text */
  async send(text) {
    const verb = text.endsWith(':start') ? 'start' : 'stop';
    await this.command(`user.${verb}_push_to_talk`);
  }

  /** @param {Uint8Array} payload @param {string} sender @param {string} topic */
  read(payload, sender, topic) {
    const trusted = sender === 'heygen' || sender.startsWith('liveavatar-agent-');
    const event = topic === FROM_AGENT && trusted ? messageOf(payload) : null;
    return event ? heygensWords(event) : [];
  }
}

/** @param {LiveEvent} event */
export function heygensWords({ event_type: kind = '', source_event_id: id, text = '' }) {
  const task_id = id ?? '';
  if (kind === 'avatar.speak_started') return [{ type: 'avatar_start_talking', task_id }];
  if (kind === 'avatar.speak_ended') return [{ type: 'avatar_stop_talking', task_id }];
  if (kind === 'avatar.transcription')
    return [{ type: 'avatar_talking_message', task_id, message: text }];
  if (kind === 'user.speak_started') return [{ type: 'user_start' }];
  if (kind === 'user.speak_ended') return [{ type: 'user_stop' }];
  if (kind === 'user.transcription')
    return [{ type: 'user_talking_message', message: text }, { type: 'user_end_message' }];
  return [];
}
