"""The leader's rounds: whatever happens to anybody else, sessions end and get paid."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from errors import AppError, WrongState
from sessions.account import Accounts
from sessions.hands import Begun, Hands, finish
from sessions.model import ENDED, RUNNING, EndReason, Session, State
from sessions.presence import came_at
from sessions.reconcile import Reconciler
from sessions.service import SessionService
from sessions.watch import Due, Farewell, Spent, Verdict, judge

log = logging.getLogger(__name__)

# An opening that outlasted every timeout has lost its worker.
OPENING_FOR = timedelta(seconds=75)
AT_ONCE = 32


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
        self._accounts = Accounts(ledger=service.ledger, policy=service.policy, now=now)
        self._spent = Spent()
        self._reconciled_at: datetime | None = None
        # An end never waits for a hand that holds something else.
        self._enders = Hands(AT_ONCE, "ending what is over")
        self._carers = Hands(AT_ONCE, "caring for sessions")
        self._bookkeeper = Hands(1, "reconciling")

    def round(self, within_s: float | None = None) -> None:
        """Do what is due now; a session that fails does not keep the others.

        Args:
            within_s: How long to wait for what it begins; without it, until all of it
                is done. What takes longer goes on, and no later round begins it again.
        """
        sessions, self._spent = self._accounts.unended()
        finish([self._begin(session) for session in sessions], within_s)
        finish([self._reconcile(sessions)], within_s)

    def end_what_was_left(
        self, present: Collection[str], within_s: float | None = None
    ) -> None:
        """End what belonged to processes that died.

        A session that is older than everybody who is there has lost its server. One
        that somebody was just opening or ending has lost that one.

        Args:
            present: The names of the processes that are there.
            within_s: See `round`.
        """
        eldest = min(came_at(name) for name in present)
        left = [
            session
            for session in self._service.unended()
            if session.created_at < eldest
            or (session.worker not in present and _is_in_hand(session))
        ]
        begun = [
            self._enders.take((s.id, Due.END), partial(self._end_left, s))
            for s in left
            if not _is_put_off(s)
        ]
        finish(begun, within_s)

    def stop(self) -> None:
        """Begin nothing any more; nothing that hangs is waited for."""
        for hands in (self._enders, self._carers, self._bookkeeper):
            hands.stop()

    def _end_left(self, session: Session) -> None:
        if session.state is State.OPENING or session.cloud_session_id:
            self._end(session, session.end_reason or EndReason.RECONCILED)

    def _begin(self, session: Session) -> Begun | None:
        """Have done what is due to it, unless that is in hand already."""
        try:
            due = self._verdict(session).due
            if due is Due.NOTHING:
                return None
            hands = self._enders if due is Due.END else self._carers
            act = partial(self._attend, session.id, due)
            return hands.take((session.id, due), act)
        except Exception as error:
            # Whatever it was, the others have their turn.
            log.error("session %s: %s", session.id, type(error).__name__)
            return None

    def _attend(self, session_id: str, due: Due) -> None:
        """Do what was due, unless that has changed since the round looked.

        It may have waited for a free hand while its viewer came back, or while what
        was due was done.
        """
        try:
            session = self._service.find(session_id)
            verdict = self._verdict(session)
            if verdict.due is due:
                self._do(session, verdict)
        except WrongState:
            log.debug("session %s was moved by somebody else", session_id)
        except AppError as error:
            log.warning("session %s: %s", session_id, error.code)

    def _verdict(self, session: Session) -> Verdict:
        """What is due to it now, whatever its state."""
        now = self._now()
        if session.state in RUNNING:
            return self._judge(session, self._spent, now)
        if session.state is State.OPENING:
            is_over = now - session.created_at > OPENING_FOR
        else:
            is_over = bool(session.cloud_session_id) and _is_due(session, now)
        return Verdict(
            due=Due.END if is_over else Due.NOTHING, reason=session.end_reason
        )

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
        if session.state is State.OPENING:
            self._service.states.doubt(session)
            return
        try:
            self._service.close(session.id, reason)
        except WrongState:
            log.debug("session %s cannot be ended yet", session.id)
        except AppError as error:
            log.warning("session %s could not be ended: %s", session.id, error.code)

    def _reconcile(self, sessions: Sequence[Session]) -> Begun | None:
        now = self._now()
        every = timedelta(seconds=self._service.policy.reconcile_every_s)
        in_doubt = any(
            s.state is State.DOUBTFUL and not s.cloud_session_id for s in sessions
        )
        rested = self._reconciled_at is None or now - self._reconciled_at >= every
        if not (rested or in_doubt):
            return None
        begun = self._bookkeeper.take("the list", self._hold_against_the_list)
        if begun is not None:
            self._reconciled_at = now
        return begun

    def _hold_against_the_list(self) -> None:
        try:
            self._reconciler.round()
        except AppError as error:
            log.warning("the cloud gave no list of its sessions: %s", error.code)


def _is_in_hand(session: Session) -> bool:
    """Whether somebody has begun to open or to end it."""
    return session.state in (State.OPENING, State.CLOSING)


def _is_put_off(session: Session) -> bool:
    """Whether its end was tried in vain, and has its time to be tried again."""
    return session.attempts > 0


def _is_due(session: Session, now: datetime) -> bool:
    """Whether an unconfirmed end is to be tried again; its first try gets its time."""
    if session.state in ENDED:
        return False
    if session.retry_at is not None:
        return now >= session.retry_at
    return session.state is State.DOUBTFUL
