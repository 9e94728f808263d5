"""What a session costs: each cloud's own rounding, as data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sessions.model import Session


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """How a cloud turns seconds into credits.

    Attributes:
        credits_per_minute: Price of a minute.
        minimum_s: Seconds charged at least.
        step_s: A step begun is a step charged.
        source: Where that is written.
    """

    credits_per_minute: float
    minimum_s: float
    step_s: float
    source: str = ""

    def credits(self, duration_s: float) -> float:
        """Credits for a session of `duration_s` seconds."""
        # Steps are whole in practice; a hair over one is the clock's noise, not time.
        steps = math.ceil(round(duration_s / self.step_s, 6))
        return max(self.minimum_s, steps * self.step_s) * self.credits_per_minute / 60

    @property
    def is_free(self) -> bool:
        """Whether nothing is charged, however long it takes."""
        return self.credits_per_minute == 0

    def seconds(self, credits: float) -> float:
        """The longest session that costs at most `credits`; 0 when none does."""
        if self.is_free:
            return math.inf
        steps = math.floor(
            round(credits / self.credits_per_minute * 60 / self.step_s, 6)
        )
        affordable_s = steps * self.step_s
        return affordable_s if affordable_s >= self.minimum_s else 0.0


HEYGEN = Tariff(
    credits_per_minute=0.2,
    minimum_s=30,
    step_s=1,
    source="docs.heygen.com, streaming pricing (2025)",
)
LIVEAVATAR = Tariff(
    credits_per_minute=2,
    minimum_s=60,
    step_s=60,
    source="docs.liveavatar.com, FULL mode: billed by the minute begun (2026)",
)
LIVEAVATAR_LITE = replace(
    LIVEAVATAR,
    credits_per_minute=1,
    source="docs.liveavatar.com, LITE mode: billed by the minute begun (2026)",
)
LIVEAVATAR_FREE = Tariff(
    credits_per_minute=0,
    minimum_s=0,
    step_s=1,
    source="docs.liveavatar.com, free sessions of a minute (2026)",
)
TARIFFS: Mapping[str, Tariff] = {
    "heygen": HEYGEN,
    "liveavatar": LIVEAVATAR,
    "liveavatar-lite": LIVEAVATAR_LITE,
    "liveavatar-free": LIVEAVATAR_FREE,
}
"""Every cloud's, by its name, and what bills otherwise there."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a session or a span of them has cost.

    Attributes:
        duration_s: Seconds billed for, before rounding.
        credits: By the cloud's rule.
        money: Credits times the price of one; None when no price is set.
        currency: What `money` is in.
    """

    duration_s: float
    credits: float
    money: float | None
    currency: str


@dataclass(frozen=True, kw_only=True)
class Pricing:
    """Tariffs by name, and what a credit costs."""

    tariffs: Mapping[str, Tariff]
    price_per_credit: float | None = None
    currency: str = "USD"

    def of(self, tariff: str, duration_s: float) -> Cost:
        """The cost of a session of `duration_s` seconds by the tariff of this name."""
        return self.total(duration_s, self.tariffs[tariff].credits(duration_s))

    def so_far(self, session: Session, now: datetime) -> Cost:
        """What `session` has cost until `now` or its end; nothing if it never opened.

        A session bills from its creation, whether or not its media ever ran. What
        was settled at its end stays so, whatever its cloud charges today.
        """
        if session.never_opened:
            return self.total(0.0, 0.0)
        end = session.ended_at or now
        duration_s = max(0.0, (end - session.created_at).total_seconds())
        if session.credits is not None:
            return self.total(duration_s, session.credits)
        return self.of(session.billed_by, duration_s)

    def running(
        self, sessions: Iterable[Session], since: datetime, now: datetime
    ) -> float:
        """Credits so far of those of `sessions` that were created at or after `since`.

        Args:
            sessions: Unended ones.
            since: The beginning of a day or a month.
            now: The time.
        """
        return sum(
            self.so_far(session, now).credits
            for session in sessions
            if session.created_at >= since
        )

    def total(self, duration_s: float, credits: float) -> Cost:
        """The cost of so many seconds that came to so many credits."""
        money = None
        if self.price_per_credit is not None:
            money = round(credits * self.price_per_credit, 4)
        return Cost(
            duration_s=round(duration_s, 3),
            credits=round(credits, 6),
            money=money,
            currency=self.currency,
        )
