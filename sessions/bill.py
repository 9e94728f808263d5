"""The bill for a span of days: its lines and their sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sessions.cost import Cost


class By(StrEnum):
    """What a line of the bill is about."""

    DAY = "day"
    PERSONA = "persona"
    CLOUD = "cloud"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the bill.

    Attributes:
        key: A day such as `2026-11-20`, or the id of a persona, or a cloud.
        sessions: How many the cloud has opened.
        cost: Their seconds, credits and money, running ones included.
    """

    key: str
    sessions: int
    cost: Cost


@dataclass(frozen=True, kw_only=True)
class Bill:
    """The lines of a span of days, by key, and their sum."""

    first: date
    last: date
    by: By
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True)
class Sum:
    """How many sessions, their seconds and their credits."""

    sessions: int = 0
    seconds: float = 0.0
    credits: float = 0.0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.sessions + other.sessions,
            self.seconds + other.seconds,
            self.credits + other.credits,
        )
