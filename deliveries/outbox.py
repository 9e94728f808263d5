"""What is to be delivered, as those see it who write it down or look after it.

How it is given to couriers, one at a time, is in `claims.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from deliveries.model import Body, Delivery, Kind, State, without_words
from deliveries.tables import COLUMNS, delivery_of
from deliveries.tables import deliveries as table
from errors import NotFound, WrongState
from storage.database import Database

ID_LIMIT = 200
UNDELIVERED = (State.WAITING, State.DEAD)
AGAIN: Mapping[str, Any] = {
    "state": State.WAITING.value,
    "attempts": 0,
    "tried_at": None,
    "last_error": None,
}


class Outbox:
    """The record of what has been, and is to be, told to somebody else.

    Args:
        database: Where it is kept.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add(
        self,
        connection: Connection,
        *,
        conversation_id: str,
        session_id: str,
        kind: Kind,
        body: Body,
    ) -> str:
        """Write something down to be delivered; it counts when `connection` commits.

        Args:
            connection: In the transaction of what it tells about.
            conversation_id: The receiver's name for the conversation. What is added to
                one conversation, each after the other was committed, keeps its order.
            session_id: Ours.
            kind: What it tells.
            body: What to send, as JSON.

        Returns:
            The delivery's id.
        """
        delivery_id = str(uuid.uuid4())
        conversation_id = _storable(conversation_id)
        row = {
            "id": delivery_id,
            "conversation_id": conversation_id,
            "session_id": session_id,
            "kind": Kind(kind).value,
            "body": dict(body),
            "created_at": self._now(),
            "completed": False,
            **AGAIN,
            "queue": conversation_id,
            "retry_at": self._now(),
        }
        connection.execute(insert(table).values(row))
        return delivery_id

    def find(self, delivery_id: str) -> Delivery:
        """The delivery with this id.

        Raises:
            NotFound: There is none.
        """
        with self._database.read() as connection:
            return _find(connection, delivery_id)

    def page(
        self, states: Sequence[State] = UNDELIVERED, *, limit: int = 50
    ) -> Sequence[Delivery]:
        """Deliveries in one of these states, oldest first, `limit` at most."""
        query = (
            select(*COLUMNS)
            .where(table.c.state.in_([state.value for state in states]))
            .order_by(table.c.seq)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [delivery_of(row) for row in connection.execute(query)]

    def dead(self, *, limit: int = 50) -> Sequence[Delivery]:
        """Those that were given up, oldest first."""
        return self.page((State.DEAD,), limit=limit)

    def counts(self) -> Mapping[State, int]:
        """How many there are in each state."""
        query = select(table.c.state, func.count()).group_by(table.c.state)
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {state: found.get(state.value, 0) for state in State}

    def resend(self, delivery_id: str) -> None:
        """Try it again at once, as if it were new, and before the later ones.

        Raises:
            NotFound: There is no such delivery.
            WrongState: It has arrived; its words are gone.
        """
        undelivered = table.c.state.in_([state.value for state in UNDELIVERED])
        again = (
            update(table)
            .where(table.c.id == delivery_id, undelivered)
            .values(**AGAIN, queue=table.c.conversation_id, retry_at=self._now())
        )
        with self._database.write() as connection:
            if connection.execute(again).rowcount != 1:
                _find(connection, delivery_id)
                raise WrongState("It has been delivered.")

    def resend_dead(self) -> int:
        """Try all that were given up again; how many these are."""
        dead = table.c.state == State.DEAD.value
        with self._database.read() as connection:
            ids = connection.scalars(select(table.c.id).where(dead)).all()
        for delivery_id in ids:
            self.resend(delivery_id)
        return len(ids)

    def erase(self, connection: Connection, session_id: str) -> None:
        """Take everybody's words out of what is not delivered yet about a session.

        That something is to be told, stays; nothing is added to it any more.
        """
        undelivered = (
            select(table.c.seq, table.c.body)
            .where(
                table.c.session_id == session_id,
                table.c.state.in_([state.value for state in UNDELIVERED]),
            )
            .order_by(table.c.seq)
            .with_for_update()
        )
        for seq, body in connection.execute(undelivered).all():
            connection.execute(
                update(table)
                .where(table.c.seq == seq)
                .values(body=without_words(body), completed=True)
            )


def _find(connection: Connection, delivery_id: str) -> Delivery:
    row = connection.execute(select(*COLUMNS).where(table.c.id == delivery_id)).first()
    if row is None:
        raise NotFound("There is no such delivery.")
    return delivery_of(row)


def _storable(conversation_id: str) -> str:
    # A client chose it. One that no database can hold reaches nobody, but it must not
    # keep a session from ending: it becomes a dead letter that somebody can see.
    text = conversation_id.encode("utf-8", "replace").decode().replace("\x00", "?")
    return text[:ID_LIMIT]
