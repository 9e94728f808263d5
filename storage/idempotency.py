"""Idempotency keys: who may act under a key, and what the act was answered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from errors import ActUnderWay, KeyReused, StoreBroken
from storage.database import Database
from storage.types import Moment

KEPT_FOR = timedelta(hours=24)
# Longer than any act takes. By then the janitor has also found and ended what a
# process that died in the middle of it had begun.
UNDER_WAY_FOR = timedelta(minutes=5)
PURGE_EVERY = timedelta(minutes=10)
ASK_AGAIN_S = 2

Answer = tuple[int, str, str | None]
"""Status, body and Location of an answer."""

metadata = MetaData()
keys = Table(
    "idempotency_keys",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("about", String(200), index=True),
    Column("status", Integer),
    Column("body", Text),
    Column("location", Text),
    Column("created_at", Moment, nullable=False, index=True),
)


class IdempotencyKeys:
    """One act per key, and its answer for 24 hours; safe for many processes.

    A key belongs to a `scope`: who calls which route.

    Args:
        database: Where they are.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._purged_at: datetime | None = None

    def claim(
        self, scope: str, key: str, *, holder: str, fingerprint: str, about: str | None
    ) -> Answer | None:
        """Ask to act under a key, before acting.

        Args:
            scope: Whose key it is.
            key: The caller's.
            holder: A name for this one try, to settle it by.
            fingerprint: Of everything that was asked for.
            about: The session it is about, if any; see `forget_answers`.

        Returns:
            The answer that was kept; None when the act is now the caller's to do,
            who must `keep` its answer or `release` the key afterwards.

        Raises:
            KeyReused: The key was used for something else.
            ActUnderWay: A twin of this request is being answered.
        """
        now = self._now()
        mine = {
            "holder": holder,
            "fingerprint": fingerprint,
            "about": about,
            "created_at": now,
        }
        self._purge(now)
        with self._database.write() as connection:
            if _is_new(connection, {"scope": scope, "key": key, **mine}):
                return None
            row = connection.execute(select(keys).where(_is(scope, key))).first()
            if row and _is_over(row, now) and _take_over(connection, row, mine):
                return None
        return _found(row, fingerprint)

    def keep(self, scope: str, key: str, *, holder: str, answer: Answer) -> None:
        """Keep the answer of the act that `holder` did.

        Raises:
            StoreBroken: It could not be written down.
        """
        status, body, location = answer
        kept = (
            update(keys)
            .where(_is(scope, key), keys.c.holder == holder)
            .values(status=status, body=body, location=location)
        )
        with _settling(), self._database.write() as connection:
            connection.execute(kept)

    def release(self, scope: str, key: str, *, holder: str) -> None:
        """Forget that `holder` tried and did nothing, so that it may be tried again.

        Raises:
            StoreBroken: It could not be written down.
        """
        mine = _is(scope, key) & (keys.c.holder == holder)
        with _settling(), self._database.write() as connection:
            connection.execute(delete(keys).where(mine))

    def _purge(self, now: datetime) -> None:
        if self._purged_at is not None and now - self._purged_at < PURGE_EVERY:
            return
        self._purged_at = now
        with self._database.write() as connection:
            connection.execute(delete(keys).where(keys.c.created_at < now - KEPT_FOR))


def forget_answers(connection: Connection, about: Collection[str]) -> None:
    """Delete what was kept about a session, by any of its ids: it may hold words."""
    connection.execute(delete(keys).where(keys.c.about.in_(list(about))))


@contextmanager
def _settling() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        # Its text may hold the answer; its kind is enough to act on.
        kind = type(error).__name__
        raise StoreBroken("The ledger cannot be written.", detail=kind) from None


def _found(row: Row[Any] | None, fingerprint: str) -> Answer:
    if row is not None and row.fingerprint != fingerprint:
        raise KeyReused(
            "This Idempotency-Key was used for another request.",
            detail="The key is the same, but the path or the body is another.",
        )
    # No row: the twin has just given the key back; who asks again will get it.
    if row is None or row.status is None:
        raise ActUnderWay(
            "The same request is being answered already.", retry_after_s=ASK_AGAIN_S
        )
    return row.status, row.body, row.location


def _is(scope: str, key: str) -> ColumnElement[bool]:
    return (keys.c.scope == scope) & (keys.c.key == key)


def _is_new(connection: Connection, values: Mapping[str, object]) -> bool:
    with connection.begin_nested() as attempt:
        try:
            connection.execute(insert(keys).values(values))
        except IntegrityError:
            attempt.rollback()
            return False
    return True


def _is_over(row: Row[Any], now: datetime) -> bool:
    lasts = UNDER_WAY_FOR if row.status is None else KEPT_FOR
    return bool(now - row.created_at > lasts)


def _take_over(
    connection: Connection, row: Row[Any], mine: Mapping[str, object]
) -> bool:
    """Make an old row ours, unless another was faster."""
    unchanged = _is(row.scope, row.key) & (keys.c.holder == row.holder)
    nothing = {"status": None, "body": None, "location": None}
    taken = update(keys).where(unchanged).values({**nothing, **mine})
    return connection.execute(taken).rowcount == 1
