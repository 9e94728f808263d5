"""The leader's rounds: whatever happens to anybody else, sessions end and get paid."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from errors import AppError, WrongState
from sessions.limits import day_of, month_of
from sessions.model import EndReason, Session, State
from sessions.reconcile import Reconciler
from sessions.service import SessionService
from sessions.watch import Due, Farewell, Spent, Verdict, judge

log = logging.getLogger(__name__)

# An opening that outlasted every timeout has lost its worker.
OPENING_FOR = timedelta(seconds=75)
AT_ONCE = 16


class Janitor:
    """One round does all that is due; rounds may overlap with any worker's acts.

    Args:
        service: The session core.
        reconciler: Holds the ledger against the cloud's list.
        farewell: A persona's closing line for a session; empty for none.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        service: SessionService,
        reconciler: Reconciler,
        farewell: Farewell,
        now: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._reconciler = reconciler
        self._farewell = farewell
        self._now = now
        self._reconciled_at: datetime | None = None

    def round(self) -> None:
        """Do what is due now; a session that fails does not keep the others."""
        sessions = self._service.unended()
        spent = self._spent(sessions)
        self._each(lambda session: self._attend(session, spent), sessions)
        self._reconcile(sessions)

    def end_what_was_left(self, before: datetime) -> None:
        """Nobody else runs: what began before us belonged to a process that died."""
        left = [s for s in self._service.unended() if s.created_at < before]
        for session in left:
            if session.state is State.OPENING:
                self._service.states.doubt(session)
        self._each(
            lambda session: self._end(session, EndReason.RECONCILED),
            [s for s in left if s.cloud_session_id],
        )
        self._reconciled_at = None

    def _each(
        self, act: Callable[[Session], None], sessions: Sequence[Session]
    ) -> None:
        """Do it for all of them at once: one slow call shall not delay the others."""
        if not sessions:
            return
        with ThreadPoolExecutor(min(AT_ONCE, len(sessions))) as pool:
            list(pool.map(act, sessions))

    def _attend(self, session: Session, spent: Spent) -> None:
        try:
            self._do_what_is_due(session, spent)
        except WrongState:
            log.debug("session %s was moved by somebody else", session.id)
        except AppError as error:
            log.warning("session %s: %s", session.id, error.code)

    def _do_what_is_due(self, session: Session, spent: Spent) -> None:
        now = self._now()
        if session.state in (State.OPEN, State.LIVE):
            self._do(session, self._judge(session, spent, now))
        elif session.state is State.OPENING:
            if now - session.created_at > OPENING_FOR:
                self._service.states.doubt(session)
        elif session.cloud_session_id and _is_due(session, now):
            self._end(session, session.end_reason or EndReason.ERROR)

    def _judge(self, session: Session, spent: Spent, now: datetime) -> Verdict:
        return judge(
            session,
            policy=self._service.policy,
            cloud_idle_s=self._service.cloud.idle_timeout_s,
            spent=spent,
            now=now,
        )

    def _do(self, session: Session, verdict: Verdict) -> None:
        if verdict.due is Due.END:
            self._end(session, verdict.reason or EndReason.ERROR)
        elif verdict.due is Due.WARN:
            self._warn(session, verdict)
        elif verdict.due is Due.GOODBYE:
            self._say_goodbye(session)
        elif verdict.due is Due.KEEP_ALIVE:
            self._service.keep_alive(session.id)

    def _warn(self, session: Session, verdict: Verdict) -> None:
        self._service.ledger.note(session.id, warned_at=self._now())
        data = {"reason": verdict.reason, "ends_in_s": verdict.ends_in_s}
        self._service.ledger.tell(session.id, "warning", data)

    def _say_goodbye(self, session: Session) -> None:
        # Noted first: a line that cannot be said now is not tried every second.
        self._service.ledger.note(session.id, parted_at=self._now())
        line = self._farewell(session)
        if line and session.state is State.LIVE:
            self._service.interrupt(session.id)
            self._service.speak(session.id, line)

    def _end(self, session: Session, reason: EndReason) -> None:
        try:
            self._service.close(session.id, reason)
        except AppError as error:
            log.warning("session %s could not be ended: %s", session.id, error.code)

    def _spent(self, sessions: Sequence[Session]) -> Spent:
        limits = self._service.policy.limits
        if limits.day_credits is None and limits.month_credits is None:
            return Spent()
        now = self._now()
        return Spent(
            day=self._spent_since(day_of(now), sessions, now),
            month=self._spent_since(month_of(now), sessions, now),
        )

    def _spent_since(
        self, start: datetime, sessions: Sequence[Session], now: datetime
    ) -> float:
        pricing = self._service.policy.pricing
        running = sum(
            pricing.so_far(session, now).credits
            for session in sessions
            if session.created_at >= start
        )
        return self._service.ledger.settled_since(start) + running

    def _reconcile(self, sessions: Sequence[Session]) -> None:
        now = self._now()
        every = timedelta(seconds=self._service.policy.reconcile_every_s)
        in_doubt = any(
            s.state is State.DOUBTFUL and not s.cloud_session_id for s in sessions
        )
        rested = self._reconciled_at is None or now - self._reconciled_at >= every
        if not (rested or in_doubt):
            return
        self._reconciled_at = now
        try:
            self._reconciler.round()
        except AppError as error:
            log.warning("the cloud gave no list of its sessions: %s", error.code)


def _is_due(session: Session, now: datetime) -> bool:
    """Whether an unconfirmed end is to be tried again; its first try gets its time."""
    if session.retry_at is not None:
        return now >= session.retry_at
    return session.state is State.DOUBTFUL
