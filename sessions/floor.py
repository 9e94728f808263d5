"""Who has the floor: one sentence at a time, of the turn that is on, in the ledger.

Whoever wants to send a sentence to the cloud takes the floor first, which only a live
session gives, only for its present turn, and to one at a time. Whoever interrupts
raises the turn first and then waits for the floor to be free. So, in however many
processes, no sentence of an earlier turn leaves after an interrupt has returned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from errors import WrongState
from sessions.model import State, Turn
from sessions.rows import append_event, being_said, facts_of, insert_turn
from sessions.tables import sessions, turns
from storage.database import Database


class Answer(Enum):
    """What becomes of the wish to speak."""

    MINE = auto()
    TAKEN = auto()
    OVERTAKEN = auto()


@dataclass(frozen=True, kw_only=True)
class Raised:
    """A turn that has just begun.

    Attributes:
        turn: Its number.
        sending: Who had a sentence on its way at that moment; None for nobody.
        being_said: Whether something earlier was being said, by the cloud's figures.
        said_id: The id of the user's words that began it, if any did.
    """

    turn: int
    sending: str | None
    being_said: bool
    said_id: int | None = None

    @property
    def is_noisy(self) -> bool:
        """Whether there is anything at the cloud to be silenced."""
        return self.being_said or self.sending is not None


class Floor:
    """The floor of every session.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def raise_turn(self, session_id: str, said: Turn | None = None) -> Raised:
        """Begin a turn: what belongs to a lower one is stale from here on.

        Args:
            session_id: Ours.
            said: The user's words that begin it; its number is set here.

        Raises:
            WrongState: The session is not live any more.
        """
        now = self._now()
        raised = (
            update(sessions)
            .where(sessions.c.id == session_id, sessions.c.state == State.LIVE.value)
            .values(turn=sessions.c.turn + 1, seen_at=now)
            .returning(sessions.c.turn, sessions.c.sending)
        )
        with self._database.write(durable=False) as connection:
            row = connection.execute(raised).first()
            if row is None:
                raise WrongState("This session has ended.")
            being_said = _count_being_said(connection, session_id, now)
            said_id = None
            if said is not None:
                begun = replace(said, number=row.turn)
                said_id = insert_turn(connection, begun)
                append_event(connection, session_id, now, "turn", facts_of(begun))
        return Raised(
            turn=row.turn,
            sending=row.sending,
            being_said=bool(being_said),
            said_id=said_id,
        )

    def take(self, session_id: str, turn: int, token: str) -> Answer:
        """Ask to send one sentence of `turn`; MINE until `said` or `give_back`."""
        taken = (
            update(sessions)
            .where(
                sessions.c.id == session_id,
                sessions.c.state == State.LIVE.value,
                sessions.c.turn == turn,
                sessions.c.sending.is_(None),
            )
            .values(sending=token)
        )
        query = select(sessions.c.turn, sessions.c.state).where(
            sessions.c.id == session_id
        )
        with self._database.write(durable=False) as connection:
            if connection.execute(taken).rowcount:
                return Answer.MINE
            row = connection.execute(query).one()
        gone = row.turn != turn or row.state != State.LIVE.value
        return Answer.OVERTAKEN if gone else Answer.TAKEN

    def turn(self, session_id: str) -> int:
        """The number of the turn that is on."""
        query = select(sessions.c.turn).where(sessions.c.id == session_id)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def holder(self, session_id: str) -> str | None:
        """Whoever has it at this moment."""
        query = select(sessions.c.sending).where(sessions.c.id == session_id)
        with self._database.read() as connection:
            holder: str | None = connection.execute(query).scalar_one()
        return holder

    def give_back(self, session_id: str, token: str) -> None:
        """Free it, if `token` has it still; also for one who died with it."""
        with self._database.write(durable=False) as connection:
            free(connection, session_id, token)


def free(
    connection: Connection, session_id: str, token: str, **changes: ColumnElement[Any]
) -> bool:
    """Free the floor and set other fields of the session, if `token` has it still."""
    freed = (
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.sending == token)
        .values(sending=None, **changes)
    )
    return bool(connection.execute(freed).rowcount)


def _count_being_said(connection: Connection, session_id: str, now: datetime) -> int:
    query = select(func.count()).select_from(turns).where(*being_said(session_id, now))
    return int(connection.execute(query).scalar_one())
