// @ts-check
/** Talking by voice: one session in a room, the microphone, and who is speaking now. */

import { ChatSocket } from './chat-socket.js';
import { GatewayRoutes } from './gateway-routes.js';
import { Microphone } from './microphone.js';
import { loadClient, Room } from './room.js';
import { RoomSpeech } from './room-speech.js';
import { Routes } from './routes.js';
import { Session } from './session.js';

// What was said last is still on its way when the button goes up.
const TAIL_MS = 250;
const PUSHES = Object.freeze({ down: 'push_to_talk:start', up: 'push_to_talk:stop' });

/** Who says that the visitor is speaking: the ear here, the cloud's, or the button. */
/** @typedef {'here' | 'cloud' | 'button'} Witness */

/**
 * Fires:
 * - `muted` (detail: boolean)
 * - `trouble` (detail: Error) something failed and the session goes on
 */
export class Voice extends EventTarget {
  #lines;
  /** @type {GatewayRoutes | null} HeyGen's own, where its rooms are. */
  #gateway;
  /** @type {any} */
  #client;
  /** @type {Room | null} */
  #room = null;
  /** @type {ChatSocket | null} */
  #socket = null;
  /** @type {Set<Witness>} */
  #witnesses = new Set();
  #muted = false;
  #tail = 0;
  microphone = new Microphone();
  /** Whether the visitor is heard between two pushes only; for the next session. */
  pushToTalk = false;

  /** @param {{ api: import('./api.js').Api, lines: import('./lines.js').Lines }} parts */
  constructor({ api, lines }) {
    super();
    this.#lines = lines;
    this.#gateway = lines.byRooms ? null : new GatewayRoutes(api);
    this.session = new Session({
      routes: this.#gateway ?? this.#persona(api),
      prepare: () => this.#prepare(),
      makeLine: (data) => this.#enter(/** @type {any} */ (data)),
      makeSpeech: (parts) => new RoomSpeech(parts),
    });
    this.session.addEventListener('state', (event) => {
      if (/** @type {CustomEvent} */ (event).detail.state === 'ended') this.#leave();
    });
    this.microphone.addEventListener('speech', (event) => {
      const speaking = /** @type {CustomEvent} */ (event).detail;
      if (!this.pushToTalk) this.#note('here', speaking);
    });
    this.microphone.addEventListener('lost', () =>
      this.#fire('trouble', new Error('The microphone was unplugged. Choose another one.')),
    );
  }

  /** Get what is needed before anybody presses Start. @throws {Error} With a sentence. */
  async load() {
    this.#client = await loadClient();
    await this.#lines.prepare();
  }

  get muted() {
    return this.#muted;
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.#muted = muted;
    this.#open();
    this.#fire('muted', muted);
  }

  /** The button to hold while speaking. @param {boolean} down */
  push(down) {
    clearTimeout(this.#tail);
    if (down) {
      this.#note('button', true);
      this.#open();
      this.#attempt(() => this.#room?.send(PUSHES.down));
    } else {
      this.#tail = setTimeout(() => {
        this.#note('button', false);
        this.#open();
        this.#attempt(() => this.#room?.send(PUSHES.up));
      }, TAIL_MS);
    }
  }

  async #prepare() {
    await this.load();
    this.#open();
    await this.microphone.open();
  }

  /** The persona's own routes, which open a room on LiveAvatar. @param {import('./api.js').Api} api */
  #persona(api) {
    const routes = new Routes(api);
    const create = routes.createSession.bind(routes);
    routes.createSession = (order) => create({ ...order, push_to_talk: this.pushToTalk });
    return routes;
  }

  /** @param {any} data What the session came with. */
  #enter(data) {
    const track = /** @type {MediaStreamTrack} */ (this.microphone.track);
    if (!this.#gateway) {
      const line = /** @type {Room} */ (this.#lines.make(data, track));
      line.addEventListener('message', (event) => {
        const { type } = /** @type {CustomEvent} */ (event).detail;
        if (type === 'user_start' || type === 'user_stop') this.#hears(line, type);
      });
      this.#room = line;
      return line;
    }
    const { url, access_token: token } = data;
    this.#room = new Room(this.#client, { url, token }, track);
    this.#converse(this.#gateway, data.session_id, this.#room);
    return this.#room;
  }

  /**
   * HeyGen tells by a socket when it hears somebody.
   * @param {GatewayRoutes} gateway @param {string} sessionId @param {Room} room
   */
  #converse(gateway, sessionId, room) {
    const socket = new ChatSocket({
      sessionId,
      token: gateway.socketToken,
      pushToTalk: this.pushToTalk,
    });
    this.#socket = socket;
    for (const type of ['user_start', 'user_stop']) {
      socket.addEventListener(type, () => this.#hears(room, type));
    }
  }

  /** @param {Room} room @param {string} type */
  #hears(room, type) {
    // One that closes late has nothing to say about the next session.
    if (room === this.#room) this.#note('cloud', type === 'user_start');
  }

  #leave() {
    clearTimeout(this.#tail);
    this.#socket?.close();
    this.microphone.close();
    this.#witnesses.clear();
    this.#room = this.#socket = null;
    if (this.#muted) this.mute(false);
  }

  /** Let through what may be heard. */
  #open() {
    const allowed = !this.pushToTalk || this.#witnesses.has('button');
    this.microphone.enabled = allowed && !this.#muted;
  }

  /** @param {Witness} witness @param {boolean} speaking */
  #note(witness, speaking) {
    const before = this.#witnesses.size > 0;
    if (speaking) this.#witnesses.add(witness);
    else this.#witnesses.delete(witness);
    const now = this.#witnesses.size > 0;
    if (before === now) return;
    // Whoever speaks is listened to, and not spoken over.
    if (now) this.session.speech?.cutIn();
    this.session.compose(now);
    const { speech } = this.session;
    if (!(speech instanceof RoomSpeech)) return;
    if (now) speech.listen();
    else if (witness !== 'here' || !this.#cloudTells) speech.listened();
  }

  /** Whether the cloud says by itself when it has heard somebody out. */
  get #cloudTells() {
    return !this.#gateway || this.#socket?.isOpen;
  }

  /** @param {() => Promise<unknown> | undefined} act */
  async #attempt(act) {
    try {
      await act();
    } catch (error) {
      this.#fire('trouble', error);
    }
  }

  /** @param {string} type @param {unknown} detail */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
