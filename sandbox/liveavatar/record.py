"""What was said in a session, as `GET /v1/sessions/{id}/transcript` gives it."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.clock import Clock


@dataclass(frozen=True)
class Entry:
    """One utterance.

    Attributes:
        role: `user` or `avatar`.
        at: Whole Unix seconds: the unit is a guess, by the documentation's example.
    """

    role: str
    text: str
    at: int


class Record:
    """The utterances of one session, oldest first.

    An avatar's is written when its speech begins, as a whole: what an interrupt did
    to it is on no record.

    Args:
        clock: The sandbox's time.
        began_at: When the session began, in Unix seconds.
    """

    def __init__(self, clock: Clock, began_at: float) -> None:
        self._clock = clock
        self._began_at = int(began_at)
        self._entries: list[Entry] = []

    def add(self, role: str, text: str) -> None:
        """Somebody said something."""
        if text:
            self._entries.append(Entry(role, text, int(self._clock.now())))

    def rows(self, start: int | None, end: int | None) -> list[dict[str, object]]:
        """The entries between two moments, both included."""
        return [
            {
                "role": one.role,
                "transcript": one.text,
                "absolute_timestamp": one.at,
                "relative_timestamp": one.at - self._began_at,
            }
            for one in self._entries
            if (start is None or one.at >= start) and (end is None or one.at <= end)
        ]

    def erase(self) -> None:
        """Forget everything for good."""
        self._entries.clear()
