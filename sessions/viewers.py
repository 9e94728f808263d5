"""Whether somebody is there: signs of life of the one before the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sessions.ledger import Ledger
from sessions.model import Session
from sessions.states import States


class Viewers:
    """Writes down signs of life; see sessions.watch for what becomes of them.

    Args:
        ledger: Where sessions are written down.
        states: Where they are in their life.
        now: The clock, in UTC.
    """

    def __init__(
        self, *, ledger: Ledger, states: States, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._states = states
        self._now = now

    def beat(self, session_id: str) -> Session:
        """Note that a page shows its viewer; without further beats, it has left.

        Returns:
            The session, with the beat.
        """
        session = self._states.running(session_id)
        now = self._now()
        self._ledger.note(session.id, seen_at=now, beat_at=now)
        return replace(session, seen_at=now, beat_at=now)

    def seen(self, session_id: str) -> None:
        """Note that the viewer is there; promises no further signs of life."""
        session = self._states.running(session_id)
        self._ledger.note(session.id, seen_at=self._now())
