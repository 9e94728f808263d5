"""Rooms behind a real server in this process, and an avatar of plain parts."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import numpy as np
from aiohttp import web
from av import VideoFrame

from sandbox.clock import Clock
from sandbox.livekit.app import livekit_app
from sandbox.livekit.publication import picture, voice
from sandbox.livekit.resident import Resident
from sandbox.livekit.rooms import Rooms
from sandbox.livekit.tokens import Ticket
from sandbox.media.tracks import FaceTrack, VoiceTrack

SIZE = (320, 180)


def tone(count, rate=48_000):
    return (8000 * np.sin(np.arange(count) * 2 * np.pi * 400 / rate)).astype(np.int16)


async def grey():
    return VideoFrame(*SIZE, "yuv420p")


class Stage:
    """One room, `r`, over real HTTP.

    Attributes:
        heard: `(sender, topic, payload)` of what reached the avatar.
    """

    def __init__(self, rooms, url):
        self.rooms, self.url = rooms, url
        self.room = rooms.create("r")
        self.heard = []
        self._news = asyncio.Event()
        self.avatar = Resident(self.room, "heygen", on_data=self._note)

    def _note(self, packet):
        user = packet.user
        self.heard.append((packet.participant_identity, user.topic, user.payload))
        self._news.set()

    async def until_heard(self, count):
        """Wait until so many packets have reached the avatar."""
        async with asyncio.timeout(5):
            while len(self.heard) < count:
                self._news.clear()
                await self._news.wait()

    def token(self, identity="client", **ticket):
        return self.rooms.tokens.issue(Ticket(room="r", identity=identity, **ticket))

    async def enter(self):
        """The avatar comes in, with a face and a voice."""
        width, height = SIZE
        self.avatar.publish(
            picture(FaceTrack(grey), codec="VP8", width=width, height=height),
            voice(VoiceTrack(tone)),
        )
        await self.room.join(self.avatar)


@asynccontextmanager
async def a_stage(clock=None):
    rooms = Rooms(clock or Clock(), ("127.0.0.1",))
    app = web.Application()
    app.add_subapp("/livekit/", livekit_app(rooms))
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield Stage(rooms, f"ws://{host}:{port}/livekit")
    finally:
        await rooms.close()
        await runner.cleanup()
