"""A track that somebody publishes, for as many as want to follow it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiortc import MediaStreamTrack
from aiortc.contrib.media import MediaRelay
from aiortc.mediastreams import MediaStreamError
from livekit.protocol.models import (
    SimulcastCodecInfo,
    TrackInfo,
    TrackSource,
    TrackType,
    VideoLayer,
    VideoQuality,
)

from sandbox.livekit.sids import sid

STREAM = "camera"
"""Tracks of one participant under the same name are kept in step by the viewer."""


class Publication:
    """One published track.

    It is read at its own pace from `start` on, watched or not: an avatar speaks in an
    empty room too, and what a guest sends must not pile up.

    Args:
        info: The track in LiveKit's words.
        track: Where its frames come from.
    """

    def __init__(self, info: TrackInfo, track: MediaStreamTrack) -> None:
        self.info = info
        self.track = track
        self._relay = MediaRelay()
        self._first: asyncio.Future[Any] | None = None

    def start(self) -> None:
        """Begin to read the track."""
        # A relay reads on to the track's end once anybody has asked for a frame; one
        # that keeps no queue may then be forgotten.
        sink = self._relay.subscribe(self.track, buffered=False)
        self._first = first = asyncio.ensure_future(sink.recv())
        first.add_done_callback(self._begun)

    def follow(self) -> MediaStreamTrack:
        """The track once more. Late pictures are left out, sound never."""
        return self._relay.subscribe(self.track, buffered=self.track.kind == "audio")

    async def frames(self) -> AsyncIterator[Any]:
        """The track's frames from now to its end."""
        track = self.follow()
        try:
            while True:
                yield await track.recv()
        except MediaStreamError:
            return
        finally:
            track.stop()

    def end(self) -> None:
        """Stop the track for everybody; harmless twice."""
        self.track.stop()

    def _begun(self, first: asyncio.Future[Any]) -> None:
        # Held until now so that it is not lost, and no longer: a picture is large.
        self._first = None
        # A track may end before its first frame: nobody is there to be told.
        if not first.cancelled():
            first.exception()


def voice(track: MediaStreamTrack) -> Publication:
    """An avatar's voice."""
    info = TrackInfo(
        sid=sid("TR"),
        type=TrackType.AUDIO,
        name="audio",
        source=TrackSource.MICROPHONE,
        stream=STREAM,
        mime_type="audio/opus",
        codecs=[SimulcastCodecInfo(mime_type="audio/opus")],
    )
    return Publication(info, track)


def picture(
    track: MediaStreamTrack, *, codec: str, width: int, height: int
) -> Publication:
    """An avatar's face, so many pixels large; `codec` is `VP8` or `H264`."""
    mime = f"video/{codec}"
    layer = VideoLayer(quality=VideoQuality.HIGH, width=width, height=height)
    info = TrackInfo(
        sid=sid("TR"),
        type=TrackType.VIDEO,
        name="video",
        source=TrackSource.CAMERA,
        stream=STREAM,
        width=width,
        height=height,
        layers=[layer],
        mime_type=mime,
        codecs=[SimulcastCodecInfo(mime_type=mime, layers=[layer])],
    )
    return Publication(info, track)
