"""What is being said, written down sentence by sentence, and cut where it was cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from sessions import heard
from sessions.floor import free
from sessions.model import Turn
from sessions.rows import (
    COLUMNS,
    append_event,
    at_least,
    being_said,
    facts_of,
    insert_turn,
    turn_of,
)
from sessions.tables import sessions, turns
from storage.database import Database


class Speeches:
    """The persona's turns while they grow.

    Args:
        database: Where they are kept.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def said(self, turn: Turn, token: str, *, is_over: bool) -> Turn:
        """Write down the sentence that the cloud has just taken, and free the floor.

        Args:
            turn: What was said so far, this sentence included.
            token: Who had the floor.
            is_over: Whether nothing of this turn follows; then it is an event.

        Returns:
            The turn as it is written down.
        """
        now = self._now()
        # Whoever has a text said is there. Who was answered has been seen when the
        # question came, and may have left since.
        came = at_least(sessions.c.seen_at, min(turn.began_at, now))
        seen = {"seen_at": came} if is_over else {}
        with self._database.write(durable=False) as connection:
            was_held = free(
                connection,
                turn.session_id,
                token,
                # A speech is activity for as long as it lasts.
                touched_at=at_least(
                    sessions.c.touched_at, turn.ends_at or turn.began_at
                ),
                **seen,
            )
            if not was_held:
                # Given up as lost by whoever interrupted it, who has silenced it.
                turn = replace(turn, interrupted=True)
            if turn.id is None:
                turn = replace(turn, id=insert_turn(connection, turn))
            else:
                _rewrite(connection, turn)
            if is_over:
                self._close(connection, turn, now)
        return turn

    def close(self, turn: Turn) -> None:
        """Write down that nothing follows, and how it went.

        Of a turn of which nothing was said there is only the event.
        """
        cut = {"interrupted": True} if turn.interrupted else {}
        how = (
            update(turns)
            .where(turns.c.id == turn.id)
            .values(warning=turn.warning, figures=turn.figures, **cut)
            .returning(turns.c.interrupted)
        )
        with self._database.write(durable=False) as connection:
            _lock(connection, turn.session_id)
            if turn.id is not None:
                # Others may have cut it meanwhile.
                interrupted = bool(connection.execute(how).scalar_one())
                turn = replace(turn, interrupted=interrupted)
            self._close(connection, turn, self._now())

    def audible_from(self, session_id: str, now: datetime) -> datetime:
        """When what is sent now can be heard: after all that is being said."""
        last = select(func.max(turns.c.ends_at)).where(*being_said(session_id, now))
        with self._database.read() as connection:
            ends_at: datetime | None = connection.execute(last).scalar_one()
        return max(now, ends_at or now)

    def cut(self, session_id: str, number: int) -> None:
        """Write down that what was being said before turn `number` was cut short.

        Of a speech that was cut, the words that could be heard are left.
        """
        now = self._now()
        query = select(*COLUMNS).where(
            *being_said(session_id, now), turns.c.number < number
        )
        with self._database.write(durable=False) as connection:
            connection.execute(
                update(sessions)
                .where(sessions.c.id == session_id)
                .values(seen_at=now, touched_at=now)
            )
            cut = [turn_of(row) for row in connection.execute(query)]
            for turn in cut:
                words = heard.as_heard(turn, now).text
                connection.execute(
                    update(turns)
                    .where(turns.c.id == turn.id)
                    .values(interrupted=True, ends_at=now, text=words)
                )
            data = {"turn": number, "cut": len(cut)}
            append_event(connection, session_id, now, "interrupted", data)

    def _close(self, connection: Connection, turn: Turn, now: datetime) -> None:
        if turn.figures is not None:
            connection.execute(
                update(sessions)
                .where(sessions.c.id == turn.session_id)
                .values(last_reply=turn.figures)
            )
        append_event(connection, turn.session_id, now, "turn", facts_of(turn))


def _lock(connection: Connection, session_id: str) -> None:
    """Have the session's row before its turns', as whoever erases it does."""
    row = select(sessions.c.id).where(sessions.c.id == session_id)
    connection.execute(row.with_for_update())


def _rewrite(connection: Connection, turn: Turn) -> None:
    # Words that were erased while they were being said do not come back.
    grown = (
        update(turns)
        .where(turns.c.id == turn.id, turns.c.erased.is_(False))
        .values(
            text=turn.text,
            tasks=list(turn.tasks),
            ends_at=turn.ends_at,
            interrupted=turn.interrupted,
        )
    )
    connection.execute(grown)
