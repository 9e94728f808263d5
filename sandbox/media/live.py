"""Sound that comes from elsewhere and is spoken while it is still coming."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import av
import numpy as np

from sandbox.media.utterance import SAMPLE_RATE, Cue, Mouth, Pcm, Word, milliseconds

RATE_IN = 24_000
"""Samples per second of what comes: mono, signed 16 bit, little-endian."""

_WINDOW = SAMPLE_RATE // 25
_LOUD = 7000.0


class LiveUtterance:
    """An utterance without words: its mouth opens as wide as its sound is loud.

    Attributes:
        complete: No more will come.
    """

    text = ""
    words: Sequence[Word] = ()

    def __init__(self) -> None:
        self.complete = False
        self._resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
        self._samples = np.zeros(SAMPLE_RATE, np.int16)
        self._length = 0
        self._cues: list[Cue] = []

    @property
    def pcm(self) -> Pcm:
        """All that has come."""
        return self._samples[: self._length]

    @property
    def cues(self) -> Sequence[Cue]:
        """The mouth's timeline so far."""
        return self._cues

    @property
    def duration_ms(self) -> float:
        """How long what has come takes to say."""
        return milliseconds(self._length)

    def append(self, sound: bytes) -> None:
        """Here is more, 24 kHz; an odd byte at the end is left out."""
        pcm = np.frombuffer(sound[: len(sound) // 2 * 2], "<i2").astype(np.int16)
        if not len(pcm):
            return
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), "s16", "mono")
        frame.sample_rate = RATE_IN
        self._take(self._resampler.resample(frame))

    def finish(self) -> None:
        """That was all; harmless twice."""
        if not self.complete:
            self.complete = True
            self._take(self._resampler.resample(None))

    def cue_at(self, at_ms: float) -> Cue | None:
        """The cue in force at that moment, None before the first."""
        index = bisect_right(self._cues, at_ms, key=lambda cue: cue.at_ms)
        return self._cues[index - 1] if index else None

    def spoken_until(self, at_ms: float) -> str:
        """Nothing: what it says is not known."""
        return ""

    def _take(self, frames: Sequence[av.AudioFrame]) -> None:
        for frame in frames:
            pcm = frame.to_ndarray().reshape(-1)
            if self._length + len(pcm) > len(self._samples):
                room = np.zeros(len(self._samples) + len(pcm), np.int16)
                self._samples = np.concatenate([self._samples, room])
            self._samples[self._length : self._length + len(pcm)] = pcm
            self._length += len(pcm)
        while (start := len(self._cues) * _WINDOW) + _WINDOW <= self._length:
            window = self._samples[start : start + _WINDOW].astype(np.float64)
            openness = min(1.0, float(np.sqrt(np.mean(window**2))) / _LOUD)
            mouth = Mouth(openness=openness) if openness > 0.03 else Mouth()
            self._cues.append(Cue(milliseconds(start), mouth))
