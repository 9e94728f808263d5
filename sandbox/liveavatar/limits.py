"""What an account at LiveAvatar may do, and what it pays."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.liveavatar.order import FULL, LITE, Order

CREDITS_PER_MINUTE = {FULL: 2.0, LITE: 1.0}
"""By mode, for each minute begun. Source: liveavatar.com, pricing (2026)."""

MINUTE_S = 60.0

FREE_S = 60.0
"""How long a session with `is_sandbox` lasts; it costs nothing."""


def credits_a_minute(order: Order) -> float:
    """What a session costs."""
    return 0.0 if order.is_sandbox else CREDITS_PER_MINUTE[order.mode]


@dataclass(frozen=True, kw_only=True)
class AccountLimits:
    """Limits of one account.

    Attributes:
        max_sessions: Sessions at once. The cloud's own number is on no record.
        credits: What it starts with: the plan Starter with its bonus.
        idle_timeout_s: Seconds without activity that end a session.
        session_limit_s: Seconds after which a session always ends.
        agent_seats: Whether a start gives a seat in the room to the caller's own
            server (1), or to the viewer alone (0): both were seen.
    """

    max_sessions: int = 5
    credits: float = 160.0
    idle_timeout_s: float = 300.0
    session_limit_s: float = 1200.0
    agent_seats: int = 1
