// A page written for LiveAvatar's SDK, as in the vendor's own examples but for its
// apiUrl, and what a test can see, hear and read on it.

import * as sdk from '/liveavatar-web-sdk-0-0-18.js';

const video = document.querySelector('#face');
const happened = [];
let ear = null;

function note(type, detail) {
  happened.push({ type, detail: detail ?? null });
}

/** A session of a customer, who has had its token made: `window.session` is the SDK's. */
async function open(base, token, voiceChat) {
  const session = new sdk.LiveAvatarSession(token, { voiceChat, apiUrl: base });
  for (const type of Object.values(sdk.SessionEvent)) session.on(type, (one) => note(type, one));
  for (const type of Object.values(sdk.AgentEventsEnum)) {
    session.on(type, (one) => note(type, { text: one.text, id: one.source_event_id }));
  }
  session.on(sdk.SessionEvent.SESSION_STREAM_READY, () => {
    session.attach(video);
    const context = new AudioContext();
    ear = new AnalyserNode(context, { fftSize: 2048 });
    context.createMediaStreamSource(video.srcObject).connect(ear);
  });
  window.session = session;
  await session.start();
  return session.sessionId;
}

/** What the SDK gives to a page whose token is no good. */
async function refusal(base, token) {
  const session = new sdk.LiveAvatarSession(token, { apiUrl: base });
  try {
    await session.start();
  } catch ({ message, errorCode, status }) {
    return { message, errorCode, status };
  }
  return null;
}

/** A tone of so many seconds, as PCM of 24 kHz in base64: what a LITE caller brings. */
function tone(seconds) {
  const samples = new Int16Array(24_000 * seconds);
  samples.forEach((_, at) => (samples[at] = 12_000 * Math.sin((at * 2 * Math.PI * 220) / 24_000)));
  let text = '';
  for (const byte of new Uint8Array(samples.buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Root mean square of what is to be heard, 0 to 1, over two hundredths of a second. */
function loudness() {
  if (!ear) return 0;
  const samples = new Float32Array(1024);
  ear.getFloatTimeDomainData(samples);
  return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
}

/** The loudest moment within some milliseconds. */
async function loudest(forMs) {
  let most = 0;
  for (const end = performance.now() + forMs; performance.now() < end; ) {
    most = Math.max(most, loudness());
    await new Promise((done) => setTimeout(done, 20));
  }
  return most;
}

Object.assign(window, { open, refusal, tone, happened, loudness, loudest });
