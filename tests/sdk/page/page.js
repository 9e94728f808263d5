// A page written for HeyGen's SDK, as in the vendor's own examples but for its basePath,
// and what a test can see, hear and read on it.

const video = document.querySelector('#face');
const happened = [];
const peaks = [];
let ear = null;

/** Write an event down as a page gets it; a stream by the number of its tracks. */
function note(type, detail) {
  const stream = detail instanceof MediaStream && {
    video: detail.getVideoTracks().length,
    audio: detail.getAudioTracks().length,
  };
  happened.push({ type, detail: stream || detail });
  if (type === 'avatar_start_talking') peaks.push(0);
}

/** How loud each thing was that the avatar said, as it comes. */
setInterval(() => {
  if (peaks.length) peaks.push(Math.max(peaks.pop(), loudness()));
}, 20);

function show(stream) {
  video.srcObject = stream;
  const context = new AudioContext();
  ear = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(ear);
}

async function token(base) {
  const answer = await fetch(`${base}/api/heygen/token`, { method: 'POST' });
  return (await answer.json()).token;
}

/** A session by SDK 2.x; `window.avatar` is the SDK's own object. */
async function open(version, base, wishes) {
  const sdk = await import(`/streaming-avatar-${version}.js`);
  const avatar = new sdk.default({ token: await token(base), basePath: base });
  for (const type of Object.values(sdk.StreamingEvents)) {
    avatar.on(type, ({ detail }) => note(type, detail));
  }
  avatar.on(sdk.StreamingEvents.STREAM_READY, ({ detail }) => show(detail));
  Object.assign(window, { sdk, avatar });
  const session = await avatar.createStartAvatar(wishes);
  return session.session_id;
}

/** What SDK 2.1.0 gives to a page that may not open a session. */
async function refusal(base, wrongToken) {
  const { default: StreamingAvatar } = await import('/streaming-avatar-2-1-0.js');
  const given = wrongToken ?? (await token(base));
  const avatar = new StreamingAvatar({ token: given, basePath: base });
  try {
    return await avatar.newSession({ avatarName: '' });
  } catch ({ name, status, responseText }) {
    return { name, status, ...JSON.parse(responseText) };
  }
}

const OLD_EVENTS = ['avatar_start_talking', 'avatar_stop_talking'];

/** A session by SDK 1.0.16, whose classes and names were different ones. */
async function openOld(base, newSessionRequest) {
  const { default: sdk } = await import('/streaming-avatar-1-0-16.js');
  const configuration = new sdk.Configuration({
    basePath: base,
    accessToken: await token(base),
  });
  const avatar = new sdk.StreamingAvatarApi(configuration);
  for (const type of OLD_EVENTS) {
    avatar.addEventHandler(type, (detail) => note(type, detail));
  }
  Object.assign(window, { sdk, avatar });
  const session = await avatar.createStartAvatar({ newSessionRequest });
  show(avatar.mediaStream);
  return session.sessionId;
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

/** Wait until so many pictures were shown that differ from one another. */
async function pictures(wanted) {
  const canvas = new OffscreenCanvas(160, 90);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const different = new Set();
  while (different.size < wanted) {
    await new Promise((shown) => video.requestVideoFrameCallback(shown));
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    different.add(data.reduce((hash, value) => (hash * 31 + value) | 0, 7));
  }
  return [video.videoWidth, video.videoHeight];
}

Object.assign(window, { open, openOld, refusal, happened, peaks, loudness, loudest, pictures });
