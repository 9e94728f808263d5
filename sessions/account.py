"""What a session has come to: its cost so far, and what will end it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sessions.cost import Cost
from sessions.ledger import Ledger
from sessions.limits import day_of, month_of
from sessions.model import RUNNING, Session
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
        spent = Spent()
        if self._has_budget and any(_is_running(session) for session in sessions):
            _, spent = self.unended()
        return [self._of(session, spent, now) for session in sessions]

    def unended(self) -> tuple[Sequence[Session], Spent]:
        """Every session that may still cost money, and what the budgets have seen.

        Without a budget nothing is summed.
        """
        if not self._has_budget:
            return self._ledger.unended(), Spent()
        now = self._now()
        spans = day_of(now), month_of(now)
        # First what is settled: a session that ends in between is not counted twice.
        settled = [self._ledger.settled_since(began) for began in spans]
        sessions = self._ledger.unended()
        running = [self._policy.pricing.running(sessions, s, now) for s in spans]
        day, month = map(sum, zip(settled, running, strict=True))
        return sessions, Spent(day=day, month=month, running=len(sessions))

    @property
    def _has_budget(self) -> bool:
        limits = self._policy.limits
        return limits.day_credits is not None or limits.month_credits is not None

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
    return session.state in RUNNING
