"""The face as a real browser gets it: times that a viewer would feel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
SCRIPT = """
async ([api, wishes, tasks]) => {
  const post = async (name, body) => {
    const headers = { 'Content-Type': 'application/json', 'X-Api-Key': 'bench-key' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const reply = await (await fetch(`${api}/streaming.${name}`, init)).json();
    if (reply.code !== 100) throw new Error(JSON.stringify(reply));
    return reply.data;
  };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const since = (start) => performance.now() - start;

  let start = performance.now();
  const session = await post('new', wishes);
  const offered = since(start);
  const { session_id } = session;
  const video = Object.assign(document.createElement('video'), { autoplay: true });
  video.muted = true;
  document.body.append(video);
  const peer = new RTCPeerConnection({ iceServers: session.ice_servers2 });
  peer.ontrack = (event) => { video.srcObject = event.streams[0]; };
  await peer.setRemoteDescription(session.sdp);
  const answer = await peer.createAnswer();
  await peer.setLocalDescription(answer);
  const shown = new Promise((done) => video.requestVideoFrameCallback(done));
  start = performance.now();
  await post('start', { session_id, sdp: answer });
  await shown;
  const first_frame = since(start);

  const end = async (heard) => {
    await post('stop', { session_id });
    peer.close();
    return { offered, first_frame, ...heard };
  };
  if (!tasks) return end({});

  const ear = new AudioContext();
  const meter = ear.createAnalyser();
  meter.fftSize = 256;
  ear.createMediaStreamSource(video.srcObject).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const loud = () => {
    meter.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > 0.01);
  };
  const audible = [];
  const silent = [];
  await sleep(1500);
  for (let task = 0; task < tasks; task += 1) {
    start = performance.now();
    const text = 'It is so very good to see you and to talk with you face to face.';
    await post('task', { session_id, text, task_type: 'repeat' });
    while (!loud() && since(start) < 3000) await sleep(2);
    audible.push(since(start));
    await sleep(700);
    while (!loud() && since(start) < 6000) await sleep(2);
    start = performance.now();
    const interrupted = post('interrupt', { session_id });
    let last = 0;
    while (since(start) < 600) {
      if (loud()) last = since(start);
      await sleep(2);
    }
    silent.push(last);
    await interrupted;
  }
  let dropped = 0;
  for (const report of (await peer.getStats()).values()) {
    if (report.type === 'inbound-rtp') dropped += report.framesDropped ?? 0;
  }
  return end({ audible, silent, dropped });
}
"""


def watch(
    base_url: str, wishes: Mapping[str, str], tasks: int = 0
) -> Mapping[str, Any]:
    """Open one session in a fresh Chromium, have it speak and interrupt it.

    Args:
        base_url: The sandbox.
        wishes: The body of `streaming.new`.
        tasks: How often it shall speak.

    Returns:
        Milliseconds `offered` and `first_frame` (from the answer on); where it spoke,
        lists `audible` and `silent`, and the number of `dropped` frames.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page()
        page.goto(f"{base_url}/_sandbox/health")
        api = f"{base_url}/heygen/v1"
        seen: Mapping[str, Any] = page.evaluate(SCRIPT, [api, dict(wishes), tasks])
        browser.close()
        return seen
