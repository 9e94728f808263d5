import multiprocessing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text

import deliveries.tables
import liveavatar.seats
import sessions.tables
import storage.idempotency
import storage.leases
import storage.tokens
from errors import StoreBroken
from storage.database import Database
from storage.migrate import migrate
from tests.storage.workers import migrate_at_once

SPAWN = multiprocessing.get_context("spawn")
AT_ONCE = 8


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
    else:
        server = request.getfixturevalue("postgres")
        url = server.empty()
        yield url
        server.drop(url)


@pytest.fixture
def new(new_url):
    database = Database(new_url)
    yield database
    database.close()


def tables(database):
    return set(inspect(database.engine).get_table_names())


def all_models():
    """Every table that the code knows, as one set of definitions."""
    together = MetaData()
    for module in (
        *(sessions.tables, storage.leases),
        *(storage.idempotency, storage.tokens),
        *(deliveries.tables, liveavatar.seats),
    ):
        for table in module.metadata.tables.values():
            table.to_metadata(together)
    return together


def test_the_migrated_schema_is_what_the_code_believes(database):
    with database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, all_models()) == []


def test_processes_that_start_at_the_same_moment_migrate_once(new, new_url):
    process = SPAWN.Process(target=migrate_at_once, args=(new_url, AT_ONCE))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert {"sessions", "turns", "events", "leases"} < tables(new)


def test_a_database_that_is_current_is_left_as_it_is(database):
    with database.write() as connection:
        connection.execute(text("INSERT INTO leases VALUES ('a', 'b', 1)"))
    before = tables(database)
    migrate(database)
    assert tables(database) == before
    with database.read() as connection:
        assert connection.execute(text("SELECT name FROM leases")).all() == [("a",)]


def test_a_migration_that_fails_leaves_nothing_half_done(new):
    with new.write() as connection:
        connection.execute(text("CREATE TABLE leases (odd INTEGER)"))
    with pytest.raises(StoreBroken, match="cannot be used"):
        migrate(new)
    assert tables(new) == {"leases"}
