// @ts-check
/** What comes from a microphone, let through or not, and how loud that is. */

import { heard, SpeechDetector } from './loudness.js';

const LOOK_EVERY_MS = 40;

/**
 * Whoever sends its sound gets silence while it is shut: by a track of its own, since what
 * LiveKit is handed it opens by itself. Fires:
 * - `level` (detail: number) 0 to 1, as an ear judges it
 * - `speech` (detail: boolean) somebody begins to speak, or has stopped
 */
export class Ear extends EventTarget {
  #context = new AudioContext();
  #gate = new GainNode(this.#context, { gain: 0 });
  #analyser = new AnalyserNode(this.#context, { fftSize: 2048 });
  #out = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
  #samples = new Float32Array(this.#analyser.fftSize);
  #detector = new SpeechDetector();
  /** @type {MediaStreamAudioSourceNode | null} */
  #source = null;
  #timer = setInterval(() => this.#look(), LOOK_EVERY_MS);

  constructor() {
    super();
    this.#gate.connect(this.#analyser);
    this.#gate.connect(this.#out);
  }

  /** What is let through; it stays the same whoever is listened to. */
  get track() {
    return this.#out.stream.getAudioTracks()[0];
  }

  /** @param {boolean} open */
  set open(open) {
    this.#gate.gain.value = open ? 1 : 0;
  }

  /** Listen to this one, and to no other. @param {MediaStream} stream */
  listen(stream) {
    this.#source?.disconnect();
    this.#source = this.#context.createMediaStreamSource(stream);
    this.#source.connect(this.#gate);
    this.#context.resume().catch(() => {});
  }

  close() {
    clearInterval(this.#timer);
    this.#context.close();
    this.track.stop();
    this.#tell('level', 0);
  }

  #look() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, sample) => total + sample * sample, 0);
    const level = Math.sqrt(sum / this.#samples.length);
    this.#tell('level', heard(level));
    const before = this.#detector.speaking;
    const speaking = this.#detector.feed(level, LOOK_EVERY_MS);
    if (speaking !== before) this.#tell('speech', speaking);
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
