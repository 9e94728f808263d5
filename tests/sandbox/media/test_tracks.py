from __future__ import annotations

import asyncio
import gc
import logging
import weakref

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

from sandbox.media.tracks import FaceTrack, VoiceTrack
from tests.sandbox.media.viewer import run


def test_sound_comes_in_frames_of_twenty_milliseconds():
    async def story():
        track = VoiceTrack(lambda count: np.zeros(count, np.int16))
        return [await track.recv() for _ in range(3)]

    frames = run(story())
    assert [frame.pts for frame in frames] == [0, 960, 1920]
    assert {frame.samples for frame in frames} == {960}


def test_a_failing_voice_goes_on_with_silence(caplog):
    def fail(count):
        raise RuntimeError

    frame = run(VoiceTrack(fail).recv())
    assert not frame.to_ndarray().any()
    assert "goes on with silence" in caplog.text


def test_a_failing_brush_shows_the_last_picture_again(caplog):
    pictures = iter([VideoFrame(64, 64, "yuv420p")])

    async def draw():
        for picture in pictures:
            return picture
        raise RuntimeError

    async def story():
        track = FaceTrack(draw)
        return [(await track.recv()).pts for _ in range(2)]

    with caplog.at_level(logging.ERROR):
        assert run(story()) == [0, 3600]
    assert "could not be drawn" in caplog.text


@pytest.mark.parametrize("make", [VoiceTrack, FaceTrack])
def test_a_stopped_track_says_so(make):
    track = make(None)
    track.stop()
    with pytest.raises(MediaStreamError):
        run(track.recv())


class Picture:
    """One that can be watched from afar."""


class Performer:
    """Somebody to draw and to hear."""

    async def draw(self):
        return VideoFrame(64, 64, "yuv420p")

    def read(self, count):
        return np.zeros(count, np.int16)


@pytest.mark.parametrize(
    "make", [lambda one: FaceTrack(one.draw), lambda one: VoiceTrack(one.read)]
)
def test_a_stopped_track_lets_go_of_its_performer(make):
    async def story():
        performer = Performer()
        track = make(performer)
        await track.recv()
        track.stop()
        return track, weakref.ref(performer)

    track, performer = run(story())
    gc.collect()
    assert (track.readyState, performer()) == ("ended", None)


def test_a_picture_that_comes_after_the_stop_is_not_kept():
    async def story():
        asked, go = asyncio.Event(), asyncio.Event()

        async def draw():
            asked.set()
            await go.wait()
            return Picture()

        track = FaceTrack(draw)
        picture = asyncio.ensure_future(track.recv())
        await asked.wait()
        track.stop()
        go.set()
        return track, weakref.ref(await picture)

    track, picture = run(story())
    gc.collect()
    assert (track.readyState, picture()) == ("ended", None)
