"""What every test may ask for: a clean environment and the real sandbox."""

from __future__ import annotations

import gc
import os
import shutil
from dataclasses import fields
from pathlib import Path

import numpy  # noqa: F401 - approx stumbles over one that a room's thread half imported
import pytest
from sqlalchemy import make_url

from config import Config
from storage.database import Database
from storage.migrate import migrate
from tests.parallel import ByFile
from tests.postgres import PostgresServer, programs
from tests.redis_server import RedisServer, program
from tests.sandbox_server import SandboxServer

PATIENT = 10
"""A niceness at which one gets a tenth of what an impatient process would."""


def pytest_addoption(parser):
    parser.addoption(
        "--live",
        action="store_true",
        help="let tests/liveavatar/test_client_live.py call the real LiveAvatar",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """See tests/parallel.py."""
    return ByFile(config, log) if config.option.dist == "loadfile" else None


def pytest_runtest_setup(item):
    """Give way to the browser's tests: what a visitor sees and hears has its time.

    Whatever is started from here on, servers included, does so too.
    """
    if "PYTEST_XDIST_WORKER" in os.environ and not item.get_closest_marker("browser"):
        os.setpriority(os.PRIO_PROCESS, 0, PATIENT)


@pytest.fixture(autouse=True)
def scrubbed_environment(monkeypatch):
    """No setting or key of the developer's machine reaches a test."""
    for setting in fields(Config):
        monkeypatch.delenv(setting.metadata["env"], raising=False)
    monkeypatch.delenv("LIVEKIT_URL", raising=False)


@pytest.fixture(scope="session")
def sandbox_server():
    """One sandbox process for the whole run; ask for `sandbox` instead."""
    with SandboxServer() as control:
        yield control


@pytest.fixture
def sandbox(sandbox_server):
    """The sandbox, as new: no sessions, no faults, nothing recorded."""
    sandbox_server.reset()
    return sandbox_server


@pytest.fixture(scope="session")
def postgres():
    """One PostgreSQL for the whole run; each `new()` is a database of one's own."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed; see scripts/need-postgres")
    with PostgresServer(folder) as server:
        yield server


FACES = {"heygen", "liveavatar", "rooms", "talk", "web"}
"""Folders that leave SQL to others: what holds on one kind of database will do."""
FACES_OF_OTHERS = {"test_cli", "test_post", "test_views", "test_voice"}
"""Modules of the other folders that do so, too."""
ON_BOTH = {"test_concurrency", "test_ends", "test_overtaken", "test_seats"}
"""But not where several write at once, or where rows are a face's own."""


def pytest_generate_tests(metafunc):
    """Run what asks for a ledger on SQLite and on PostgreSQL."""
    if "database_url" in metafunc.fixturenames:
        path = metafunc.definition.path
        folder, *_ = path.relative_to(Path(__file__).parent).parts
        is_face = folder in FACES or path.stem in FACES_OF_OTHERS
        alone = is_face and path.stem not in ON_BOTH
        kinds = ["sqlite"] if alone else ["sqlite", "postgres"]
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request, tmp_path):
    """The ledger's address, of this test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
    else:
        server = request.getfixturevalue("postgres")
        url = server.new()
        yield url
        server.drop(url)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A SQLite ledger with the tables, and no rows, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "ledger.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture
def database(database_url, migrated):
    """An empty ledger of this test's own."""
    database = Database(database_url)
    if database.is_sqlite:
        shutil.copy(migrated, str(make_url(database_url).database))
    yield database
    database.close()


@pytest.fixture(scope="session")
def redis_server():
    """One Redis for the whole run; ask for `redis_url` instead."""
    if program() is None:
        pytest.skip("Redis is not installed; see scripts/need-redis")
    with RedisServer() as server:
        yield server


@pytest.fixture
def redis_url(redis_server):
    """Where an empty Redis is."""
    redis_server.reset()
    return redis_server.url


def pytest_collection_finish():
    """What is there for the whole run need not be looked through again and again."""
    gc.collect()
    gc.freeze()
