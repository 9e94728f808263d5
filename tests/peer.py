"""The browser's side of a session, played by aiortc in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from sandbox.media.hosts import LOOPBACK, offering
from tests.waiting import until

T = TypeVar("T")


class Peer:
    """An RTCPeerConnection that a plain test can use; a context manager.

    Attributes:
        events: The JSON of the data channel, in order.
        tracks: The kinds of the tracks it was sent.
    """

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.tracks: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._pc = self._run(self._create())

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._run(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def answer(self, offer: dict[str, str]) -> tuple[dict[str, str], list[Any]]:
        """Answer the cloud's offer as a browser does.

        Returns:
            `{type, sdp}` without any candidate, and the candidates as `toJSON()`
            gives them, to be posted one by one.
        """
        return self._run(self._answer(offer))

    def heard(self, kind: str, task_id: str) -> bool:
        """Whether the data channel brought this event."""
        return any(
            (event["type"], event["task_id"]) == (kind, task_id)
            for event in self.events
        )

    def wait_for(self, kind: str, task_id: str) -> None:
        """Wait until the data channel brings this event."""
        until(lambda: self.heard(kind, task_id), within_s=20)

    def close(self) -> None:
        """Hang up; harmless twice."""
        self._run(self._pc.close())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    async def _create(self) -> RTCPeerConnection:
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        pc.on("track", lambda track: self.tracks.append(track.kind))
        pc.on("datachannel", lambda channel: channel.on("message", self._take))
        return pc

    async def _answer(self, offer: dict[str, str]) -> tuple[dict[str, str], list[Any]]:
        await self._pc.setRemoteDescription(RTCSessionDescription(**offer))
        with offering(LOOPBACK):
            await self._pc.setLocalDescription(await self._pc.createAnswer())
        sdp, candidates = trickled(self._pc.localDescription.sdp)
        return {"type": "answer", "sdp": sdp}, candidates

    async def _leave(self) -> None:
        """Close, and wait for whatever aiortc still has at work."""
        await self._pc.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _take(self, message: bytes) -> None:
        self.events.append(json.loads(message))


def trickled(sdp: str) -> tuple[str, list[dict[str, Any]]]:
    """Part an SDP into itself without candidates, and its candidates."""
    kept, candidates = [], []
    index, fragment = -1, ""
    for line in sdp.splitlines():
        name, _, value = line.partition(":")
        index += line.startswith("m=")
        if name == "a=ice-ufrag":
            fragment = value
        if name == "a=candidate":
            candidate = {
                "candidate": line.removeprefix("a="),
                "sdpMid": str(index),
                "sdpMLineIndex": index,
                "usernameFragment": fragment,
            }
            candidates.append(candidate)
        elif name != "a=end-of-candidates":
            kept.append(line)
    return "\r\n".join(kept) + "\r\n", candidates
