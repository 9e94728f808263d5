"""Column types that mean the same in SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def ticks(when: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (when - EPOCH) // TICK


class Moment(TypeDecorator[datetime]):
    """A UTC time, stored as whole microseconds since 1970: exact, and it sorts."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Towards the database."""
        return None if value is None else ticks(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Out of the database."""
        return None if value is None else EPOCH + value * TICK
