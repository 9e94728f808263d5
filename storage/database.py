"""Connections to the ledger's database: SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from errors import NotConfigured, StoreBroken

SQLITE_WAIT_MS = 15_000
SQLITE_AGAIN_S = 0.01
CONNECTIONS = 24
CONNECT_S = 5  # for PostgreSQL; without it, a silent host is waited for for minutes
NEWS = "news"  # in a connection's info: what to hand on once it is committed


class Database:
    """Hands out transactions. Safe for threads, and for a process that forks.

    Args:
        url: SQLAlchemy's form, such as `sqlite:///instance/ledger.db` or
            `postgresql://user@host/name`.
    """

    def __init__(self, url: str) -> None:
        self.url = normal(url)
        self._engines: dict[int, Engine] = {}
        self._writers: dict[int, threading.Lock] = {}
        self._hear: Callable[[Any], object] | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether one file is all there is."""
        return self.url.startswith("sqlite")

    @property
    def engine(self) -> Engine:
        """This process's engine; a connection must never be shared with a fork."""
        pid = os.getpid()
        known = self._engines.get(pid)
        # Of threads that come first together one wins, without a lock that a fork
        # might copy; the others' engines have no connections yet.
        return known or self._engines.setdefault(pid, _engine(self.url))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction that is committed at the end, or undone by an exception.

        Args:
            durable: Whether it must outlive a power cut. The death of this process it
                outlives in any case, and waits for no disk.
        """
        options = {"writes": True, "durable": durable}
        with (
            self._turn(),
            self.engine.connect().execution_options(**options) as connection,
        ):
            news: list[Any] = []
            connection.info[NEWS] = news
            with connection.begin():
                if not durable and not self.is_sqlite:
                    connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
                yield connection
        if self._hear is not None:
            for one in news:
                self._hear(one)

    def _turn(self) -> AbstractContextManager[object]:
        """This thread's turn to write, where SQLite has one writer at a time.

        SQLite itself would have everybody come back after ever longer pauses.
        """
        if not self.is_sqlite:
            return nullcontext()
        return self._writers.setdefault(os.getpid(), threading.Lock())

    def on_commit(self, hear: Callable[[Any], object]) -> None:
        """Have `hear` told what was announced, when it is committed; it must not fail.

        It is called in the thread that committed, once per announcement.
        """
        self._hear = hear

    def close(self) -> None:
        """Let go of every connection of this process."""
        mine = self._engines.pop(os.getpid(), None)
        if mine is not None:
            mine.dispose()


def announce(connection: Connection, news: object) -> None:
    """Hand `news` to whoever listens, once this connection's transaction is committed.

    What is undone is never announced.
    """
    connection.info.setdefault(NEWS, []).append(news)


def normal(url: str) -> str:
    """The URL with the driver we ship: psycopg for PostgreSQL.

    Raises:
        NotConfigured: It is not one of ours.
    """
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise NotConfigured("DATABASE_URL must begin with sqlite: or postgresql:.")
    return url


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Its words may be a part of the password.
        raise NotConfigured("DATABASE_URL cannot be read.") from None
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S},
        )
    if parsed.database in (None, "", ":memory:"):
        # In memory every connection would have a ledger of its own.
        raise NotConfigured("DATABASE_URL must name a file: sqlite:///FILE.")
    _make_folder(Path(str(parsed.database)).resolve().parent)
    engine = create_engine(
        parsed,
        pool_size=CONNECTIONS,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        sentence = f"The ledger's folder {folder} cannot be made: {why}."
        raise StoreBroken(sentence) from None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # We say when a transaction begins; the driver's own guess is too late for locks.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={SQLITE_WAIT_MS}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Set the journal's mode, which others may be setting at the same moment.

    SQLite does not wait for them by itself: two who wait might wait for each other.
    Source: https://sqlite.org/c3ref/busy_handler.html
    """
    deadline = time.monotonic() + SQLITE_WAIT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > deadline:
                raise
        time.sleep(SQLITE_AGAIN_S)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that starts as a reader and then wants to
    # write is refused without waiting when another has written in between.
    options = connection.get_execution_options()
    if options.get("writes"):
        # A row written before the cloud is called must outlive a power cut.
        level = "FULL" if options["durable"] else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def reachable(url: str) -> Iterator[None]:
    """Say in a sentence that the database is not there.

    Raises:
        StoreBroken: It cannot be used; the driver's own words may hold a password.
    """
    try:
        yield
    except DatabaseError as error:
        where = make_url(url).render_as_string(hide_password=True)
        kind = type(error.orig).__name__
        raise StoreBroken(f"The database {where} cannot be used ({kind}).") from None
