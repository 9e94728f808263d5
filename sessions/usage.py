"""What sessions cost over a span of days, in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Row,
    Table,
    case,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from errors import InvalidInput
from sessions.bill import Bill, By, Line, Sum
from sessions.cost import Cost, Pricing, Tariff
from sessions.daily import DAY, day_number
from sessions.ledger import UNENDED
from sessions.tables import daily
from sessions.tables import sessions as table
from storage.database import Database
from storage.types import EPOCH, TICK, Moment

MOST_DAYS = 366
SECOND = timedelta(seconds=1) // TICK


class Usage:
    """Sums what was settled in the database, and adds what runs.

    Args:
        database: Where the ledger is.
        pricing: What it costs.
        now: The clock, in UTC.
    """

    def __init__(
        self,
        *,
        database: Database,
        pricing: Pricing,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._pricing = pricing
        self._now = now

    def bill(self, first: date | None, last: date | None, by: By) -> Bill:
        """The sessions that were created in a span of UTC days.

        Args:
            first: The first day; without it, the month of `last` from its beginning.
            last: The last day, which counts; without it, today.
            by: What the lines are about.

        Raises:
            InvalidInput: The span is empty or longer than a year.
        """
        last = last or self._now().date()
        first = first or last.replace(day=1)
        days = (last - first).days + 1
        if not 1 <= days <= MOST_DAYS:
            why = f"The span must be from 1 to {MOST_DAYS} days, and is {days}."
            raise InvalidInput(why, fields={"to": [why]})
        sums = self._sums(_start(first), _start(last + timedelta(days=1)), by)
        return Bill(
            first=first,
            last=last,
            by=by,
            lines=tuple(self._line(key, sums[key]) for key in sorted(sums)),
            total=self._line("total", sum(sums.values(), start=Sum())),
        )

    def estimate(self, cloud: str, duration_s: float) -> tuple[Tariff, Cost]:
        """A cloud's rule, and what a session of so many seconds would cost by it.

        Raises:
            InvalidInput: There is no such cloud.
        """
        tariffs = self._pricing.tariffs
        if cloud not in tariffs:
            why = f"The cloud must be one of {', '.join(sorted(tariffs))}."
            raise InvalidInput(why, fields={"cloud": [why]})
        return tariffs[cloud], self._pricing.of(cloud, duration_s)

    def _sums(self, start: datetime, end: datetime, by: By) -> Mapping[str, Sum]:
        now = self._now()
        sums: dict[str, Sum] = defaultdict(Sum)
        with self._database.read() as connection:
            for row in connection.execute(_rows(start, end, by)):
                sums[_name(row.key)] += self._sum(row, now)
        return sums

    def _sum(self, row: Row[Any], now: datetime) -> Sum:
        if row.created_at is None:
            return Sum(int(row.sessions), float(row.lasted) / SECOND, row.credits)
        lasted = (row.ended_at or now) - row.created_at
        cost = self._pricing.of(row.tariff, max(0.0, lasted.total_seconds()))
        return Sum(1, cost.duration_s, cost.credits)

    def _line(self, key: str, figures: Sum) -> Line:
        cost = self._pricing.total(figures.seconds, figures.credits)
        return Line(key=key, sessions=figures.sessions, cost=cost)


def _rows(start: datetime, end: datetime, by: By) -> CompoundSelect[Any]:
    """A row per key for what is settled, and one for each session that is not.

    One statement, and so one look at the ledger: a session that ends meanwhile is
    seen before or after, never twice.
    """
    no_time = type_coerce(cast(null(), BigInteger), Moment)
    settled = (
        select(
            _key(daily, by).label("key"),
            func.sum(daily.c.sessions).label("sessions"),
            func.sum(daily.c.lasted_ticks).label("lasted"),
            func.sum(daily.c.credits).label("credits"),
            no_time.label("created_at"),
            no_time.label("ended_at"),
            literal("").label("tariff"),
        )
        .where(daily.c.day >= day_number(start), daily.c.day < day_number(end))
        .group_by(_key(daily, by))
    )
    running = select(
        _key(table, by),
        literal(1),
        literal(0),
        literal(0.0),
        table.c.created_at,
        table.c.ended_at,
        case((table.c.tariff == "", table.c.cloud), else_=table.c.tariff),
    ).where(
        table.c.state.in_(UNENDED),
        table.c.created_at >= start,
        table.c.created_at < end,
    )
    return union_all(settled, running)


def _key(source: Table, by: By) -> ColumnElement[Any]:
    if by is not By.DAY:
        return source.c.persona_id if by is By.PERSONA else source.c.cloud
    if source is daily:
        return daily.c.day
    return type_coerce(source.c.created_at, BigInteger) // DAY


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _name(key: int | str) -> str:
    """Days are numbered from 1970 in the ledger."""
    if isinstance(key, str):
        return key
    return (EPOCH + timedelta(days=key)).date().isoformat()
