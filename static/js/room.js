// @ts-check
/** The media connection by a LiveKit room. The only user of livekit-client. */

import { messageOf } from './cloud-message.js';

/** @typedef {{ url: string, token: string }} Door Where a room is, and what opens it. */

const ADDRESS = '../vendor/livekit-client/livekit-client.esm.mjs';
// Source: LiveKit's protocol, `DisconnectReason`: server shutdown, removed, room deleted.
const HUNG_UP = new Set([3, 4, 5]);

/** @type {Promise<any> | null} */
let loading = null;

/**
 * Load livekit-client, once.
 * @returns {Promise<any>}
 * @throws {Error} With a sentence, where this server has none.
 */
export function loadClient() {
  loading ??= import(ADDRESS).catch(() => {
    loading = null;
    throw new Error(
      'This needs livekit-client, which this server does not have. ' +
        'Install Node.js with npm there, then start it again with “make run”.',
    );
  });
  return loading;
}

/**
 * One connection to a talking face in a room, with the methods and events of Peer.
 */
export class Room extends EventTarget {
  #door;
  #track;
  /** @type {any} */
  #room;
  #over = false;
  /** @type {Promise<unknown>} */
  #publishing = Promise.resolve();
  /** @type {Map<string, MediaStreamTrack>} By kind. */
  #tracks = new Map();
  /** @type {PromiseWithResolvers<void>} */
  #media = Promise.withResolvers();

  /**
   * @param {any} client livekit-client
   * @param {Door} door
   * @param {MediaStreamTrack | null} track What is to be heard of the visitor, if anything.
   */
  constructor(client, door, track) {
    super();
    this.#door = door;
    this.#track = track;
    this.#media.promise.catch(() => {});
    client.setLogLevel?.('silent');
    const options = {
      // Two peer connections are what servers of every age understand.
      singlePeerConnection: false,
      // Whoever leaves stops the session. A room that ended of itself, a moment before,
      // would look as if there were none left to be stopped.
      disconnectOnPageLeave: false,
    };
    this.#room = new client.Room(options);
    this.#room
      .on('trackSubscribed', (/** @type {any} */ { kind, mediaStreamTrack }) =>
        this.#take(kind, mediaStreamTrack),
      )
      .on(
        'dataReceived',
        (
          /** @type {Uint8Array} */ payload,
          /** @type {any} */ sender,
          /** @type {unknown} */ _kind,
          /** @type {string} */ topic,
        ) => this.#hear(payload, sender?.identity ?? '', topic ?? ''),
      )
      .on('reconnecting', () => this.#fire('wavering'))
      .on('reconnected', () => this.#fire('steady'))
      .on('disconnected', (/** @type {number} */ why) =>
        this.#end(HUNG_UP.has(why) ? 'remote' : 'lost'),
      );
  }

  /** Nobody makes an offer here. */
  async accept() {}

  /** @returns {Promise<any>} Nothing, since nobody asks. */
  async answer() {}

  /**
   * Join; resolves when both tracks are there and the microphone can be heard.
   * @param {number} timeoutMs
   */
  async ready(timeoutMs) {
    const late = new Error('No picture arrived. A firewall may be in the way.');
    const timer = setTimeout(() => this.#media.reject(late), timeoutMs);
    const joined = this.#join().catch((error) => this.#media.reject(error));
    await Promise.all([this.#media.promise, joined]).finally(() => clearTimeout(timer));
  }

  /** Tell the avatar, as HeyGen's SDK does. @param {string} text */
  async send(text) {
    await this.publish(text, {});
  }

  /**
   * @param {unknown} value
   * @param {{ topic?: string }} options
   */
  async publish(value, options) {
    if (this.#over) return;
    const payload = new TextEncoder().encode(JSON.stringify(value));
    await this.#room.localParticipant.publishData(payload, { reliable: true, ...options });
  }

  /**
   * What a packet tells, in the words of HeyGen's events.
   * @param {Uint8Array} payload
   * @param {string} _sender
   * @param {string} _topic
   * @returns {Record<string, unknown>[]}
   */
  read(payload, _sender, _topic) {
    const message = messageOf(payload);
    return message ? [message] : [];
  }

  close() {
    this.#over = true;
    this.#media.reject(new Error('The connection was closed.'));
    this.#room.disconnect(false);
  }

  async #join() {
    const { url, token } = this.#door;
    await this.#room.connect(url, token).catch((/** @type {unknown} */ error) => {
      console.warn(error);
      throw new Error('The room cannot be reached. A firewall may be in the way.');
    });
    if (this.#track) await this.speakInto(this.#track);
  }

  /** Let the visitor be heard. @param {MediaStreamTrack} track */
  async speakInto(track) {
    // Who listens for silence needs to get it, so that it is sent like everything else.
    const options = { source: 'microphone', dtx: false, red: false };
    this.#publishing = this.#room.localParticipant.publishTrack(track, options);
    await this.#publishing;
  }

  /** Let the visitor be heard no more. @param {MediaStreamTrack} track The same one. */
  async speakNoMore(track) {
    // What is still being published is not found yet.
    await this.#publishing.catch(() => {});
    if (!this.#over) await this.#room.localParticipant.unpublishTrack(track);
  }

  /** @param {string} kind @param {MediaStreamTrack} track */
  #take(kind, track) {
    this.#tracks.set(kind, track);
    if (!this.#tracks.has('audio') || !this.#tracks.has('video')) return;
    this.#fire('stream', new MediaStream(this.#tracks.values()));
    this.#media.resolve();
  }

  /** @param {Uint8Array} payload @param {string} sender @param {string} topic */
  #hear(payload, sender, topic) {
    for (const message of this.read(payload, sender, topic)) this.#fire('message', message);
  }

  /** @param {'remote' | 'lost'} why */
  #end(why) {
    if (this.#over) return;
    this.close();
    this.#fire('ended', why);
  }

  /** @param {string} type @param {unknown} [detail] */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
