"""A client of the chat socket and of the realtime socket, with what it was told."""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import asynccontextmanager

from sandbox.heygen.frames import Audio, Text, write
from tests.sandbox.voice.sounds import pieces


class Chatter:
    """One open socket.

    Attributes:
        told: The JSON it was sent, in order.
        closed: Set when the other side closed it.
    """

    def __init__(self, socket):
        self.socket = socket
        self.told = []
        self.closed = asyncio.Event()
        self._news = asyncio.Condition()

    @property
    def code(self):
        return self.socket.close_code

    async def say(self, text):
        await self.socket.send_bytes(write(Text(text)))

    async def speak(self, pcm, rate=16_000):
        """Sound as the SDK sends it, 512 samples at a time."""
        for piece in pieces(pcm):
            await self.socket.send_bytes(write(Audio(piece.tobytes(), rate, 1)))

    async def speak_sound(self, event_id, pcm):
        """Sound by the realtime socket, 24 kHz, a second at a time."""
        for piece in pieces(pcm, 24_000):
            sound = base64.b64encode(piece.tobytes()).decode()
            message = {"type": "agent.speak", "event_id": event_id, "audio": sound}
            await self.socket.send_json(message)
        await self.socket.send_json({"type": "agent.speak_end", "event_id": event_id})

    async def until_told(self, **members):
        """Wait for a message with these members, and give the first."""

        def found():
            hits = (one for one in self.told if members.items() <= one.items())
            return next(hits, None)

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(found), 10)
        return found()

    async def read(self):
        async for message in self.socket:
            async with self._news:
                self.told.append(json.loads(message.data))
                self._news.notify_all()
        self.closed.set()


@asynccontextmanager
async def chatting(http, url, **query):
    """An open socket at that address."""
    async with http.ws_connect(url, params=query) as socket:
        chatter = Chatter(socket)
        reading = asyncio.ensure_future(chatter.read())
        try:
            yield chatter
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
