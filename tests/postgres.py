"""A PostgreSQL of the tests' own: no password, no port, nothing left afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from storage.database import Database
from storage.migrate import migrate
from tests.waiting import until

OWNER = "postgres"  # the server refuses to run as root
TEMPLATE = "migrated"
ROOM = 512 * 2**20
# What a power cut would do to it is no question here.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "max_connections": "300",
    "listen_addresses": "",
}


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`; None when they are not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


def _in_memory() -> str | None:
    """A folder that no disk slows down, where there is room; None for the usual one."""
    memory = Path("/dev/shm")
    if memory.is_dir() and shutil.disk_usage(memory).free >= ROOM:
        return str(memory)
    return None


class PostgresServer:
    """A cluster in a folder, reached through a socket in it.

    Args:
        bin_folder: Where its programs are; see `programs`.
    """

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self._numbers = itertools.count(1)

    def __enter__(self) -> PostgresServer:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_in_memory()))
        self._as_owner: dict[str, Any] = {}
        if os.getuid() == 0:
            self._as_owner = {"user": OWNER, "group": OWNER, "extra_groups": []}
            shutil.chown(self._folder, OWNER, OWNER)
        data = self._folder / "data"
        subprocess.run(
            [
                *(self._bin / "initdb", "-D", data, "-U", OWNER, "--no-sync"),
                *("--auth=trust", "--encoding=UTF8", "--locale=C"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            **self._as_owner,
        )
        settings = [f"--{name}={value}" for name, value in FAST.items()]
        with (self._folder / "log").open("w") as log:
            self._server = subprocess.Popen(
                [self._bin / "postgres", "-D", data, "-k", self._folder, *settings],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                **self._as_owner,
            )
        until(self._answers)
        self._admin = psycopg.connect(
            host=str(self._folder), user=OWNER, dbname=OWNER, autocommit=True
        )
        self._admin.execute(f"CREATE DATABASE {TEMPLATE}")
        template = Database(self._url(TEMPLATE))
        migrate(template)
        template.close()
        return self

    def __exit__(self, *_failure: object) -> None:
        self._admin.close()
        # The immediate shutdown: nothing is worth being written down any more.
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(20)
        shutil.rmtree(self._folder)

    def new(self, template: str = TEMPLATE) -> str:
        """Make a database; its URL. By default it has the tables, and no rows."""
        name = f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Forget a database, whoever still uses it: each is 12 MB."""
        name = make_url(url).database
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self) -> str:
        """Make a database without any table; its URL."""
        return self.new("template0")

    def _url(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self._folder}"

    def _answers(self) -> bool:
        assert self._server.poll() is None, (self._folder / "log").read_text()
        try:
            psycopg.connect(host=str(self._folder), user=OWNER, dbname=OWNER).close()
        except psycopg.OperationalError:
            return False
        return True
