"""Finds speech in a stream of sound by its loudness against what is always there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples per second of everything that is heard: mono, signed 16 bit."""

Pcm = NDArray[np.int16]

_FRAME = RATE // 50
_BEGIN_FRAMES = 5
_WATCHED_FRAMES = 8
_END_FRAMES = 35
_KEPT_BEFORE = 15
_KEPT_AFTER = 10
_LONGEST_FRAMES = 30 * 50
_QUIETEST = 200.0
_ABOVE_FLOOR = 3.0


@dataclass(frozen=True)
class Began:
    """Somebody has been speaking for 100 ms."""


@dataclass(frozen=True)
class Ended:
    """Nobody has spoken for 700 ms, or it got longer than 30 seconds.

    Attributes:
        pcm: What was said, with a little of what was around it.
    """

    pcm: Pcm


class Segmenter:
    """Cuts one stream of sound into utterances. Its only clock is the sound itself."""

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.int16)
        self._before: deque[Pcm] = deque(maxlen=_KEPT_BEFORE)
        self._recent: deque[bool] = deque(maxlen=_WATCHED_FRAMES)
        self._said: list[Pcm] = []
        self._silent_frames = 0
        self._floor = 0.0
        self._held = False

    @property
    def speaking(self) -> bool:
        """Whether an utterance has begun and not ended."""
        return bool(self._said) or self._held

    def feed(self, pcm: Pcm) -> Iterator[Began | Ended]:
        """Take in sound of any length; what it began and ended."""
        sound = np.concatenate([self._rest, pcm])
        whole = len(sound) // _FRAME * _FRAME
        self._rest = sound[whole:]
        for frame in sound[:whole].reshape(-1, _FRAME):
            yield from self._take(frame)

    def hold(self) -> Iterator[Began | Ended]:
        """From now on all is one utterance, as loud as it may be: push to talk."""
        if not self.speaking:
            yield Began()
        self._held = True

    def release(self) -> Iterator[Began | Ended]:
        """That utterance ends here; harmless when none is held."""
        if self._held:
            self._held = False
            yield self._end(len(self._said))

    def _take(self, frame: Pcm) -> Iterator[Began | Ended]:
        loud = self._is_loud(frame)
        if self._held:
            self._said.append(frame)
        elif self._said:
            self._said.append(frame)
            self._silent_frames = 0 if loud else self._silent_frames + 1
            if self._silent_frames >= _END_FRAMES:
                yield self._end(len(self._said) - _END_FRAMES + _KEPT_AFTER)
            elif len(self._said) >= _LONGEST_FRAMES:
                yield self._end(len(self._said))
        else:
            self._before.append(frame)
            self._recent.append(loud)
            if sum(self._recent) >= _BEGIN_FRAMES:
                self._said = [*self._before]
                yield Began()

    def _is_loud(self, frame: Pcm) -> bool:
        level = float(np.sqrt(np.mean(frame.astype(np.float64) ** 2)))
        loud = level > max(_QUIETEST, _ABOVE_FLOOR * self._floor)
        # A fan that is switched on stops being speech after twenty seconds.
        pull = 0.0004 if loud else 0.05
        self._floor += pull * (level - self._floor)
        return loud

    def _end(self, frames: int) -> Ended:
        said = self._said[:frames]
        self._said, self._silent_frames = [], 0
        self._recent.clear()
        self._before.clear()
        return Ended(np.concatenate(said) if said else np.zeros(0, np.int16))
