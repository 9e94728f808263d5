"""How a face moves by itself: breath, sway, blinks, looks, nods, speech."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from sandbox.media.drawing.compositor import Pose
from sandbox.media.drawing.eyes import Gaze
from sandbox.media.utterance import REST, Cue, Mouth

_RESTING_LIDS = 0.9
_BLINK = (0.45, 0.05, 0.0, 0.3, 0.75)
_BROWS_UP_FRAMES = 11
_PAUSE_FRAMES = 6
_FLICKER_EVERY = 3


@dataclass
class _Spring:
    """A value that follows its target, with a little overshoot."""

    stiffness: float
    damping: float
    value: float = 0.0
    speed: float = 0.0

    def follow(self, target: float) -> float:
        self.speed += (target - self.value) * self.stiffness - self.speed * self.damping
        self.value += self.speed
        return self.value


class Motion:
    """One face's life, a picture at a time, 25 of them a second.

    Args:
        rng: Where its whims come from.
    """

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._frame = rng.randrange(500)
        self._blinking: list[float] = []
        self._next_blink = self._frame + rng.randrange(30, 80)
        self._look = (0.0, 0.0)
        self._next_look = self._frame + 40
        self._silent_frames = 99
        self._brows_until = 0
        self._last_cue: Cue | None = None
        self._openness = self._width = 0.0
        self._nod = _Spring(0.12, 0.42)
        self._tilt = _Spring(0.016, 0.2)
        self._lean = _Spring(0.03, 0.3)
        self._brows = _Spring(0.2, 0.7)
        self._tilt_target = 0.0
        self.listening = False
        self.thinking = False

    def step(self, cue: Cue | None) -> Pose:
        """The next picture's pose.

        Args:
            cue: What the mouth is doing at this moment, None in silence.
        """
        self._frame += 1
        t = self._frame / 25
        self._notice(cue)
        nod = self._nod.follow(0.0)
        lean = self._lean.follow(1.0 if self.listening else 0.0)
        lively = 1.0 if cue is None else 1.5
        breath = 0.5 - 0.5 * math.cos(t * math.tau / 3.8)
        return Pose(
            breath=breath,
            x=1.5 * math.sin(t * math.tau / 7.3) + 0.6 * math.sin(t * math.tau / 3.1),
            y=0.7 - 1.1 * breath + nod + 1.2 * lean,
            tilt=lively * 0.7 * math.sin(t * math.tau / 8.9)
            + self._tilt.follow(self._tilt_wanted()),
            size=1 + 0.018 * lean,
            gaze=self._gaze(),
            brows=self._brow(),
            mouth=self._mouth(cue),
            flicker=self._frame // _FLICKER_EVERY,
        )

    def _notice(self, cue: Cue | None) -> None:
        """React to what is said: a sentence begins, a syllable is stressed."""
        speaking = cue is not None and cue.mouth != REST
        if speaking and self._silent_frames >= _PAUSE_FRAMES:
            self._brows_until = self._frame + _BROWS_UP_FRAMES
            self._tilt_target = self._rng.uniform(-2.2, 2.2)
        self._silent_frames = 0 if speaking else self._silent_frames + 1
        if self._silent_frames == 25:
            self._tilt_target = 0.0
        if cue and cue.stressed and cue is not self._last_cue:
            self._nod.speed += self._rng.uniform(0.15, 0.75)
        self._last_cue = cue

    def _tilt_wanted(self) -> float:
        if self.thinking:
            return 2.6
        return 1.8 if self.listening else self._tilt_target

    def _brow(self) -> float:
        target = 0.0
        if self._frame < self._brows_until:
            target = 0.9
        elif self.thinking:
            target = 0.45
        elif self.listening:
            target = 0.3
        return _stepped(self._brows.follow(target), 6)

    def _gaze(self) -> Gaze:
        self._maybe_look()
        x, y = (0.75, -0.7) if self.thinking else self._look
        return Gaze(self._lids(), _stepped(x, 8), _stepped(y, 8))

    def _maybe_look(self) -> None:
        if self._frame < self._next_look:
            return
        away = self._look != (0.0, 0.0)
        self._next_look = self._frame + self._rng.randrange(25, 90)
        if away or self.listening:
            self._look = (0.0, 0.0)
        else:
            self._look = (
                self._rng.choice((-0.375, -0.25, 0.25, 0.375)),
                self._rng.choice((-0.125, 0.0, 0.125)),
            )
            self._next_look = self._frame + self._rng.randrange(8, 22)

    def _lids(self) -> float:
        if self._frame >= self._next_blink:
            self._blinking = list(_BLINK)
            twice = self._rng.random() < 0.12
            wait = 8 if twice else self._rng.randrange(50, 125)
            self._next_blink = self._frame + wait
        if self._blinking:
            return self._blinking.pop(0) * _RESTING_LIDS
        return _RESTING_LIDS

    def _mouth(self, cue: Cue | None) -> Mouth:
        target = cue.mouth if cue else REST
        self._openness += 0.7 * (target.openness - self._openness)
        self._width += 0.6 * (target.width - self._width)
        if target.closed:
            return Mouth(closed=True)
        openness = _stepped(self._openness, 10)
        return Mouth(openness, _stepped(self._width, 4), fv=target.fv)


def _stepped(value: float, steps: int) -> float:
    """Rounded, so that pictures of parts can be kept and used again."""
    return round(value * steps) / steps + 0.0
