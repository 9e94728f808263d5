"""What is being said now and what comes next: the sound of one face."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sandbox.media.live import LiveUtterance
from sandbox.media.utterance import SAMPLE_RATE, Cue, Pcm, Utterance, milliseconds

Sayable = Utterance | LiveUtterance

_FADE_SAMPLES = SAMPLE_RATE // 200


@dataclass(frozen=True)
class Started:
    """A task's first sample is going out."""

    task_id: str
    text: str


@dataclass(frozen=True)
class Stopped:
    """A task's last sample is out, or it was interrupted.

    Attributes:
        task_id: Of the utterance that ended.
        text: What was really spoken of it.
        duration_ms: For how long it sounded.
    """

    task_id: str
    text: str
    duration_ms: float


@dataclass
class _Playing:
    task_id: str
    utterance: Sayable
    since: float
    sent: int = 0


class Voicebox:
    """Plays utterances one after the other, in step with whoever pulls the sound.

    Args:
        clock: Monotonic seconds; the picture is matched to the sound by it.
        notify: Called with each start and stop.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        notify: Callable[[Started | Stopped], None],
    ) -> None:
        self._clock = clock
        self._notify = notify
        self._waiting: deque[tuple[str, Sayable]] = deque()
        self._playing: _Playing | None = None
        self._fading: Pcm | None = None

    def say(self, task_id: str, utterance: Sayable) -> None:
        """Queue an utterance behind those waiting."""
        self._waiting.append((task_id, utterance))

    def read(self, count: int) -> Pcm:
        """The next `count` samples, silence where nothing is said."""
        out = np.zeros(count, np.int16)
        if self._fading is not None:
            out[: len(self._fading)] = self._fading
            self._fading = None
            return out
        filled = 0
        while filled < count and (playing := self._current()):
            chunk = playing.utterance.pcm[playing.sent : playing.sent + count - filled]
            out[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
            playing.sent += len(chunk)
            if playing.sent >= len(playing.utterance.pcm):
                if not playing.utterance.complete:
                    # The mouth waits with the sound.
                    playing.since += (count - filled) / SAMPLE_RATE
                    break
                self._stop(playing)
        return out

    def interrupt(self) -> None:
        """Fall silent and forget what is waiting; harmless in silence."""
        self._waiting.clear()
        if playing := self._playing:
            rest = playing.utterance.pcm[playing.sent : playing.sent + _FADE_SAMPLES]
            ramp = np.linspace(1, 0, len(rest))
            self._fading = (rest * ramp).astype(np.int16)
            self._stop(playing)

    def cue(self) -> Cue | None:
        """What the mouth does at this moment, None in silence."""
        if not (playing := self._playing):
            return None
        return playing.utterance.cue_at((self._clock() - playing.since) * 1000)

    @property
    def speaking(self) -> bool:
        """Whether something is being said at this moment."""
        return self._playing is not None

    def _current(self) -> _Playing | None:
        if not self._playing and self._waiting:
            task_id, utterance = self._waiting.popleft()
            self._playing = _Playing(task_id, utterance, self._clock())
            self._notify(Started(task_id, utterance.text))
        return self._playing

    def _stop(self, playing: _Playing) -> None:
        self._playing = None
        duration_ms = milliseconds(playing.sent)
        text = playing.utterance.spoken_until(duration_ms)
        self._notify(Stopped(playing.task_id, text, duration_ms))
