"""How an emotion colours a voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """Factors on speed, pitch and melody (how far the pitch moves)."""

    speed: float = 1.0
    pitch: float = 1.0
    melody: float = 1.0


_COLOURS: Mapping[str, Colour] = {
    "excited": Colour(1.1, 1.15, 1.5),
    "serious": Colour(0.94, 0.9, 0.7),
    "friendly": Colour(1.0, 1.05, 1.25),
    "soothing": Colour(0.88, 0.95, 0.8),
    "broadcaster": Colour(1.04, 0.95, 1.1),
}


def colour_of(emotion: str) -> Colour:
    """The colour by the emotion's name in any case; neutral for unknown ones."""
    return _COLOURS.get(emotion.lower(), Colour())


def speed(rate: float, emotion: str) -> float:
    """How much faster than the voice's own pace to speak."""
    return min(1.5, max(0.5, rate)) * colour_of(emotion).speed
