"""What every test may ask for: a clean environment and the real sandbox."""

from __future__ import annotations

from dataclasses import fields

import pytest

from config import Config
from storage.database import Database
from storage.migrate import migrate
from tests.sandbox_server import SandboxServer


@pytest.fixture(autouse=True)
def scrubbed_environment(monkeypatch):
    """No setting or key of the developer's machine reaches a test."""
    for setting in fields(Config):
        monkeypatch.delenv(setting.metadata["env"], raising=False)


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


@pytest.fixture
def database(tmp_path):
    """An empty ledger of this test's own."""
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
    migrate(database)
    yield database
    database.close()
