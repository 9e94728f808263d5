from __future__ import annotations

import logging

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
