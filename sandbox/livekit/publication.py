"""A track that somebody publishes, for as many as want to follow it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiortc import MediaStreamTrack
from aiortc.contrib.media import MediaRelay
from livekit.protocol.models import TrackInfo

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
        first.add_done_callback(_seen)

    def follow(self) -> MediaStreamTrack:
        """The track once more. Late pictures are left out, sound never."""
        return self._relay.subscribe(self.track, buffered=self.track.kind == "audio")

    def end(self) -> None:
        """Stop the track for everybody; harmless twice."""
        self.track.stop()


def _seen(first: asyncio.Future[Any]) -> None:
    # A track may end before its first frame: nobody is there to be told.
    if not first.cancelled():
        first.exception()
