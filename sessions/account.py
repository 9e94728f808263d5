"""What a session has come to: its cost so far, and what will end it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sessions.cost import Cost
from sessions.ledger import Ledger
from sessions.limits import day_of, month_of
from sessions.model import Session, State
from sessions.policy import Policy
from sessions.watch import End, Spent, foreseen_end


class Viewer(NamedTuple):
    """When the viewer was last seen, and after how long without a beat it has left."""

    seen_at: datetime | None
    gone_after_s: float


@dataclass(frozen=True, kw_only=True)
class Account:
    """A session and its figures at one moment.

    Attributes:
        session: As the ledger has it.
        cost: So far, or settled.
        end: The limit that will end it; None when none will.
        viewer: Who looks on.
    """

    session: Session
    cost: Cost
    end: End | None
    viewer: Viewer


class Accounts:
    """Works out what sessions have come to.

    Args:
        ledger: Where they are written down.
        policy: Prices and limits.
        now: The clock, in UTC.
    """

    def __init__(
        self, *, ledger: Ledger, policy: Policy, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._policy = policy
        self._now = now

    def of(self, session: Session) -> Account:
        """One session's account."""
        (account,) = self.of_all([session])
        return account

    def of_all(self, sessions: Sequence[Session]) -> Sequence[Account]:
        """The accounts of several, at the same moment."""
        now = self._now()
        running = any(_is_running(session) for session in sessions)
        spent = self.spent() if running else Spent()
        return [self._of(session, spent, now) for session in sessions]

    def spent(self) -> Spent:
        """What the budgets have seen; nothing is asked of the ledger without any."""
        limits = self._policy.limits
        if limits.day_credits is None and limits.month_credits is None:
            return Spent()
        now = self._now()
        unended = self._ledger.unended()

        def since(start: datetime) -> float:
            running = self._policy.pricing.running(unended, start, now)
            return self._ledger.settled_since(start) + running

        return Spent(
            day=since(day_of(now)), month=since(month_of(now)), running=len(unended)
        )

    def _of(self, session: Session, spent: Spent, now: datetime) -> Account:
        end = None
        if _is_running(session):
            end = foreseen_end(session, self._policy, spent, now)
        cost = self._policy.pricing.so_far(session, now)
        return Account(
            session=session,
            cost=cost,
            end=end,
            viewer=Viewer(session.seen_at, self._policy.viewer_gone_s),
        )


def _is_running(session: Session) -> bool:
    return session.state in (State.OPEN, State.LIVE)
