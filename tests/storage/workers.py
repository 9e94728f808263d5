"""What other processes do in the database's tests; they start afresh, and may fork."""

from __future__ import annotations

import os
import sys

from sqlalchemy import text

from storage.database import Database
from storage.migrate import migrate

ADD_ONE = text("UPDATE tally SET number = number + 1")


def migrate_at_once(url: str, processes: int) -> None:
    """Migrate in so many processes at the same moment; exit 0 when all went well."""
    starting, start = os.pipe()
    children = []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            os.close(start)
            os.read(starting, 1)  # returns when the parent closes its end
            migrate(Database(url))
            os._exit(0)
        children.append(child)
    os.close(start)
    sys.exit(sum(exit_code(child) for child in children))


def count_on_both_sides_of_a_fork(url: str, times: int) -> None:
    """Use a connection, fork, and go on in parent and child at once."""
    database = Database(url)
    count_up(database, 1)
    child = os.fork()
    count_up(database, times)
    database.close()
    if child == 0:
        os._exit(0)
    sys.exit(exit_code(child))


def exit_code(child: int) -> int:
    """Wait for a child's end; how it ended, 0 for well."""
    _, status = os.waitpid(child, 0)
    return abs(os.waitstatus_to_exitcode(status))


def count_up(database: Database, times: int) -> None:
    """Add one to the tally, `times` times."""
    for _ in range(times):
        with database.write() as connection:
            connection.execute(ADD_ONE)
