"""How much may run and be spent: checked before the cloud is called, and during."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from errors import LimitReached, OverBudget
from sessions.cost import Pricing
from sessions.model import Session


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
    """What runs and what was spent, at the moment somebody wants one more session.

    Attributes:
        running: Sessions that have not ended.
        running_of_persona: Those of the same persona.
        unended: Gives them all, when they are needed.
        settled_since: Gives the credits of the ended ones created at or after a time.
    """

    running: int
    running_of_persona: int
    unended: Callable[[], Sequence[Session]]
    settled_since: Callable[[datetime], float]


def day_of(now: datetime) -> datetime:
    """When the UTC day of `now` began."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def month_of(now: datetime) -> datetime:
    """When the UTC month of `now` began."""
    return day_of(now).replace(day=1)


def admit(limits: Limits, load: Load, session: Session, pricing: Pricing) -> None:
    """Let one more session in, or say which limit is reached and when to try again.

    Args:
        limits: The owner's limits.
        load: What runs and was spent.
        session: The one more, which is to begin at its `created_at`.
        pricing: What sessions cost.

    Raises:
        LimitReached: Too many run at once.
        OverBudget: The day's or the month's credits do not allow another.
    """
    _refuse_many("at once", load.running, limits.sessions)
    _refuse_many(
        "with this persona", load.running_of_persona, limits.sessions_per_persona
    )
    now = session.created_at
    least = pricing.of(session.billed_by, 0.0).credits
    if limits.session_credits is not None and least > limits.session_credits:
        raise OverBudget(
            f"No session is as cheap as {limits.session_credits:g} credits.",
            detail=f"The shortest session costs {least:g} credits.",
        )
    next_month = month_of(day_of(now).replace(day=1) + timedelta(days=32))
    budgets = (
        ("day", limits.day_credits, day_of(now), day_of(now) + timedelta(days=1)),
        ("month", limits.month_credits, month_of(now), next_month),
    )
    for span, limit, began, again in budgets:
        if limit is None:
            continue
        # In this order what ends meanwhile is counted twice rather than not at all.
        running = pricing.running(load.unended(), began, now)
        spent = load.settled_since(began) + running
        if round(spent + least, 6) > limit:
            raise OverBudget(
                f"The budget of {limit:g} credits for one {span} is spent.",
                detail=f"{spent:.2f} credits are spent;"
                f" the shortest session costs {least:g}.",
                retry_after_s=(again - now).total_seconds(),
            )


def _refuse_many(where: str, running: int, limit: int | None) -> None:
    if limit is not None and running >= limit:
        many = f"All {limit} sessions that may run {where} are in use."
        one = f"The only session that may run {where} is in use."
        raise LimitReached(
            one if limit == 1 else many,
            detail=f"{running} of {limit} sessions run {where}.",
            retry_after_s=10,
        )
