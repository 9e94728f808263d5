"""A session's events and turns: appended within the transaction that causes them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sessions.model import Event, Role, Turn
from sessions.tables import events, sessions, turns
from storage.database import Database, announce
from storage.idempotency import forget_answers


def append_event(
    connection: Connection,
    session_id: str,
    at: datetime,
    kind: str,
    data: Mapping[str, Any],
) -> int:
    """Write down an event under the session's next number.

    The number is taken by updating the session's row, which others must then wait
    for: events are numbered without gaps and become visible in order. Once they are,
    `(session_id, number)` is announced to the database's listener.

    Returns:
        Its number.
    """
    next_seq = (
        update(sessions)
        .where(sessions.c.id == session_id)
        .values(event_seq=sessions.c.event_seq + 1)
        .returning(sessions.c.event_seq)
    )
    seq = int(connection.execute(next_seq).scalar_one())
    connection.execute(
        insert(events).values(
            session_id=session_id, seq=seq, at=at, kind=kind, data=dict(data)
        )
    )
    announce(connection, (session_id, seq))
    return seq


class Record:
    """What was said and what happened, session by session.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add(self, turn: Turn) -> None:
        """Write down what was said; a sign of life and activity at the cloud, too."""
        data = {
            "number": turn.number,
            "role": turn.role.value,
            "tasks": [task["task_id"] for task in turn.tasks],
        }
        values = {**vars(turn), "role": turn.role.value, "tasks": list(turn.tasks)}
        # A speech is activity for as long as it lasts.
        until = max(turn.began_at, turn.ends_at or turn.began_at)
        alive = {"seen_at": turn.began_at, "touched_at": until}
        with self._database.write() as connection:
            connection.execute(insert(turns).values(values))
            connection.execute(
                update(sessions).where(sessions.c.id == turn.session_id).values(**alive)
            )
            append_event(connection, turn.session_id, self._now(), "turn", data)

    def cut(self, session_id: str, number: int) -> None:
        """Write down that what was being said before turn `number` was cut short."""
        now = self._now()
        being_said = (
            update(turns)
            .where(
                turns.c.session_id == session_id,
                turns.c.number < number,
                turns.c.ends_at > now,
            )
            .values(interrupted=True, ends_at=now)
        )
        with self._database.write() as connection:
            cut = connection.execute(being_said).rowcount
            connection.execute(
                update(sessions)
                .where(sessions.c.id == session_id)
                .values(seen_at=now, touched_at=now)
            )
            data = {"turn": number, "cut": cut}
            append_event(connection, session_id, now, "interrupted", data)

    def turns(self, session_id: str) -> Sequence[Turn]:
        """Everything that was said, in order."""
        query = (
            select(*(turns.c[field.name] for field in fields(Turn)))
            .where(turns.c.session_id == session_id)
            .order_by(turns.c.id)
        )
        with self._database.read() as connection:
            return [_turn(row) for row in connection.execute(query)]

    def erase(self, session_id: str) -> int:
        """Delete the words of a session; that something was said, and its bill, stay.

        Returns:
            How many turns were erased.
        """
        wordless = (
            update(turns)
            .where(turns.c.session_id == session_id, turns.c.erased.is_(False))
            .values(text="", tasks=[], erased=True)
        )
        ids = select(sessions.c.id, sessions.c.cloud_session_id).where(
            sessions.c.id == session_id
        )
        with self._database.write() as connection:
            erased = connection.execute(wordless).rowcount
            # An answer that is kept to be repeated may hold the persona's words.
            forget_answers(connection, [*filter(None, connection.execute(ids).one())])
            if erased:
                data = {"turns": erased}
                append_event(connection, session_id, self._now(), "erased", data)
        return erased

    def events(
        self, session_id: str, *, after: int = 0, limit: int = 500
    ) -> Sequence[Event]:
        """A session's events numbered above `after`, in order, `limit` at most."""
        query = (
            select(*(events.c[field.name] for field in fields(Event)))
            .where(events.c.session_id == session_id, events.c.seq > after)
            .order_by(events.c.seq)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [Event(**row._mapping) for row in connection.execute(query)]

    def heads(self, session_ids: Collection[str]) -> Mapping[str, int]:
        """The number of the last event of each of these sessions."""
        query = select(sessions.c.id, sessions.c.event_seq).where(
            sessions.c.id.in_(list(session_ids))
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _turn(row: Row[Any]) -> Turn:
    values = dict(row._mapping)
    values["role"] = Role(values["role"])
    values["tasks"] = tuple(values["tasks"])
    return Turn(**values)
