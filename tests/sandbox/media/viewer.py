"""A viewer without a browser: an aiortc peer that watches, listens and takes notes."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

from sandbox.media.catalog import AVATARS
from sandbox.media.stage import TalkingFace
from sandbox.media.tone import ToneSpeech

LOUD = 500


def run(story, timeout_s=30):
    """Run a coroutine to its end, and fail rather than hang."""

    async def bounded():
        return await asyncio.wait_for(story, timeout_s)

    return asyncio.run(bounded())


class Viewer:
    def __init__(self):
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.frames: list[VideoFrame] = []
        self.levels: list[float] = []
        self.events: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self._news = asyncio.Condition()
        self._tasks: list[asyncio.Future[None]] = []
        self.pc.on("track", self._follow)
        self.pc.on("datachannel", self._note)

    async def answer(self, offer):
        await self.pc.setRemoteDescription(
            RTCSessionDescription(offer["sdp"], offer["type"])
        )
        await self.pc.setLocalDescription(await self.pc.createAnswer())
        return {"type": "answer", "sdp": self.pc.localDescription.sdp}

    async def until(self, condition):
        """Wait for something seen, heard or told to make the condition true."""
        async with self._news:
            await self._news.wait_for(condition)

    async def until_loud(self):
        start = len(self.levels)
        await self.until(lambda: max(self.levels[start:], default=0) > LOUD)

    async def until_silent(self, frames=15):
        """Wait for so many frames of silence in a row (20 ms each)."""
        start = len(self.levels)
        await self.until(
            lambda: (
                len(self.levels) - start >= frames and max(self.levels[-frames:]) < LOUD
            )
        )

    async def until_told(self, kind, count=1):
        await self.until(
            lambda: sum(event["type"] == kind for event in self.events) >= count
        )

    def _follow(self, track):
        self._tasks.append(asyncio.ensure_future(self._take(track)))

    async def _take(self, track):
        try:
            while True:
                frame = await track.recv()
                async with self._news:
                    if track.kind == "video":
                        self.frames = [*self.frames[-2:], frame]
                    else:
                        pcm = frame.to_ndarray().astype(float)
                        self.levels.append(float(np.sqrt((pcm**2).mean())))
                    self._news.notify_all()
        except MediaStreamError:
            pass

    def _note(self, channel):
        channel.on("message", self._hear)

    async def _hear(self, message):
        async with self._news:
            self.raw.append(message)
            self.events.append(json.loads(message))
            self._news.notify_all()

    async def close(self):
        await self.pc.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def watching(avatar=AVATARS[0], speech=None, quality="low", **options):
    """A face and its viewer, connected."""
    face = TalkingFace(
        avatar=avatar, speech=speech or ToneSpeech(), quality=quality, **options
    )
    viewer = Viewer()
    try:
        await face.accept(await viewer.answer(await face.offer()))
        await face.connected.wait()
        yield face, viewer
    finally:
        await face.close()
        await viewer.close()
