"""The whole product as a person runs it: `python app.py`, on free ports."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO

from config import Config
from tests.sandbox_server import SandboxControl

ROOT = Path(__file__).parent.parent.parent
BOX = r"\((http://\S+?)/(?:heygen|liveavatar)\)"


@dataclass(frozen=True, kw_only=True)
class Served:
    """Where the page is, and the sandbox behind it."""

    url: str
    sandbox: SandboxControl


@contextmanager
def serve(folder: Path, **settings: str) -> Iterator[Served]:
    """Run the app and its sandbox for the length of the `with`.

    Args:
        folder: Where its copy of the personas and its ledger live.
        settings: More environment variables, such as `API_KEYS`.
    """
    personas = shutil.copy(ROOT / "persona" / "shipped.json", folder)
    # Blank, so that no key in a developer's .env file turns these into real calls.
    blank = {spec.metadata["env"]: "" for spec in fields(Config)}
    free = {
        "PORT": "0",
        "SANDBOX_PORT": "0",
        "PERSONA_FILE": str(personas),
        "DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
    }
    app = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **blank, **free, "LOG_LEVEL": "WARNING", **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert app.stdout is not None
    try:
        url = _address(app.stdout, r"ready: (http://\S+)")
        sandbox = SandboxControl(_address(app.stdout, BOX))
        yield Served(url=url, sandbox=sandbox)
        sandbox.close()
    finally:
        app.terminate()
        app.wait(timeout=15)
        app.stdout.close()


def _address(lines: IO[str], pattern: str) -> str:
    for line in lines:
        found = re.search(pattern, line)
        if found:
            return found[1]
    raise AssertionError(f"the app ended before it said {pattern!r}")
