// @ts-check
/** By which line a session's picture and sound come: directly, or by a room. */

import { LiveRoom } from './live-room.js';
import { Peer } from './peer.js';
import { loadClient } from './room.js';

/** @typedef {import('./routes.js').SessionData} SessionData */

export class Lines {
  #cloud;
  /** @type {any} livekit-client, once it is needed. */
  #client = null;

  /** @param {string} cloud Which avatar cloud this server has. */
  constructor(cloud) {
    this.#cloud = cloud;
  }

  /** Whether every session is a room, as LiveAvatar's are. */
  get byRooms() {
    return this.#cloud === 'liveavatar';
  }

  /** Get what is needed before a session costs anything. @throws {Error} With a sentence. */
  async prepare() {
    if (this.byRooms) this.#client = await loadClient();
  }

  /**
   * @param {SessionData} data
   * @param {MediaStreamTrack | null} [track] What is to be heard of the visitor, by a room.
   */
  make(data, track = null) {
    if ('livekit_url' in data) {
      return new LiveRoom(this.#client, /** @type {any} */ (data), track);
    }
    return new Peer(data.ice_servers2 ?? []);
  }
}
