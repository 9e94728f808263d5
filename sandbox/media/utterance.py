"""What a speech engine hands over: sound, the mouth that belongs to it, the words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
"""Samples per second of everything that is spoken: mono, signed 16 bit."""

Pcm = NDArray[np.int16]


def milliseconds(samples: int) -> float:
    """How long so many samples sound, to the microsecond."""
    return round(samples / SAMPLE_RATE * 1000, 3)


@dataclass(frozen=True)
class Mouth:
    """One mouth shape.

    Attributes:
        openness: How far the jaw is down, 0 to 1.
        width: Rounded (-1) over neutral (0) to spread (1).
        closed: The lips are pressed together: p, b, m.
        fv: The lower lip meets the upper teeth: f, v.
    """

    openness: float = 0.0
    width: float = 0.0
    closed: bool = False
    fv: bool = False


REST = Mouth()


@dataclass(frozen=True)
class Cue:
    """From `at_ms` into the utterance on, the mouth looks like `mouth`."""

    at_ms: float
    mouth: Mouth
    stressed: bool = False


@dataclass(frozen=True)
class Word:
    """A word of the text and when it is spoken.

    Attributes:
        at_ms: Milliseconds into the utterance.
        start: Where it begins in the text, in characters.
        length: In characters.
    """

    at_ms: float
    start: int
    length: int


@dataclass(frozen=True)
class Utterance:
    """A text as sound, with the timeline that moves the face."""

    text: str
    pcm: Pcm
    cues: Sequence[Cue]
    words: Sequence[Word]
    complete: bool = True

    @property
    def duration_ms(self) -> float:
        """How long it takes to speak."""
        return milliseconds(len(self.pcm))

    def cue_at(self, at_ms: float) -> Cue | None:
        """The cue in force at that moment, None before the first."""
        index = bisect_right(self.cues, at_ms, key=lambda cue: cue.at_ms)
        return self.cues[index - 1] if index else None

    def spoken_until(self, at_ms: float) -> str:
        """The part of the text whose words had begun by then, whole at the end."""
        if at_ms >= self.duration_ms:
            return self.text
        begun = [word for word in self.words if word.at_ms < at_ms]
        return self.text[: begun[-1].start + begun[-1].length] if begun else ""
