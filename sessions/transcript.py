"""What was said in a session, as plain text and as WebVTT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sessions.model import Session, Turn
from text.duration import estimate_s

LEAST_S = 1.0
VTT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A session and its turns, in order."""

    session: Session
    turns: Sequence[Turn]

    @property
    def started_at(self) -> datetime:
        """When the session went live; when it was opened, if it never did."""
        return self.session.started_at or self.session.created_at

    def as_text(self) -> str:
        """A line per turn: when, who, what."""
        return "".join(
            f"{_clock(self._since(turn.began_at))} {turn.role}: {_words(turn)}\n"
            for turn in self.turns
        )

    def as_vtt(self) -> str:
        """A cue per turn that still has its words; times count from `started_at`.

        Source: W3C, WebVTT, sections 4.1 to 4.4.
        """
        cues = [
            f"{number}\n{_stamp(self._since(turn.began_at))}"
            f" --> {_stamp(self._since(_end(turn)))}\n"
            f"<v {turn.role}>{_words(turn).translate(VTT_ESCAPES)}\n"
            for number, turn in enumerate(self.turns, start=1)
            if not turn.erased
        ]
        return "\n".join(["WEBVTT\n", *cues])

    def _since(self, when: datetime) -> timedelta:
        return max(when - self.started_at, timedelta())


def _end(turn: Turn) -> datetime:
    """When its last word was said; estimated where nobody has measured it."""
    if turn.ends_at is not None and turn.ends_at > turn.began_at:
        return turn.ends_at
    return turn.began_at + timedelta(seconds=max(estimate_s(turn.text), LEAST_S))


def _words(turn: Turn) -> str:
    """On one line: in WebVTT an empty one would end the cue."""
    if turn.erased:
        return "[erased]"
    words = " ".join(turn.text.split())
    return f"{words} [interrupted]" if turn.interrupted else words


def _clock(since: timedelta) -> str:
    minutes, seconds = divmod(since // timedelta(seconds=1), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _stamp(since: timedelta) -> str:
    return f"{_clock(since)}.{since // timedelta(milliseconds=1) % 1000:03}"
