"""Where a session is in its life, and noticing that its cloud has ended it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from errors import AppError, NotFound, WrongState
from sessions.cloud import AvatarCloud
from sessions.fence import Fence
from sessions.ledger import Ledger
from sessions.model import ALLOWED, ENDED, RUNNING, EndReason, Session, State
from sessions.policy import Policy

log = logging.getLogger(__name__)

FIRST_TRY = timedelta(seconds=45)  # longer than any cloud is waited for


WHY = {
    EndReason.CLIENT: "it was stopped",
    EndReason.IDLE: "nobody had spoken for too long",
    EndReason.MAX_DURATION: "its time was up",
    EndReason.BUDGET: "its credits were used up",
    EndReason.SLOT_END: "the next call needed its place",
    EndReason.SHUTDOWN: "the server was shut down",
    EndReason.PAGE_LEFT: "its page was left",
    EndReason.CLOUD_ENDED: "the avatar cloud ended it",
    EndReason.RECONCILED: "it was left over from an earlier run",
    EndReason.ERROR: "something went wrong at the avatar cloud",
}
NEVER_CONFIRMED = "The cloud never confirmed this session. If it shows, it is ended."


class States:
    """Reads and ends sessions in the ledger.

    Args:
        cloud: Who lends the face.
        ledger: Where sessions are written down.
        policy: Prices and patience.
        now: The clock, in UTC.
        fence: What an ended session needs no more.
        worker: The name of this process.
    """

    def __init__(
        self,
        *,
        cloud: AvatarCloud,
        ledger: Ledger,
        policy: Policy,
        now: Callable[[], datetime],
        fence: Fence,
        worker: Callable[[], str],
    ) -> None:
        self._cloud = cloud
        self._ledger = ledger
        self._policy = policy
        self._now = now
        self._fence = fence
        self._worker = worker

    def running(self, session_id: str) -> Session:
        """The session, when it is open or live; else WrongState says why not."""
        session = self._ledger.find(session_id)
        if session.state not in RUNNING:
            reason = session.end_reason
            why = f": {WHY[reason]}" if reason else ""
            raise WrongState(
                f"This session has ended{why}.",
                detail=f"state {session.state}, reason {reason or 'none yet'}",
            )
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
            WrongState: It is still being opened, or may have been opened under an id
                that nobody knows yet; the janitor ends it when it shows.
        """
        while True:
            session = self._ledger.find(session_id)
            if session.state in ENDED or session.state is State.CLOSING:
                return session
            if State.CLOSING not in ALLOWED[session.state]:
                raise WrongState(f"This session is still {session.state}.")
            if session.cloud_session_id is None:
                raise WrongState(NEVER_CONFIRMED)
            # Whoever moved it in this moment is no reason to leave it open: look again.
            with suppress(WrongState):
                # Should we die before the cloud confirms, somebody tries again then.
                return self._ledger.move(
                    session,
                    State.CLOSING,
                    end_reason=reason,
                    retry_at=self._now() + FIRST_TRY,
                    worker=self._worker(),
                )

    def finish(self, session: Session, *, ended_at: datetime) -> None:
        """Write down that a closing session is closed, and what it came to."""
        self._fence.forget(session.id)
        over = replace(session, ended_at=ended_at)
        credits = self._policy.pricing.so_far(over, ended_at).credits
        # Of two who close at once one is first; ended is ended.
        with suppress(WrongState):
            self._ledger.move(session, State.CLOSED, ended_at=ended_at, credits=credits)
            log.info("session %s closed: %s", session.id, session.end_reason)

    def never_began(self, session: Session) -> None:
        """Write down that a named session the cloud does not know never cost anything.

        Raises:
            WrongState: It is too early to say so.
        """
        patience = timedelta(seconds=self._policy.doubt_s)
        if self._now() - session.created_at <= patience:
            raise WrongState(NEVER_CONFIRMED)
        with suppress(WrongState):
            self._ledger.move(session, State.FAILED, ended_at=self._now())

    def doubt(self, session: Session) -> None:
        """Write down that the cloud's answer was lost; the janitor finds out."""
        with suppress(WrongState):
            self._ledger.move(session, State.DOUBTFUL, end_reason=EndReason.ERROR)
            log.warning("session %s is in doubt", session.id)

    def postpone(self, session: Session) -> None:
        """Write down that an end is not confirmed yet, and when to try again."""
        wait_s = self._policy.retry_wait_s(session.attempts)
        self._ledger.note(
            session.id,
            attempts=session.attempts + 1,
            retry_at=self._now() + timedelta(seconds=wait_s),
        )
        log.warning("session %s bills on; its end is tried again", session.id)

    def lost(self, session: Session) -> None:
        """Write down that the cloud has ended it, at the time by the cloud's record."""
        ended_at = self.ended_at(session, self._now())
        ending = self.ending(session.id, EndReason.CLOUD_ENDED)
        self.finish(ending, ended_at=ended_at)

    def ended_at(self, session: Session, latest: datetime) -> datetime:
        """When the cloud ended it, by its own record; `latest` when it has none."""
        lasted_s = None
        if session.cloud_session_id:
            with suppress(AppError):
                lasted_s = self._cloud.lasted_s(session.cloud_session_id)
        if lasted_s is None:
            return latest
        return min(latest, session.created_at + timedelta(seconds=lasted_s))

    @contextmanager
    def at_cloud(self, session: Session) -> Iterator[str]:
        """Give the cloud's id for it; write it down when the cloud has ended it."""
        try:
            yield session.cloud_session_id or ""
        except NotFound:
            self.lost(session)
            raise WrongState("The avatar cloud has ended this session.") from None
