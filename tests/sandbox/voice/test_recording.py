"""Recordings as browsers make them."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from sandbox.voice.recording import decoded
from sandbox.voice.segments import RATE

SECONDS, HERTZ = 1.0, 440


def a_recording(container, codec, rate=48_000):
    """A tone of one second."""
    times = np.arange(int(SECONDS * rate)) / rate
    tone = (8000 * np.sin(2 * np.pi * HERTZ * times)).astype(np.int16)
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), "s16", "mono")
        frame.sample_rate = rate
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize(
    ("container", "codec"),
    [("webm", "libopus"), ("ogg", "libopus"), ("mp4", "aac"), ("wav", "pcm_s16le")],
)
def test_every_browsers_recording_is_read_whole(container, codec):
    pcm = decoded(a_recording(container, codec))
    assert pcm.dtype == np.int16
    assert len(pcm) == pytest.approx(SECONDS * RATE, rel=0.1)
    tones = np.abs(np.fft.rfft(pcm))
    assert tones.argmax() * RATE / len(pcm) == pytest.approx(HERTZ, abs=5)


@pytest.mark.parametrize(
    "recording", [b"", b"no sound at all", a_recording("wav", "pcm_s16le")[:20]]
)
def test_what_holds_no_sound_is_refused(recording):
    with pytest.raises(ValueError, match="recording"):
        decoded(recording)
