"""Whether somebody is there: signs of life of the one before the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sessions.ledger import Ledger
from sessions.model import Session, State
from sessions.states import States


class Viewers:
    """Writes down signs of life; see sessions.watch for what becomes of them.

    Args:
        ledger: Where sessions are written down.
        states: Where they are in their life.
        now: The clock, in UTC.
        gone_s: Seconds without a beat after which a page has left.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        states: States,
        now: Callable[[], datetime],
        gone_s: float,
    ) -> None:
        self._ledger = ledger
        self._states = states
        self._now = now
        self._gone_s = gone_s

    def beat(self, session_id: str) -> Session:
        """Note that a page shows its viewer; without further beats, it has left.

        Returns:
            The session, with the beat.
        """
        session = self._states.running(session_id)
        now = self._now()
        self._ledger.note(session.id, seen_at=now, beat_at=now)
        return replace(session, seen_at=now, beat_at=now)

    def left(self, session_id: str, *, back_within_s: float) -> None:
        """Note that the viewer was seen leaving; the session ends unless it is back.

        Args:
            session_id: Which session.
            back_within_s: How long it may stay away; a beat of its page counts, too.
        """
        session = self._shown(session_id)
        given_s = min(back_within_s, self._gone_s)
        # As if the last beat had come so long ago that no more than this is left.
        at = self._now() - timedelta(seconds=self._gone_s - given_s)
        self._ledger.note(session.id, seen_at=at, beat_at=at)

    def back(self, session_id: str) -> None:
        """Note that the viewer has come, or come back; no beats are expected of it."""
        session = self._shown(session_id)
        self._ledger.note(session.id, seen_at=self._now(), beat_at=None)

    def seen(self, session_id: str) -> None:
        """Note that the viewer is there; promises no further signs of life."""
        session = self._states.running(session_id)
        self._ledger.note(session.id, seen_at=self._now())

    def _shown(self, session_id: str) -> Session:
        """A session whose room may be seen before its opening is written down."""
        session = self._ledger.find(session_id)
        if session.state is State.OPENING:
            return session
        return self._states.running(session_id)
