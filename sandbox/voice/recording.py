"""A recording in any common container as sound that can be understood."""

from __future__ import annotations

import io

import av
import numpy as np

from sandbox.voice.segments import RATE, Pcm


def decoded(recording: bytes) -> Pcm:
    """The sound of a recording, such as browsers make (WebM, MP4, Ogg, WAV).

    Raises:
        ValueError: There is none in it.
    """
    try:
        with av.open(io.BytesIO(recording), mode="r") as container:
            resampler = av.AudioResampler("s16", "mono", RATE)
            frames = [
                piece
                for frame in [*container.decode(audio=0), None]
                for piece in resampler.resample(frame)
            ]
    except (av.FFmpegError, IndexError, EOFError):
        raise ValueError("the recording cannot be read") from None
    if not frames:
        raise ValueError("the recording is empty")
    parts = [frame.to_ndarray().reshape(-1) for frame in frames]
    return np.concatenate(parts).astype(np.int16, copy=False)
