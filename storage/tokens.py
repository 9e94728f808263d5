"""Session tokens: the secret that signs them, and which session each has opened."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.types import Moment

KEPT_FOR = timedelta(days=2)
"""Longer than any token may be used for the first time, and than any session lasts."""

metadata = MetaData()
secrets = Table(
    "secrets",
    metadata,
    Column("name", String(50), primary_key=True),
    Column("value", String(100), nullable=False),
)
used = Table(
    "used_tokens",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("session_id", String(200)),
    Column("used_at", Moment, nullable=False, index=True),
)


class UsedTokens:
    """One session per token; safe for many processes.

    Args:
        database: Where they are.
        now: The clock, in UTC.
    """

    def __init__(self, *, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def secret(self, name: str) -> str:
        """The secret of that name: made once, then the same in every process."""
        query = select(secrets.c.value).where(secrets.c.name == name)
        made = {"name": name, "value": randomness.token_urlsafe(48)}
        with self._database.write() as connection:
            found = connection.execute(query).scalar()
            if found is None:
                with connection.begin_nested() as attempt:
                    try:
                        connection.execute(insert(secrets).values(made))
                    except IntegrityError:
                        attempt.rollback()
                found = connection.execute(query).scalar_one()
        return str(found)

    def claim(self, token_id: str) -> bool:
        """Use it, before its session is opened; False when somebody has."""
        now = self._now()
        with self._database.write() as connection:
            connection.execute(delete(used).where(used.c.used_at < now - KEPT_FOR))
            with connection.begin_nested() as attempt:
                try:
                    connection.execute(insert(used).values(id=token_id, used_at=now))
                except IntegrityError:
                    attempt.rollback()
                    return False
        return True

    def give(self, token_id: str, session_id: str) -> None:
        """Write down which session it has opened."""
        opened = update(used).where(used.c.id == token_id)
        with self._database.write() as connection:
            connection.execute(opened.values(session_id=session_id))

    def release(self, token_id: str) -> None:
        """It opened nothing, so that it may be used after all."""
        with self._database.write() as connection:
            connection.execute(delete(used).where(used.c.id == token_id))

    def session_of(self, token_id: str) -> str | None:
        """The session it has opened; None when there is none yet."""
        query = select(used.c.session_id).where(used.c.id == token_id)
        with self._database.read() as connection:
            found: str | None = connection.execute(query).scalar()
        return found
