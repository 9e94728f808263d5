"""Whose each proxied session is, from its token on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    false,
    insert,
    select,
    update,
)

from liveavatar.customers import digest
from storage.database import Database
from storage.types import Moment

KEPT_FOR = timedelta(days=30)
"""Longer than any session, and than what was said in one takes to be delivered."""

APART = timedelta(seconds=30)
"""How much later than the first the second witness may tell the same."""

metadata = MetaData()
seats = Table(
    "seats",
    metadata,
    Column("session_id", String(200), primary_key=True),
    Column("customer", String(16), nullable=False),
    Column("conversation_id", String(200), nullable=False, index=True),
    Column("intro", Text, nullable=False),
    Column("face", String(10), nullable=False),
    Column("is_lite", Boolean, nullable=False, server_default=false()),
    Column("most_sessions", Integer),
    Column("is_stopped", Boolean, nullable=False),
    # What one witness told of late and the other not yet: who, a hash, and when.
    Column("told", JSON, nullable=False),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False, index=True),
)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A session made for a customer; its token and the customer's key are not kept.

    Attributes:
        session_id: LiveAvatar's id for it.
        customer: The customer's id.
        conversation_id: Whose it is at the business back-end.
        intro: The first words.
        face: Which generation of the proxy made it: `v1` or `api`.
        is_lite: Whether LiveAvatar lends the face only, and hears nobody.
        most_sessions: How many the customer may have at once; None for no limit.
        is_stopped: Whether it is over for its customer, begun or not.
    """

    session_id: str
    customer: str
    conversation_id: str
    intro: str
    face: str
    is_lite: bool = False
    most_sessions: int | None = None
    is_stopped: bool = False

    @property
    def opened_by(self) -> str:
        """What the ledger says of who opened it."""
        return f"{self.face}:{self.customer}"


COLUMNS = [seats.c[field.name] for field in fields(Seat)]


class Seats:
    """All seats; safe for many processes.

    Args:
        database: Where they are.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add(self, seat: Seat, token: str) -> None:
        """Write one down, and forget those of long ago.

        A conversation belongs to the customer who names it first. Where somebody else
        names it too, the seat is given one of its own: so nobody can have words put
        into another's conversation, nor find out that there is one.
        """
        now = self._now()
        with self._database.write() as connection:
            connection.execute(delete(seats).where(seats.c.made_at < now - KEPT_FOR))
            if _is_anothers(connection, seat):
                seat = replace(seat, conversation_id=seat.session_id)
            row = {**vars(seat), "token_sha256": digest(token), "made_at": now}
            connection.execute(insert(seats).values({**row, "told": []}))

    def stop(self, session_id: str) -> None:
        """It is over for its customer; a start that is under way has come too late."""
        over = update(seats).where(seats.c.session_id == session_id)
        with self._database.write() as connection:
            connection.execute(over.values(is_stopped=True, told=[]))

    def is_news(self, session_id: str, what: str, *, witness: str) -> bool:
        """Whether no other witness has told this; what each tells counts once.

        The page and our own seat in the room tell of the same things at the same
        moment, maybe in two processes. Something that is said twice each tells twice.

        Args:
            session_id: LiveAvatar's id for the session.
            what: Who said what.
            witness: Who tells it.
        """
        now, hashed = self._now(), digest(what)
        this = seats.c.session_id == session_id
        query = select(seats.c.told).where(this).with_for_update()
        with self._database.write(durable=False) as connection:
            told = connection.execute(query).scalar() or []
            young = [one for one in told if one[2] > (now - APART).timestamp()]
            twin = next(
                (one for one in young if one[0] != witness and one[1] == hashed), None
            )
            if twin is None:
                young.append([witness, hashed, now.timestamp()])
            else:
                young.remove(twin)
            connection.execute(update(seats).where(this).values(told=young))
        return twin is None

    def of_session(self, session_id: str) -> Seat | None:
        """The seat of a session, by LiveAvatar's id for it."""
        with self._database.read() as connection:
            return find(connection, session_id)

    def of_token(self, token: str) -> Seat | None:
        """The seat that a session's token belongs to."""
        query = select(*COLUMNS).where(seats.c.token_sha256 == digest(token))
        with self._database.read() as connection:
            return _seat(connection.execute(query).first())


def find(connection: Connection, session_id: str) -> Seat | None:
    """The seat of a session, within somebody's transaction."""
    if "\x00" in session_id:
        return None  # PostgreSQL cannot be asked for it
    query = select(*COLUMNS).where(seats.c.session_id == session_id)
    return _seat(connection.execute(query).first())


def _is_anothers(connection: Connection, seat: Seat) -> bool:
    query = select(seats.c.session_id).where(
        seats.c.conversation_id == seat.conversation_id,
        seats.c.customer != seat.customer,
    )
    return connection.execute(query.limit(1)).first() is not None


def _seat(row: Row[Any] | None) -> Seat | None:
    return Seat(**row._mapping) if row is not None else None
