"""Bring the database to the newest shape, once, whoever comes first."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from storage.database import Database, reachable

SCRIPTS = Path(__file__).with_name("migrations")
LOCK = 7_303_014  # any number, as long as nobody else's application uses it


def migrate(database: Database) -> None:
    """Run what is missing. Others who start at the same moment wait.

    Raises:
        StoreBroken: The database cannot be opened.
    """
    # What it tells of every step would stand between a stranger and the address.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS))
    with reachable(database.url), database.write() as connection:
        # SQLite's writer lock is held already.
        if not database.is_sqlite:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK}
            )
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
