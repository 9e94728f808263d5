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
/** @typedef {{ task_id: string, unasked?: boolean }} Spoken Unasked: of the cloud's own accord. */

// Source: docs.liveavatar.com, "LiveKit events".
const FROM_AGENT = 'agent-response';
const TO_AGENT = 'agent-control';

export class LiveRoom extends Room {
  #data;
  /** Our name for what is being said of the cloud's own accord; blank for nothing. */
  #unasked = '';
  #named = 0;

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
    // Without words it is what the room has told of, and is being said already.
    if (text && this.#sendsCommands)
      await this.command('avatar.speak_text', { event_id, text });
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
    return event ? heygensWords(event, this.#taskOf(event)) : [];
  }

  /** @param {LiveEvent} event @returns {Spoken} */
  #taskOf({ event_type: kind, source_event_id: id }) {
    if (id) return { task_id: id };
    // Nobody's command, so nobody's id: greetings, and answers to what was said aloud. Each
    // is another speech than the one before.
    if (kind === 'avatar.speak_started') this.#unasked = `unasked-${++this.#named}`;
    const task_id = this.#unasked;
    if (kind === 'avatar.speak_ended') this.#unasked = '';
    return { task_id, unasked: true };
  }
}

/** @param {LiveEvent} event @param {Spoken} task What it tells of, where the avatar speaks. */
function heygensWords({ event_type: kind = '', text = '' }, task) {
  if (kind === 'avatar.speak_started') return [{ type: 'avatar_start_talking', ...task }];
  if (kind === 'avatar.speak_ended') return [{ type: 'avatar_stop_talking', ...task }];
  if (kind === 'avatar.transcription')
    return [{ type: 'avatar_talking_message', ...task, message: text }];
  if (kind === 'user.speak_started') return [{ type: 'user_start' }];
  if (kind === 'user.speak_ended') return [{ type: 'user_stop' }];
  if (kind === 'user.transcription')
    return [{ type: 'user_talking_message', message: text }, { type: 'user_end_message' }];
  return [];
}
