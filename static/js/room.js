// @ts-check
/** The media connection by a LiveKit room. The only user of livekit-client. */

import { messageOf } from './cloud-message.js';

/** @typedef {import('./gateway-routes.js').RoomData} RoomData */

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
      'Voice needs livekit-client, which this server does not have. ' +
        'Install Node.js with npm there, then start it again with “make run”.',
    );
  });
  return loading;
}

/**
 * One connection to a talking face in a room, with the methods and events of Peer.
 */
export class Room extends EventTarget {
  #data;
  #track;
  /** @type {any} */
  #room;
  #over = false;
  /** @type {Map<string, MediaStreamTrack>} By kind. */
  #tracks = new Map();
  /** @type {PromiseWithResolvers<void>} */
  #media = Promise.withResolvers();

  /**
   * @param {any} client livekit-client
   * @param {RoomData} data
   * @param {MediaStreamTrack} track What is to be heard of the visitor.
   */
  constructor(client, data, track) {
    super();
    this.#data = data;
    this.#track = track;
    this.#media.promise.catch(() => {});
    client.setLogLevel?.('silent');
    // Two peer connections are what servers of every age understand.
    this.#room = new client.Room({ singlePeerConnection: false });
    this.#room
      .on('trackSubscribed', (/** @type {any} */ { kind, mediaStreamTrack }) =>
        this.#take(kind, mediaStreamTrack),
      )
      .on('dataReceived', (/** @type {Uint8Array} */ payload) => this.#hear(payload))
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
    if (this.#over) return;
    const payload = new TextEncoder().encode(JSON.stringify(text));
    await this.#room.localParticipant.publishData(payload, { reliable: true });
  }

  close() {
    this.#over = true;
    this.#media.reject(new Error('The connection was closed.'));
    this.#room.disconnect(false);
  }

  async #join() {
    const { url, access_token } = this.#data;
    await this.#room.connect(url, access_token).catch((/** @type {unknown} */ error) => {
      console.warn(error);
      throw new Error('The room cannot be reached. A firewall may be in the way.');
    });
    // Who listens for silence needs to get it, so that it is sent like everything else.
    const options = { source: 'microphone', dtx: false, red: false };
    await this.#room.localParticipant.publishTrack(this.#track, options);
  }

  /** @param {string} kind @param {MediaStreamTrack} track */
  #take(kind, track) {
    this.#tracks.set(kind, track);
    if (!this.#tracks.has('audio') || !this.#tracks.has('video')) return;
    this.#fire('stream', new MediaStream(this.#tracks.values()));
    this.#media.resolve();
  }

  /** @param {Uint8Array} payload */
  #hear(payload) {
    const message = messageOf(payload);
    if (message) this.#fire('message', message);
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
