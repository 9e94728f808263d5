"""A microphone in a room of a LiveKit server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import av
import numpy as np
from livekit import rtc

from sandbox.media.utterance import SAMPLE_RATE


class ServerMicrophone:
    """Somebody's microphone, sent to us by the server once it is listened to.

    Args:
        room: Where it is.
        publication: What it is published as.
    """

    def __init__(self, room: rtc.Room, publication: rtc.RemoteTrackPublication) -> None:
        self._room = room
        self._publication = publication

    async def frames(self) -> AsyncIterator[av.AudioFrame]:
        """Its sound from now to its end."""
        stream = rtc.AudioStream(await self._track(), sample_rate=SAMPLE_RATE)
        try:
            async for event in stream:
                pcm = np.frombuffer(event.frame.data, np.int16).reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(pcm, "s16", "mono")
                frame.sample_rate = event.frame.sample_rate
                yield frame
        finally:
            await stream.aclose()

    async def _track(self) -> rtc.RemoteTrack:
        arrival = asyncio.get_running_loop().create_future()

        def look(track: rtc.RemoteTrack, publication: Any, _who: Any) -> None:
            if publication.sid == self._publication.sid and not arrival.done():
                arrival.set_result(track)

        self._room.on("track_subscribed", look)
        try:
            self._publication.set_subscribed(True)
            track: rtc.RemoteTrack = await arrival
            return track
        finally:
            self._room.off("track_subscribed", look)
