// @ts-check
/** The visitor's microphone: opened, chosen, muted. The only user of getUserMedia. */

import { Ear } from './ear.js';

/** @type {Readonly<Record<string, string>>} */
const TROUBLE = Object.freeze({
  NotAllowedError:
    'The browser does not let this page use the microphone. Allow it beside the address, ' +
    'then start again.',
  NotFoundError: 'No microphone was found. Plug one in, then start again.',
  NotReadableError: 'The microphone cannot be used. Another program may have it.',
});
const NO_MEDIA =
  'Browsers give the microphone only to pages from https or from this computer itself.';

/** A device that can be listened to. @typedef {{ id: string, name: string }} Device */

/**
 * Fires, besides the `level` and `speech` of its Ear:
 * - `devices` the list of them has changed
 * - `lost` it was unplugged, and nothing is listened to any more
 */
export class Microphone extends EventTarget {
  #deviceId = '';
  #enabled = true;
  #closings = 0;
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {Ear | null} */
  #ear = null;

  constructor() {
    super();
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#fire('devices'));
  }

  /** Its sound, whichever device is chosen; null while it is closed. */
  get track() {
    return this.#ear?.track ?? null;
  }

  /** Let what is said through, or silence. @param {boolean} enabled */
  set enabled(enabled) {
    this.#enabled = enabled;
    if (this.#ear) this.#ear.open = enabled;
  }

  /**
   * Ask for it, and listen.
   * @throws {Error} With a sentence, when it is not to be had.
   */
  async open() {
    if (!navigator.mediaDevices) throw new Error(NO_MEDIA);
    const closings = this.#closings;
    const stream = await streamOf(this.#deviceId);
    // Allowed only after it was closed again: nobody is to be listened to any more.
    if (closings !== this.#closings) return stop(stream);
    stop(this.#stream);
    this.#stream = stream;
    for (const track of stream.getTracks()) {
      track.addEventListener('ended', () => stream === this.#stream && this.#lose());
    }
    this.#ear ??= this.#hearing();
    this.#ear.open = this.#enabled;
    this.#ear.listen(stream);
    this.#fire('devices');
  }

  /** Listen to this one from now on. @param {string} deviceId Blank for the usual one. */
  async choose(deviceId) {
    this.#deviceId = deviceId;
    if (this.#ear) await this.open();
  }

  close() {
    this.#closings += 1;
    stop(this.#stream);
    this.#stream = null;
    this.#ear?.close();
    this.#ear = null;
  }

  /** All there are. @returns {Promise<Device[]>} Without names until one was opened. */
  async devices() {
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return all
      .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default')
      .filter(({ deviceId }) => deviceId !== '')
      .map(({ deviceId, label }, at) => ({
        id: deviceId,
        name: label || `Microphone ${at + 1}`,
      }));
  }

  #lose() {
    stop(this.#stream);
    this.#stream = null;
    this.#fire('lost');
  }

  #hearing() {
    const ear = new Ear();
    for (const type of ['level', 'speech']) {
      ear.addEventListener(type, (event) =>
        this.#fire(type, /** @type {CustomEvent} */ (event).detail),
      );
    }
    return ear;
  }

  /** @param {string} type @param {unknown} [detail] */
  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {string} deviceId @returns {Promise<MediaStream>} */
async function streamOf(deviceId) {
  const wishes = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const device = deviceId ? { deviceId: { exact: deviceId } } : {};
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { ...wishes, ...device } });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    // The chosen one is gone: better another one than none.
    if (name === 'OverconstrainedError' && deviceId) return streamOf('');
    throw new Error(TROUBLE[name] ?? 'The microphone could not be opened.');
  }
}

/** @param {MediaStream | null} stream */
function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
