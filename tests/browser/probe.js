// What a test can see and hear of the page; loaded before the page's own modules.

const peers = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) {
    super(...given);
    peers.push(this);
  }
};

const violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});

const video = () => document.querySelector('#stage video');
let ear = null;

/** Root mean square of the sound that arrives, 0 to 1, over some hundredths of a second. */
function arriving(samplesWanted = 2048) {
  if (!video().srcObject) return 0;
  if (ear?.stream !== video().srcObject) {
    const context = ear?.context ?? new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 2048 });
    context.createMediaStreamSource(video().srcObject).connect(analyser);
    ear = { context, analyser, stream: video().srcObject };
  }
  const samples = new Float32Array(ear.analyser.fftSize);
  ear.analyser.getFloatTimeDomainData(samples);
  const newest = samples.subarray(samples.length - samplesWanted);
  return Math.sqrt(newest.reduce((sum, sample) => sum + sample * sample, 0) / newest.length);
}

/** The same for what the speakers would get. */
function loudness(samplesWanted) {
  return video().muted ? 0 : arriving(samplesWanted);
}

/**
 * For how long after the next such event there is still something to be heard, and
 * something still arrives, in milliseconds.
 */
async function soundAfter(type, { loud = 0.01, forMs = 700 } = {}) {
  const last = { heard: 0, arriving: 0 };
  const { timeStamp } = await new Promise((happened) => {
    window.addEventListener(type, happened, { capture: true, once: true });
  });
  for (let ms = 0; ms < forMs; ms = performance.now() - timeStamp) {
    // 256 samples are five milliseconds.
    if (loudness(256) > loud) last.heard = ms;
    if (arriving(256) > loud) last.arriving = ms;
    await new Promise((done) => setTimeout(done, 1));
  }
  return last;
}

/** Every caption from now on, and when it was shown, in seconds. */
function captions() {
  const seen = [];
  const caption = document.querySelector('#caption');
  const look = () => {
    const text = caption.textContent.trim();
    if (text && text !== seen.at(-1)?.text) seen.push({ text, at: Date.now() / 1000 });
  };
  new MutationObserver(look).observe(caption, { childList: true });
  return seen;
}

/** Every state word from now on. */
function states() {
  const chip = document.querySelector('#state');
  const seen = [chip.dataset.state];
  const look = () => chip.dataset.state !== seen.at(-1) && seen.push(chip.dataset.state);
  new MutationObserver(look).observe(chip, { attributeFilter: ['data-state'] });
  return seen;
}

/** How many points around Maya's mouth are dark: lips, and what opens between them. */
function mouth(context, { width, height }) {
  const { videoWidth, videoHeight } = video();
  const box = [0.43 * videoWidth, 0.52 * videoHeight, 0.14 * videoWidth, 0.13 * videoHeight];
  context.drawImage(video(), ...box, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return data.filter((value, at) => at % 4 === 1 && value < 140).length;
}

/** How much the mouth's dark part changes from frame to frame, as a part of its size. */
async function mouthMoves(forMs) {
  const canvas = new OffscreenCanvas(48, 40);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const sizes = [];
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    await new Promise((done) => video().requestVideoFrameCallback(done));
    sizes.push(mouth(context, canvas));
  }
  const changes = sizes.slice(1).map((size, at) => Math.abs(size - sizes[at]) / size);
  return changes.reduce((sum, change) => sum + change, 0) / changes.length;
}

/** The loudest moment within some milliseconds. */
async function loudest(forMs) {
  let most = 0;
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    most = Math.max(most, loudness());
    await new Promise((done) => setTimeout(done, 20));
  }
  return most;
}

/** Wait until this many frames of the newest connection were decoded. */
async function framesDecoded(wanted) {
  for (let decoded = 0; decoded < wanted; ) {
    await new Promise((done) => setTimeout(done, 20));
    const reports = [...(await peers.at(-1).getStats()).values()];
    const isPicture = ({ type, kind }) => type === 'inbound-rtp' && kind === 'video';
    decoded = reports.find(isPicture)?.framesDecoded ?? 0;
  }
}

/** How many tracks of this kind are sent, the silent ones included. */
function sent(kind) {
  const senders = peers.flatMap((peer) => peer.getSenders());
  return senders.filter(({ track }) => track?.kind === kind).length;
}

window.probe = {
  loudness,
  loudest,
  soundAfter,
  captions,
  states,
  mouthMoves,
  framesDecoded,
  sent,
  violations,
};
