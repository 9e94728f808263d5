"""The quick cloud's voice-chat socket: notes how old every frame of sound is."""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

STAMP = struct.Struct("<Qd")
"""The first samples of a piece: its number, and the monotonic second it left."""
BEFORE = 6
"""Bytes of a frame before its samples, where these are 128 to 16,383."""


@dataclass
class Ear:
    """What came from every microphone.

    Attributes:
        ages_ms: How old each frame was.
        frames: How many came.
        lost: How many did not come in their turn.
    """

    ages_ms: list[float] = field(default_factory=list)
    frames: int = 0
    lost: int = 0

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        """One microphone."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        expected = 0
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                number, sent_at = STAMP.unpack_from(message.data, BEFORE)
                self.ages_ms.append((time.monotonic() - sent_at) * 1000)
                self.frames += 1
                self.lost += number != expected
                expected = number + 1
        return socket

    async def tell(self, _request: web.Request) -> web.Response:
        """The figures since the last time, and begin anew."""
        ages, frames, lost = sorted(self.ages_ms), self.frames, self.lost
        self.ages_ms, self.frames, self.lost = [], 0, 0
        return web.json_response({"ages_ms": ages, "frames": frames, "lost": lost})
