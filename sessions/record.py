"""What was said and what happened in each session, to be written and to be read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from sessions.figures import Figures
from sessions.floor import Floor
from sessions.model import Event, Turn
from sessions.rows import (
    append_event,
    at_least,
    facts_of,
    insert_turn,
    said_in,
    turn_of,
)
from sessions.speeches import Speeches
from sessions.tables import events, sessions, turns
from storage.database import Database
from storage.idempotency import forget_answers

AtErasure = Callable[[Connection, str], None]


class Record:
    """What was said and what happened, session by session.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
        at_erasure: Erases the words of a session wherever else they are kept, in the
            same transaction.

    Attributes:
        floor: Who may speak.
        speeches: What is being said.
    """

    def __init__(
        self,
        *,
        database: Database,
        now: Callable[[], datetime],
        at_erasure: AtErasure = lambda _connection, _session_id: None,
    ) -> None:
        self._database = database
        self._now = now
        self._at_erasure = at_erasure
        self.floor = Floor(database=database, now=now)
        self.speeches = Speeches(database=database, now=now)

    def add(self, turn: Turn) -> int:
        """Write down what was said; a sign of life and activity at the cloud, too.

        Returns:
            The turn's id.
        """
        # A speech is activity for as long as it lasts.
        until = max(turn.began_at, turn.ends_at or turn.began_at)
        alive = {
            "seen_at": at_least(sessions.c.seen_at, turn.began_at),
            "touched_at": at_least(sessions.c.touched_at, until),
        }
        with self._database.write(durable=False) as connection:
            turn_id = insert_turn(connection, turn)
            connection.execute(
                update(sessions).where(sessions.c.id == turn.session_id).values(**alive)
            )
            append_event(
                connection, turn.session_id, self._now(), "turn", facts_of(turn)
            )
        return turn_id

    def touch(self, session_id: str) -> None:
        """Write down that something is going on; a speech is so until its end."""
        touched_at = at_least(sessions.c.touched_at, self._now())
        touched = update(sessions).where(sessions.c.id == session_id)
        with self._database.write(durable=False) as connection:
            connection.execute(touched.values(touched_at=touched_at))

    def refuse(self, turn_id: int) -> None:
        """Keep a user's turn from every model, as it was refused after all."""
        refused = update(turns).where(turns.c.id == turn_id).values(refused=True)
        with self._database.write() as connection:
            connection.execute(refused)

    def turns(self, session_id: str, *, after: int = 0) -> Sequence[Turn]:
        """Everything that was said, in order; `after` is the id of a turn."""
        query = said_in(session_id).where(turns.c.id > after)
        with self._database.read() as connection:
            return [turn_of(row) for row in connection.execute(query)]

    def last_figures(self, count: int) -> Sequence[Figures]:
        """When the steps of the last replies were reached, newest first."""
        query = (
            select(turns.c.figures)
            .where(turns.c.figures.is_not(None))
            .order_by(turns.c.id.desc())
            .limit(count)
        )
        with self._database.read() as connection:
            return [row.figures for row in connection.execute(query)]

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
        # A summary that is being made of them now finds that they are summed up.
        last = (
            select(func.coalesce(func.max(turns.c.id), 0))
            .where(turns.c.session_id == session_id)
            .scalar_subquery()
        )
        forgetful = (
            update(sessions)
            .where(sessions.c.id == session_id)
            .values(summary="", variables=None, summed_up_to=last)
        )
        ids = select(sessions.c.id, sessions.c.cloud_session_id).where(
            sessions.c.id == session_id
        )
        with self._database.write() as connection:
            # The session first, as whoever speaks does: so nobody waits in a ring.
            connection.execute(forgetful)
            erased = connection.execute(wordless).rowcount
            self._at_erasure(connection, session_id)
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
