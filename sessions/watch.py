"""What a running session is due: kept alive, warned, told goodbye, or ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from sessions.model import EndReason, Session
from sessions.policy import Policy

STOP_S = 3.0
"""How long an end may take, from when it is due to when the cloud's bill stops."""
MAX_DURATION, BUDGET = EndReason.MAX_DURATION, EndReason.BUDGET


class Due(Enum):
    """What to do with a session now; the first that applies."""

    END = auto()
    GOODBYE = auto()
    WARN = auto()
    KEEP_ALIVE = auto()
    NOTHING = auto()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is due, and why.

    Attributes:
        due: What to do.
        reason: Why it ends, now or soon.
        ends_in_s: Seconds until the foreseen end; None when none is foreseen.
    """

    due: Due
    reason: EndReason | None = None
    ends_in_s: float | None = None


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Credits of the day and the month so far, running sessions included.

    Attributes:
        day: Of this UTC day.
        month: Of this UTC month.
        running: How many sessions go on spending.
    """

    day: float = 0.0
    month: float = 0.0
    running: int = 1


class End(NamedTuple):
    """A foreseen end: seconds left of how many, and what it will be called."""

    left_s: float
    whole_s: float
    reason: EndReason

    def is_near(self, share: float) -> bool:
        """Whether that share of the whole is used up."""
        # A microsecond of patience: 1 - 0.8 is a little less than 0.2.
        return self.left_s <= (1 - share) * self.whole_s + 1e-6


def judge(
    session: Session,
    *,
    policy: Policy,
    cloud_idle_s: float,
    spent: Spent,
    now: datetime,
) -> Verdict:
    """Decide what `session`, which is open or live, is due.

    Args:
        session: As the ledger has it.
        policy: The owner's limits and patience.
        cloud_idle_s: Silence after which its cloud ends it by itself.
        spent: What the budgets have seen.
        now: The time.
    """
    gone = _gone(session, policy, now)
    if gone is not None:
        return Verdict(due=Due.END, reason=gone)
    end = foreseen_end(session, policy, spent, now)
    if end is not None and end.left_s <= 0:
        return Verdict(due=Due.END, reason=end.reason, ends_in_s=0.0)
    if end is not None and session.warned_at is None and end.is_near(policy.warn_at):
        return Verdict(due=Due.WARN, reason=end.reason, ends_in_s=end.left_s)
    unsaid = session.parted_at is None
    if end is not None and unsaid and end.left_s <= policy.goodbye_s:
        return Verdict(due=Due.GOODBYE, reason=end.reason, ends_in_s=end.left_s)
    idle_s = session.idle_timeout_s or cloud_idle_s
    quiet_s = _since(session.touched_at, session, now)
    if _is_watched(session, policy, now) and quiet_s >= idle_s * policy.keep_alive_at:
        return Verdict(due=Due.KEEP_ALIVE)
    return Verdict(due=Due.NOTHING)


def _gone(session: Session, policy: Policy, now: datetime) -> EndReason | None:
    if session.beat_at is not None:
        # Somebody who talks is there, whatever became of the page's beats.
        quiet_s = _since(session.seen_at, session, now)
        return EndReason.PAGE_LEFT if quiet_s > policy.viewer_gone_s else None
    # Nobody but its client touches a session without a page, and no speech is cut.
    quiet_s = min(
        _since(session.seen_at, session, now), _since(session.touched_at, session, now)
    )
    idle_s = session.idle_timeout_s or policy.idle_s
    return EndReason.IDLE if quiet_s > idle_s else None


def _is_watched(session: Session, policy: Policy, now: datetime) -> bool:
    if session.beat_at is None:
        return False
    return _since(session.beat_at, session, now) <= policy.viewer_gone_s


def _since(when: datetime | None, session: Session, now: datetime) -> float:
    return (now - (when or session.created_at)).total_seconds()


def foreseen_end(
    session: Session, policy: Policy, spent: Spent, now: datetime
) -> End | None:
    """The first limit that will end `session`, open or live; None when none will."""
    limits = policy.limits
    tariff = policy.pricing.tariffs[session.billed_by]
    age_s = _since(None, session, now)
    ends: list[End] = []
    if limits.session_s is not None:
        ends.append(End(limits.session_s - age_s, limits.session_s, MAX_DURATION))
    if limits.session_credits is not None and not tariff.is_free:
        whole_s = tariff.seconds(limits.session_credits)
        if tariff.step_s > STOP_S:  # else what is begun in vain is hardly a loss
            whole_s = max(0.0, whole_s - STOP_S)
        ends.append(End(whole_s - age_s, whole_s, BUDGET))
    budgets = ((limits.day_credits, spent.day), (limits.month_credits, spent.month))
    for limit, so_far in budgets:
        if limit is not None and not tariff.is_free:
            per_s = tariff.credits_per_minute / 60 * max(1, spent.running)
            ends.append(End((limit - so_far) / per_s, limit / per_s, BUDGET))
    return min(ends, key=lambda end: end.left_s, default=None)


Farewell = Callable[[Session], str]
