// @ts-check
/** The media connection: the cloud offers, we answer. The only user of RTCPeerConnection. */

import { messageOf } from './cloud-message.js';

/**
 * One connection to a talking face. Fires:
 * - `stream` (detail: MediaStream) sound and picture, ready to be shown
 * - `message` (detail: object) one event of the cloud's data channel
 * - `candidate` (detail: RTCIceCandidateInit) one of ours, for the cloud
 * - `wavering`, `steady` the network comes and goes
 * - `ended` (detail: 'remote' or 'lost') once, unless we closed it ourselves
 */
export class Peer extends EventTarget {
  #pc;
  #kinds = new Set();
  #over = false;
  /** @type {PromiseWithResolvers<void>} */
  #media = Promise.withResolvers();

  /** @param {RTCIceServer[]} iceServers */
  constructor(iceServers) {
    super();
    this.#pc = new RTCPeerConnection({ iceServers });
    this.#media.promise.catch(() => {});
    this.#pc.addEventListener('track', (event) => this.#onTrack(event));
    this.#pc.addEventListener('datachannel', ({ channel }) => this.#onChannel(channel));
    this.#pc.addEventListener('connectionstatechange', () => this.#onState());
    this.#pc.addEventListener('icecandidate', ({ candidate }) => {
      // Both null and an empty candidate mean "no more", which nobody waits for.
      if (candidate?.candidate) this.#fire('candidate', candidate.toJSON());
    });
  }

  /** @param {RTCSessionDescriptionInit} offer */
  async accept(offer) {
    await this.#pc.setRemoteDescription(offer);
  }

  /** @returns {Promise<RTCSessionDescriptionInit>} Our answer, without waiting for candidates. */
  async answer() {
    await this.#pc.setLocalDescription(await this.#pc.createAnswer());
    this.#watchTransports();
    const { type, sdp } = /** @type {RTCSessionDescription} */ (this.#pc.localDescription);
    return { type, sdp };
  }

  /**
   * Resolves when connected with both tracks; rejects when that takes too long.
   * @param {number} timeoutMs
   */
  async ready(timeoutMs) {
    const timer = setTimeout(
      () => this.#media.reject(new Error('No picture arrived. A firewall may be in the way.')),
      timeoutMs,
    );
    await this.#media.promise.finally(() => clearTimeout(timer));
  }

  close() {
    this.#over = true;
    this.#media.reject(new Error('The connection was closed.'));
    this.#pc.close();
  }

  /** @param {RTCTrackEvent} event */
  #onTrack({ track, streams }) {
    this.#kinds.add(track.kind);
    this.#fire('stream', streams[0] ?? new MediaStream([track]));
    this.#checkMedia();
  }

  /** @param {RTCDataChannel} channel */
  #onChannel(channel) {
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }) => {
      const message = messageOf(data);
      if (message) this.#fire('message', message);
    });
    channel.addEventListener('close', () => this.#end('remote'));
  }

  /**
   * A cloud that hangs up is seen here at once; `connectionState` takes up to ten seconds.
   */
  #watchTransports() {
    const { sctp } = this.#pc;
    sctp?.addEventListener('statechange', () => {
      if (sctp.state === 'closed') this.#end('remote');
    });
    const transport = sctp?.transport ?? this.#pc.getReceivers()[0]?.transport;
    transport?.addEventListener('statechange', () => {
      if (transport.state === 'closed') this.#end('remote');
      if (transport.state === 'failed') this.#end('lost');
    });
  }

  #onState() {
    const state = this.#pc.connectionState;
    if (state === 'failed') this.#end('lost');
    if (state === 'disconnected') this.#fire('wavering');
    if (state === 'connected') {
      this.#fire('steady');
      this.#checkMedia();
    }
  }

  #checkMedia() {
    const both = this.#kinds.has('audio') && this.#kinds.has('video');
    if (both && this.#pc.connectionState === 'connected') this.#media.resolve();
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
