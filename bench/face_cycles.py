"""Sessions come and go: create, speak, stop, and what stays in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import psutil
import requests
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaBlackhole

MB = 1024 * 1024


def cycles(base_url: str, process: psutil.Process, count: int) -> Iterator[float]:
    """The sandbox's resident memory in MB after each of `count` sessions."""
    http = requests.Session()
    http.headers["X-Api-Key"] = "bench-key"
    api = f"{base_url}/heygen/v1/streaming."
    for _ in range(count):
        asyncio.run(_cycle(http, api))
        yield process.memory_info().rss / MB


async def _cycle(http: requests.Session, api: str) -> None:
    def post(name: str, body: dict[str, object]) -> dict[str, object]:
        reply = http.post(api + name, json=body, timeout=10).json()
        if reply["code"] != 100:
            raise SystemExit(f"The sandbox refused {name}: {reply}")
        data: dict[str, object] = reply["data"] or {}
        return data

    session = await asyncio.to_thread(post, "new", {"quality": "low"})
    pc, sink, spoken = _viewer()
    offer = session["sdp"]
    assert isinstance(offer, dict)
    await pc.setRemoteDescription(RTCSessionDescription(offer["sdp"], offer["type"]))
    await sink.start()
    await pc.setLocalDescription(await pc.createAnswer())
    answer = {"type": "answer", "sdp": pc.localDescription.sdp}
    known = {"session_id": session["session_id"]}
    await asyncio.to_thread(post, "start", {**known, "sdp": answer})
    await _connected(pc)
    await asyncio.to_thread(post, "task", {**known, "text": "Hello there."})
    await asyncio.wait_for(spoken.wait(), 10)
    await asyncio.to_thread(post, "stop", known)
    await sink.stop()
    await pc.close()


def _viewer() -> tuple[RTCPeerConnection, MediaBlackhole, asyncio.Event]:
    pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    sink, spoken = MediaBlackhole(), asyncio.Event()
    pc.on("track", sink.addTrack)

    def told(message: bytes) -> None:
        if b"avatar_stop_talking" in message:
            spoken.set()

    pc.on("datachannel", lambda channel: channel.on("message", told))
    return pc, sink, spoken


async def _connected(pc: RTCPeerConnection) -> None:
    there = asyncio.Event()
    pc.on("connectionstatechange", there.set)
    while pc.connectionState != "connected":
        await asyncio.wait_for(there.wait(), 10)
        there.clear()
