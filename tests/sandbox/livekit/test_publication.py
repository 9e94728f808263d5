"""What a publication keeps of a track, and what it lets go."""

from __future__ import annotations

import asyncio
import gc
import weakref

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError

from sandbox.livekit.publication import picture
from tests.sandbox.fakes import aio


class Frame:
    """A picture, for all that a publication cares."""


class Pictures(MediaStreamTrack):
    """Two pictures and no more."""

    kind = "video"

    def __init__(self):
        super().__init__()
        self.frames = [Frame(), Frame()]
        self.read_on = asyncio.Event()

    async def recv(self):
        if not self.frames:
            self.read_on.set()
            raise MediaStreamError
        # So that whoever waits for a picture gets it before the next one comes.
        await asyncio.sleep(0)
        return self.frames.pop(0)


@aio
async def test_of_a_track_that_nobody_follows_no_picture_is_kept():
    track = Pictures()
    frames = [weakref.ref(frame) for frame in track.frames]
    publication = picture(track, codec="VP8", width=1, height=1)
    publication.start()
    await asyncio.wait_for(track.read_on.wait(), 5)
    publication.end()
    gc.collect()
    assert [frame() for frame in frames] == [None, None]
