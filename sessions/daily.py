"""What ended sessions came to, summed per day as they end.

So a bill and a budget cost the same to look at after ten sessions and after a million.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from sessions.model import Session
from sessions.tables import daily
from storage.types import TICK, ticks

DAY = timedelta(days=1) // TICK


def day_number(when: datetime) -> int:
    """Days since 1970, by UTC."""
    return ticks(when) // DAY


def settle(connection: Connection, session: Session) -> None:
    """Add a session that has just been closed to the sums of the day it began."""
    ended_at = session.ended_at or session.created_at
    lasted = max(ended_at - session.created_at, timedelta())
    keys = {
        "day": day_number(session.created_at),
        "persona_id": session.persona_id,
        "cloud": session.cloud,
    }
    sums = {
        "sessions": 1,
        "lasted_ticks": lasted // TICK,
        "credits": session.credits or 0.0,
    }
    add = (
        update(daily)
        .where(*(daily.c[name] == key for name, key in keys.items()))
        .values({name: daily.c[name] + more for name, more in sums.items()})
    )
    if connection.execute(add).rowcount:
        return
    with connection.begin_nested() as attempt:
        try:
            connection.execute(insert(daily).values(keys | sums))
            return
        except IntegrityError:
            attempt.rollback()  # another process was first today
    connection.execute(add)


def credits_since(connection: Connection, day: datetime) -> float:
    """Credits of the ended sessions that began on `day`, by UTC, or later."""
    total = select(func.sum(daily.c.credits)).where(daily.c.day >= day_number(day))
    return float(connection.execute(total).scalar() or 0.0)
