"""Where a session is in its life, and noticing that its cloud has ended it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from errors import NotFound, WrongState
from sessions.fence import Fence
from sessions.ledger import Ledger
from sessions.model import ALLOWED, ENDED, EndReason, Session, State

log = logging.getLogger(__name__)


class States:
    """Reads and ends sessions in the ledger.

    Args:
        ledger: Where sessions are written down.
        now: The clock, in UTC.
        fence: What an ended session needs no more.
    """

    def __init__(
        self, *, ledger: Ledger, now: Callable[[], datetime], fence: Fence
    ) -> None:
        self._ledger = ledger
        self._now = now
        self._fence = fence

    def running(self, session_id: str) -> Session:
        """The session, when it is open or live; else WrongState says why not."""
        session = self._ledger.find(session_id)
        if session.state not in (State.OPEN, State.LIVE):
            why = f" ({session.end_reason})" if session.end_reason else ""
            raise WrongState(f"This session has ended{why}.")
        return session

    def live(self, session_id: str) -> Session:
        """The session, when it has been started; else WrongState says why not."""
        session = self.running(session_id)
        if session.state is not State.LIVE:
            raise WrongState("This session has not been started yet.")
        return session

    def ending(self, session_id: str, reason: EndReason) -> Session:
        """Move it to closing; as it is when it is closing or over already.

        Raises:
            WrongState: It is still being opened.
        """
        while True:
            session = self._ledger.find(session_id)
            if session.state in ENDED or session.state is State.CLOSING:
                return session
            if State.CLOSING not in ALLOWED[session.state]:
                raise WrongState(f"This session is still {session.state}.")
            # Whoever moved it in this moment is no reason to leave it open: look again.
            with suppress(WrongState):
                return self._ledger.move(session, State.CLOSING, end_reason=reason)

    def finish(self, session: Session) -> None:
        """Write down that a closing session is closed."""
        self._fence.forget(session.id)
        # Of two who close at once one is first; ended is ended.
        with suppress(WrongState):
            self._ledger.move(session, State.CLOSED, ended_at=self._now())
            log.info("session %s closed: %s", session.id, session.end_reason)

    @contextmanager
    def at_cloud(self, session: Session) -> Iterator[str]:
        """Give the cloud's id for it; write it down when the cloud has ended it."""
        try:
            yield session.cloud_session_id or ""
        except NotFound:
            self.finish(self.ending(session.id, EndReason.CLOUD_ENDED))
            raise WrongState("The avatar cloud has ended this session.") from None
