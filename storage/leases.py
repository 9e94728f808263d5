"""One leader among all processes: a row that its holder renews and others may take."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.types import Moment

metadata = MetaData()
leases = Table(
    "leases",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)


class Leases:
    """Gives a name to one holder at a time.

    Args:
        database: Where the rows are.
        for_s: Seconds a lease lasts without being renewed.

    Attributes:
        last: How long a lease lasts without being renewed.
    """

    def __init__(self, *, database: Database, for_s: float) -> None:
        self._database = database
        self.last = timedelta(seconds=for_s)

    def hold(self, name: str, holder: str, now: Callable[[], datetime]) -> bool:
        """Take or renew it; False while somebody else has it.

        The clock is read when the row can be written: whoever had to wait for that
        would else take a lease that is half over, or has run out already.
        """
        mine = leases.c.name == name
        with self._database.write() as connection:
            # Where writers do not wait for each other, they do for a row.
            connection.execute(select(leases.c.name).where(mine).with_for_update())
            at = now()
            lease = {"holder": holder, "until": at + self.last}
            free = or_(leases.c.holder == holder, leases.c.until < at)
            if connection.execute(
                update(leases).where(mine, free).values(lease)
            ).rowcount:
                return True
            with connection.begin_nested() as attempt:
                try:
                    connection.execute(insert(leases).values(name=name, **lease))
                except IntegrityError:
                    attempt.rollback()
                    return False
        return True

    def holders(self, prefix: str, now: datetime) -> Collection[str]:
        """Who holds a lease of such a name."""
        like = leases.c.name.startswith(prefix, autoescape=True)
        query = select(leases.c.holder).where(like, leases.c.until >= now)
        with self._database.read() as connection:
            return {row[0] for row in connection.execute(query)}

    def forget(self, prefix: str, before: datetime) -> None:
        """Delete the leases of such a name that ended before then."""
        like = leases.c.name.startswith(prefix, autoescape=True)
        with self._database.write() as connection:
            connection.execute(delete(leases).where(like, leases.c.until < before))

    def release(self, name: str, holder: str) -> None:
        """Give it back, so that the next one need not wait for its end."""
        mine = (leases.c.name == name) & (leases.c.holder == holder)
        with self._database.write() as connection:
            connection.execute(delete(leases).where(mine))
