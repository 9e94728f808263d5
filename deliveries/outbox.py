"""What has to be delivered, written down in the transaction that causes it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from deliveries.model import Delivery, Fate
from deliveries.tables import deliveries as table
from errors import NotFound
from storage.database import Database

COLUMNS = [table.c[field.name] for field in fields(Delivery)]
NO_WORDS: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a receiver that fails is tried; in seconds.

    Attributes:
        first_s: The first wait, doubled each time.
        most_s: The longest wait.
        give_up_s: After so long it is a dead letter.
    """

    first_s: float = 1.0
    most_s: float = 900.0
    give_up_s: float = 7 * 24 * 3600.0


class Outbox:
    """The deliveries of this server; safe for many processes.

    Args:
        database: Where they are.
        now: The clock, in UTC.
        patience: How long each is tried.
        spread: A share of every wait, from 0.5 to 1, so that not all come back at once.
    """

    def __init__(
        self,
        *,
        database: Database,
        now: Callable[[], datetime],
        patience: Patience | None = None,
        spread: Callable[[], float] = lambda: random.uniform(0.5, 1.0),
    ) -> None:
        self._database = database
        self._now = now
        self._patience = patience or Patience()
        self._spread = spread

    def add(
        self,
        connection: Connection,
        *,
        conversation_id: str,
        session_id: str,
        kind: str,
        body: Mapping[str, Any],
        is_complete: bool = True,
    ) -> None:
        """Write one down, within the caller's transaction.

        Args:
            connection: Whose transaction it is.
            conversation_id: Whose it is, at the receiver.
            session_id: Our session that it comes from.
            kind: What it is.
            body: What to send.
            is_complete: Whether nothing has to be added before it is sent.
        """
        now = self._now()
        row = insert(table).values(
            id=str(uuid.uuid4()),
            conversation_id=conversation_id,
            session_id=session_id,
            kind=kind,
            body=dict(body),
            state=Fate.WAITING.value,
            is_complete=is_complete,
            attempts=0,
            created_at=now,
            retry_at=now,
            last_error="",
        )
        connection.execute(row)

    def claim(self, limit: int, for_s: float) -> Sequence[Delivery]:
        """Take what is to be sent now, so that nobody else sends it meanwhile.

        Of each conversation it is the oldest that waits; those behind it wait for it.

        Args:
            limit: At most so many.
            for_s: Whoever has not said by then what became of it has died.
        """
        now = self._now()
        free = or_(table.c.claimed_until.is_(None), table.c.claimed_until < now)
        older = table.alias()
        first = ~exists().where(
            older.c.state == Fate.WAITING.value,
            older.c.conversation_id == table.c.conversation_id,
            older.c.seq < table.c.seq,
        )
        due = (
            select(table.c.seq)
            .where(table.c.state == Fate.WAITING.value, table.c.retry_at <= now)
            .where(free, first)
            .order_by(table.c.retry_at, table.c.seq)
            .limit(limit)
        )
        with self._database.read() as connection:
            if not connection.execute(due.limit(1)).first():
                return []
        with self._database.write(durable=False) as connection:
            mine = (
                due
                if self._database.is_sqlite
                else due.with_for_update(skip_locked=True, of=table)
            )
            seqs = [row[0] for row in connection.execute(mine)]
            take = (
                update(table)
                .where(table.c.seq.in_(seqs), free)
                .values(claimed_until=now + timedelta(seconds=for_s))
                .returning(*COLUMNS)
            )
            taken = [_delivery(row) for row in connection.execute(take)]
        return sorted(taken, key=lambda one: one.seq)

    def complete(self, delivery: Delivery, body: Mapping[str, Any]) -> None:
        """Write down what is to be sent in the end."""
        self._change(delivery, body=dict(body), is_complete=True)

    def done(self, delivery: Delivery) -> None:
        """It has arrived: nobody's words are kept any longer."""
        self._change(
            delivery,
            state=Fate.DONE.value,
            body=dict(NO_WORDS),
            done_at=self._now(),
            claimed_until=None,
            last_error="",
        )

    def failed(self, delivery: Delivery, code: str) -> None:
        """It has not arrived; it is tried again later, but not for ever."""
        now, patience = self._now(), self._patience
        wait_s = min(
            patience.first_s * 2.0 ** min(delivery.attempts, 30), patience.most_s
        )
        given_up = now - delivery.created_at > timedelta(seconds=patience.give_up_s)
        self._change(
            delivery,
            attempts=delivery.attempts + 1,
            retry_at=now + timedelta(seconds=wait_s * self._spread()),
            state=(Fate.DEAD if given_up else Fate.WAITING).value,
            claimed_until=None,
            last_error=code,
        )

    def resend(self, delivery_id: str) -> None:
        """Try a dead letter again, from now on as patiently as a new one.

        Raises:
            NotFound: There is no such dead letter.
        """
        now = self._now()
        again = (
            update(table)
            .where(table.c.id == delivery_id, table.c.state == Fate.DEAD.value)
            .values(state=Fate.WAITING.value, attempts=0, created_at=now, retry_at=now)
        )
        with self._database.write() as connection:
            if connection.execute(again).rowcount != 1:
                raise NotFound("There is no dead letter of this id.")

    def page(self, *, states: Sequence[Fate], limit: int = 50) -> Sequence[Delivery]:
        """Those in these states, newest first."""
        names = [state.value for state in states]
        query = (
            select(*COLUMNS)
            .where(table.c.state.in_(names))
            .order_by(table.c.seq.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def counts(self) -> Mapping[Fate, int]:
        """How many there are in each state."""
        query = select(table.c.state, func.count()).group_by(table.c.state)
        with self._database.read() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        return {fate: found.get(fate.value, 0) for fate in Fate}

    def _change(self, delivery: Delivery, **values: Any) -> None:
        # What a power cut undoes is sent once more, under the same id.
        with self._database.write(durable=False) as connection:
            connection.execute(
                update(table).where(table.c.seq == delivery.seq).values(**values)
            )


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(row._mapping)
    values["state"] = Fate(values["state"])
    return Delivery(**values)
