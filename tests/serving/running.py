"""`python app.py` as a child process, and what is left of it afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import psutil

from config import Config

ROOT = Path(__file__).parent.parent.parent
READY_WITHIN_S = 30
END_WITHIN_S = 20
LAST_LINE = "Press Ctrl-C"


class Running:
    """One app that serves.

    Attributes:
        pid: Of the process that was started, which leads its own process group.
        banner: The lines it printed up to readiness.
        url: Where it serves.
        family: Every process that came of it, itself included.
    """

    def __init__(self, process: subprocess.Popen[str], banner: str) -> None:
        self._process = process
        self.pid = process.pid
        self.banner = banner
        self.url = self.address(r"ready: (http://\S+)")
        me = psutil.Process(process.pid)
        self.family = [me, *me.children(recursive=True)]

    def address(self, pattern: str) -> str:
        """The first address in the banner that fits."""
        found = re.search(pattern, self.banner)
        assert found, self.banner
        return found[1]

    def send(self, what: signal.Signals) -> None:
        """Send a signal to the process that was started."""
        self._process.send_signal(what)

    def wait(self) -> tuple[int, str]:
        """Wait for the end; the exit status and what was written since readiness."""
        words, _ = self._process.communicate(timeout=END_WITHIN_S)
        return self._process.returncode, words

    def left(self, within_s: float = 6) -> list[psutil.Process]:
        """Who of the family is still there, once there was time to go."""
        _, alive = psutil.wait_procs(self.family, timeout=within_s)
        return alive

    def clean_up(self) -> None:
        """Leave nothing behind, whatever a test found."""
        for process in self.family:
            if process.is_running():
                process.kill()
        self._process.communicate()


def launch(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """Start `python app.py` on free ports, with personas and ledger in `folder`.

    Args:
        folder: Where `persona.json` is or will be.
        settings: More environment variables; they win.
    """
    # Blank, so that no line of a developer's .env file is used instead.
    blank = {spec.metadata["env"]: "" for spec in fields(Config)}
    given = {
        **blank,
        "PORT": "0",
        "SANDBOX_PORT": "0",
        "PERSONA_FILE": str(folder / "persona.json"),
        "DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Whoever runs the tests under nohup would have it ignore a closed terminal.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Running]:
    """An app that serves; see `launch`."""
    process = launch(folder, **settings)
    watchdog = threading.Timer(READY_WITHIN_S, process.kill)
    watchdog.start()
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith(LAST_LINE):
            break
    watchdog.cancel()
    app = Running(process, "".join(lines))
    try:
        yield app
    finally:
        app.clean_up()


def refusal(folder: Path, **settings: str) -> tuple[int, str]:
    """The exit status and all the words of an app that cannot start."""
    process = launch(folder, **settings)
    words, _ = process.communicate(timeout=READY_WITHIN_S)
    return process.returncode, words
