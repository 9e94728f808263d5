"""LiveKit's own Python client in a room, with what it saw, heard and was told."""

from __future__ import annotations

import asyncio
import json
import time

import numpy as np
from livekit import rtc

LOUD = 500
PATIENCE_S = 10


class RoomGuest:
    """Joins a room for real; a context manager that leaves it.

    Attributes:
        people: Identities of the others, as they come and go.
        tracks: Kinds of the tracks it follows, by publisher.
        frames: How many pictures came; `picture` and `size` are the last one's.
        levels: Peak of each 10 ms of sound, and `heard_at` when it came.
        data: `(sender, topic, text)` of each packet.
        reason: Why it was disconnected, LiveKit's number.
    """

    def __init__(self, url, token, **options):
        self._url, self._token = url, token
        self._options = rtc.RoomOptions(**options)
        self.room = rtc.Room()
        self.tracks = []
        self.frames = 0
        self.size = None
        self.picture = b""
        self.first_frame_at = None
        self.levels = []
        self.data = []
        self.log = []
        self.reason = None
        self._readers = []
        self._news = asyncio.Condition()

    async def __aenter__(self):
        self._listen()
        await self.room.connect(self._url, self._token, self._options)
        return self

    async def __aexit__(self, *failure):
        await self.room.disconnect()
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)

    @property
    def people(self):
        return sorted(self.room.remote_participants)

    @property
    def events(self):
        """What a `heygen` avatar told, as JSON."""
        return [json.loads(text) for _, _, text in self.data]

    async def until(self, condition):
        """Wait for something seen, heard or told to make the condition true."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(condition), PATIENCE_S)

    async def until_told(self, kind, count=1):
        await self.until(lambda: [e["type"] for e in self.events].count(kind) >= count)

    async def until_loud(self):
        """When the first loud sound came, in monotonic seconds."""
        start = len(self.levels)
        await self.until(lambda: max(self.levels[start:], default=0) > LOUD)
        return time.monotonic()

    async def until_silent(self, pieces=20):
        """Wait for that many silent pieces of 10 ms; when the first of them came."""
        start = len(self.levels)
        await self.until(
            lambda: (
                len(self.levels) - start >= pieces and max(self.levels[-pieces:]) < LOUD
            )
        )
        return time.monotonic() - pieces / 100

    async def say(self, text, *, to=(), topic="", reliable=True):
        await self.room.local_participant.publish_data(
            text, reliable=reliable, destination_identities=list(to), topic=topic
        )

    async def open_microphone(self, rate=48_000):
        """Publish a microphone; what it hears is given to `capture_frame`."""
        source = rtc.AudioSource(rate, 1)
        track = rtc.LocalAudioTrack.create_audio_track("mic", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        return source

    def _listen(self):
        room = self.room
        room.on("track_subscribed", self._follow)
        room.on("data_received", self._take)
        room.on("disconnected", self._leave)
        for name in (
            *("participant_connected", "participant_disconnected"),
            *("track_published", "track_unpublished"),
            "participant_attributes_changed",
        ):
            room.on(name, self._tell)

    def _follow(self, track, _publication, participant):
        picture = track.kind == rtc.TrackKind.KIND_VIDEO
        self.tracks.append((participant.identity, "video" if picture else "audio"))
        read = self._see if picture else self._hear
        self._readers.append(asyncio.ensure_future(read(track)))

    async def _see(self, track):
        async for event in rtc.VideoStream(track):
            self.frames += 1
            self.first_frame_at = self.first_frame_at or time.monotonic()
            self.size = (event.frame.width, event.frame.height)
            self.picture = bytes(event.frame.data)
            await self._notify()

    async def _hear(self, track):
        async for event in rtc.AudioStream(track):
            sound = np.frombuffer(event.frame.data, np.int16).astype(np.int32)
            self.levels.append(int(np.abs(sound).max()))
            await self._notify()

    def _take(self, packet):
        sender = packet.participant.identity if packet.participant else ""
        self.data.append((sender, packet.topic or "", packet.data.decode()))
        self._tell()

    def _leave(self, reason):
        self.reason = reason
        self._tell()

    def _tell(self, *_news):
        self._readers.append(asyncio.ensure_future(self._notify()))

    async def _notify(self):
        async with self._news:
            self._news.notify_all()
