"""A browser's part of a session, played by aiortc over real HTTP."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

KEY = {"X-Api-Key": "a-viewer"}
LOUD = 500


class Viewer:
    """Opens a session, watches and listens; a context manager that stops it.

    Attributes:
        events: The JSON of the data channel, in order.
        frames: How many pictures came; `seen` is set with the first.
        loud: Set while the sound is louder than silence; `quiet` is its opposite.
    """

    def __init__(self, heygen_url):
        self._url = heygen_url
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.events = []
        self.frames = 0
        self.size = None
        self.seen = asyncio.Event()
        self.loud = asyncio.Event()
        self.quiet = asyncio.Event()
        self.channel_closed = asyncio.Event()
        self._new_event = asyncio.Condition()
        self._readers = []

    async def __aenter__(self):
        self._http = await aiohttp.ClientSession(headers=KEY).__aenter__()
        return self

    async def __aexit__(self, *failure):
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        await self.peer.close()
        await self._http.close()

    async def post(self, name, **body):
        async with self._http.post(
            f"{self._url}/v1/streaming.{name}", json=body
        ) as answer:
            return answer.status, await answer.json()

    async def open(self, **order):
        """Run the vendor demo's call order up to the first picture."""
        _, answer = await self.post("new", **order)
        data = answer["data"]
        self.session_id = data["session_id"]
        self.peer.on("track", self._watch)
        self.peer.on("datachannel", self._listen)
        await self.peer.setRemoteDescription(RTCSessionDescription(**data["sdp"]))
        await self.peer.setLocalDescription(await self.peer.createAnswer())
        local = self.peer.localDescription
        sdp = {"type": local.type, "sdp": local.sdp}
        status, answer = await self.post("start", session_id=self.session_id, sdp=sdp)
        assert status == 200, answer
        await asyncio.wait_for(self.seen.wait(), 10)
        return data

    async def say(self, text, **more):
        status, answer = await self.post(
            "task", session_id=self.session_id, text=text, **more
        )
        assert status == 200, answer
        return answer["data"]

    async def event(self, kind, task_id):
        """Wait for an event of the data channel."""

        def arrived():
            found = (e for e in self.events if (e["type"], e["task_id"]) == wanted)
            return next(found, None)

        wanted = (kind, task_id)
        async with self._new_event:
            await asyncio.wait_for(self._new_event.wait_for(arrived), 20)
        return arrived()

    def _listen(self, channel):
        channel.on("message", self._take)
        channel.on("close", self.channel_closed.set)

    async def _take(self, message):
        assert isinstance(message, bytes), "the vendor sends binary JSON"
        async with self._new_event:
            self.events.append(json.loads(message))
            self._new_event.notify_all()

    def _watch(self, track):
        read = self._see if track.kind == "video" else self._hear
        self._readers.append(asyncio.ensure_future(read(track)))

    async def _see(self, track):
        while True:
            frame = await track.recv()
            self.frames += 1
            self.seen.set()
            self.size = (frame.width, frame.height)

    async def _hear(self, track):
        silent = 0
        while True:
            frame = await track.recv()
            if np.abs(frame.to_ndarray().astype(np.int32)).max() > LOUD:
                silent = 0
                self.loud.set()
                self.quiet.clear()
            else:
                silent += 1
                if silent > 5:
                    self.quiet.set()
                    self.loud.clear()
