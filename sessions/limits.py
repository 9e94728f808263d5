"""How much may run and be spent: checked before the cloud is called, and during."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from errors import LimitReached, OverBudget

WARN_AT = 0.8


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The owner's limits; None is none.

    Attributes:
        sessions: Most sessions at once.
        sessions_per_persona: Most at once for one persona.
        session_s: Longest session, in seconds.
        session_credits: Most credits one session may cost.
        day_credits: Most credits in a UTC day.
        month_credits: Most credits in a UTC month.
    """

    sessions: int | None = None
    sessions_per_persona: int | None = None
    session_s: float | None = None
    session_credits: float | None = None
    day_credits: float | None = None
    month_credits: float | None = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """What runs and what was spent, at the moment somebody wants one more session."""

    running: int
    running_of_persona: int
    day_credits: float
    month_credits: float


def day_of(now: datetime) -> datetime:
    """When the UTC day of `now` began."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(now: datetime) -> datetime:
    """When the UTC month of `now` began."""
    return day_of(now).replace(day=1)


def admit(limits: Limits, load: Load, now: datetime, least_credits: float) -> None:
    """Let one more session in, or say which limit is reached and when to try again.

    Args:
        limits: The owner's limits.
        load: What runs and was spent.
        now: The time.
        least_credits: What the shortest session costs.

    Raises:
        LimitReached: Too many run at once.
        OverBudget: The day's or the month's credits do not allow another.
    """
    _refuse_many("at once", load.running, limits.sessions)
    _refuse_many(
        "with this persona", load.running_of_persona, limits.sessions_per_persona
    )
    next_day = day_of(now) + timedelta(days=1)
    next_month = month_of(now + timedelta(days=32 - now.day))
    budgets = (
        ("session", 0.0, limits.session_credits, None),
        ("day", load.day_credits, limits.day_credits, next_day),
        ("month", load.month_credits, limits.month_credits, next_month),
    )
    for span, spent, limit, again in budgets:
        if limit is not None and spent + least_credits > limit:
            wait_s = None if again is None else (again - now).total_seconds()
            raise OverBudget(
                f"The budget of {limit:g} credits for one {span} is spent.",
                detail=f"{spent:.2f} credits are spent;"
                f" the shortest session costs {least_credits:g}.",
                retry_after_s=wait_s,
            )


def _refuse_many(where: str, running: int, limit: int | None) -> None:
    if limit is not None and running >= limit:
        raise LimitReached(
            f"All {limit} sessions that may run {where} are in use.",
            detail=f"{running} of {limit} sessions run {where}.",
            retry_after_s=10,
        )
