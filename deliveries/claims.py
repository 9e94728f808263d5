"""Who may send which delivery now, and what came of it.

A claim is a lease in the row, taken by compare-and-set: whoever has it sends, and when
its holder dies it runs out. Of a conversation only the oldest waiting one is given out.
"""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    literal,
    or_,
    select,
    update,
)

from deliveries.backoff import Backoff
from deliveries.model import Body, Delivery, State
from deliveries.tables import COLUMNS, delivery_of
from deliveries.tables import deliveries as table
from storage.database import Database
from storage.types import EPOCH, Moment

LEASE_S = 30.0
LOOK_AHEAD = 64
WAITING = State.WAITING.value
UNCLAIMED: dict[str, Any] = {"claim": None, "claimed_until": None}
SETTLED: dict[str, Any] = {**UNCLAIMED, "queue": None, "retry_at": None}


class Claims:
    """Gives each delivery to one courier at a time.

    Only what was delivered is written to last beyond a power cut: what else is lost by
    one leads to nothing worse than another try.

    Args:
        database: Where the deliveries are.
        now: The clock, in UTC.
        backoff: When to try again.
        lease_s: Seconds a claim lasts without being renewed.
    """

    def __init__(
        self,
        *,
        database: Database,
        now: Callable[[], datetime],
        backoff: Backoff | None = None,
        lease_s: float = LEASE_S,
    ) -> None:
        self._database = database
        self._now = now
        self._backoff = backoff or Backoff()
        self._lease = timedelta(seconds=lease_s)
        self._seen: deque[str] = deque()

    def due(self, limit: int) -> Sequence[str]:
        """The ids of what may be sent now, the longest due first."""
        with self._database.read() as connection:
            return connection.scalars(due_ids(self._now(), limit)).all()

    def take(self) -> Delivery | None:
        """Claim one that is due; None when there is nothing to do.

        Not to be called by two threads at once.
        """
        for _ in ("what was seen before", "what is seen now"):
            while self._seen:
                taken = self._claim(self._seen.popleft())
                if taken is not None:
                    return taken
            self._seen.extend(self.due(LOOK_AHEAD))
        return None

    def renew(self, held: Collection[Delivery]) -> None:
        """Keep claims whose sending takes longer."""
        until = self._now() + self._lease
        # Always in the same order, so that two never wait for each other.
        for delivery in sorted(held, key=lambda delivery: delivery.seq):
            self._settle(delivery, claimed_until=until)

    def complete(self, delivery: Delivery, body: Body) -> Delivery | None:
        """Keep what is all there is to say; from here on, tries are counted anew.

        Returns:
            The delivery as it is now: its words may have been erased meanwhile. None
            when its claim is lost, so that it is not to be sent.
        """
        mine = _is(delivery.id, delivery.claim)
        whole = (
            update(table)
            .where(mine, table.c.completed.is_(False))
            .values(body=dict(body), completed=True)
        )
        until = self._now() + self._lease
        anew = update(table).where(mine).values(attempts=1, claimed_until=until)
        with self._database.write(durable=False) as connection:
            connection.execute(whole)
            connection.execute(anew)
            return _claimed(connection, delivery.id, delivery.claim)

    def put_off(self, delivery: Delivery, code: str) -> bool:
        """Note that it could not be completed; False when it was tried long enough."""
        now = self._now()
        limit = timedelta(seconds=self._backoff.complete_s)
        left = (delivery.tried_at or now) + limit - now
        if left <= timedelta(0):
            return False
        wait = timedelta(seconds=self._backoff.wait_s(delivery.attempts))
        self._settle(
            delivery, retry_at=now + min(wait, left), last_error=code, **UNCLAIMED
        )
        return True

    def done(self, delivery: Delivery) -> None:
        """Note that it has arrived, and forget what it said."""
        arrived = (
            update(table)
            .where(table.c.id == delivery.id, table.c.state != State.DONE.value)
            .values(
                state=State.DONE.value,
                done_at=self._now(),
                body={},
                last_error=None,
                **SETTLED,
            )
        )
        # Whoever holds the claim by now: it has arrived.
        with self._database.write() as connection:
            connection.execute(arrived)

    def failed(
        self, delivery: Delivery, code: str, *, retry_after_s: float | None = None
    ) -> bool:
        """Note that it has not arrived, and why; try again later, or give it up.

        Args:
            delivery: As it was taken.
            code: The error's stable code.
            retry_after_s: The receiver's own hint, if it gave one.

        Returns:
            Whether it is given up.
        """
        now = self._now()
        limit = timedelta(seconds=self._backoff.give_up_s)
        over = now - (delivery.tried_at or now) >= limit
        if over:
            dead = {"state": State.DEAD.value, **SETTLED}
            return self._settle(delivery, last_error=code, **dead)
        wait_s = self._backoff.wait_s(delivery.attempts, retry_after_s)
        next_at = now + timedelta(seconds=wait_s)
        self._settle(delivery, retry_at=next_at, last_error=code, **UNCLAIMED)
        return False

    def _claim(self, delivery_id: str) -> Delivery | None:
        """Claim this one, unless it is not due any more; None then.

        It was the first of its conversation, and as long as it waits it still is.
        """
        now = self._now()
        claim = str(uuid.uuid4())
        free = or_(table.c.claimed_until.is_(None), table.c.claimed_until < now)
        taken = (
            update(table)
            .where(table.c.id == delivery_id, table.c.retry_at <= now, free)
            .values(
                claim=claim,
                claimed_until=now + self._lease,
                attempts=table.c.attempts + 1,
                tried_at=func.coalesce(table.c.tried_at, literal(now, Moment())),
            )
        )
        with self._database.write(durable=False) as connection:
            connection.execute(taken)
            return _claimed(connection, delivery_id, claim)

    def _settle(self, delivery: Delivery, **values: Any) -> bool:
        """Set fields, if the claim is still this one's."""
        mine = _is(delivery.id, delivery.claim)
        with self._database.write(durable=False) as connection:
            changed = update(table).where(mine).values(**values)
            return connection.execute(changed).rowcount == 1


def due_ids(now: datetime, limit: int) -> Select[str]:
    """The query for what may be sent at `now`, the longest due first.

    That is the oldest waiting one of each conversation from which nothing is being
    sent, if its time has come.
    """
    other = table.alias()
    same_queue = other.c.queue == table.c.queue
    # One value of each row rather than `EXISTS`: a database that does not know yet how
    # full the table is may turn that into a join, and look through all for each.
    first = select(func.min(other.c.seq)).where(same_queue).scalar_subquery()
    sent_until = (
        select(func.coalesce(func.max(other.c.claimed_until), literal(EPOCH, Moment())))
        .where(same_queue)
        .scalar_subquery()
    )
    return (
        select(table.c.id)
        .where(table.c.retry_at <= now, table.c.seq == first, sent_until < now)
        .order_by(table.c.retry_at, table.c.seq)
        .limit(limit)
    )


def _is(delivery_id: str, claim: str | None) -> ColumnElement[bool]:
    return (table.c.id == delivery_id) & (table.c.claim == claim)


def _claimed(
    connection: Connection, delivery_id: str, claim: str | None
) -> Delivery | None:
    query = select(*COLUMNS).where(_is(delivery_id, claim))
    row = connection.execute(query).first()
    return None if row is None else delivery_of(row)
