"""The sandbox as a child process that cannot outlive us."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from errors import NotConfigured

READY = "sandbox ready on "
READY_WITHIN_S = 20.0
STOP_WITHIN_S = 5.0
HERE = Path(__file__).resolve().parent.parent


class SandboxProcess:
    """Runs `python -m sandbox` and holds the pipe it lives by.

    The child reads its standard input and ends with it, so it goes when we go,
    even when we are killed. Its own process group keeps Ctrl-C from reaching it
    before the open sessions are closed.
    """

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None

    def start(self, port: int, environ: Mapping[str, str] | None = None) -> str:
        """Start it and wait until it serves.

        Args:
            port: Where it shall serve; 0 takes a free one.
            environ: Our settings; those of a LiveKit server are the sandbox's.

        Returns:
            Its base URL.

        Raises:
            NotConfigured: It did not come up; its own words say why.
        """
        self._child = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--port", str(port), "--stdin-lifeline"],
            cwd=HERE,
            env={**os.environ, **_livekit(environ or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._child.stdout and self._child.stderr
        # It may take long on a cold disk, but never forever.
        watchdog = threading.Timer(READY_WITHIN_S, self._child.kill)
        watchdog.start()
        line = self._child.stdout.readline()
        watchdog.cancel()
        if not line.startswith(READY):
            with self._child.stdout, self._child.stderr as stderr:
                words = stderr.read().strip()
            self.stop()
            raise NotConfigured(_sentence(words, port))
        for stream in (self._child.stdout, self._child.stderr):
            threading.Thread(target=_pass_on, args=(stream,), daemon=True).start()
        # Behind the address it may say whose rooms it uses.
        return line.removeprefix(READY).split()[0]

    def stop(self) -> None:
        """End it by letting go of its standard input; kill it if it lingers."""
        if self._child is None:
            return
        child, self._child = self._child, None
        if child.stdin:
            child.stdin.close()
        try:
            child.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def let_go(self) -> None:
        """Close our copy of the pipe, in a forked process that does not own it."""
        child, self._child = self._child, None
        if child and child.stdin:
            child.stdin.close()


def _pass_on(stream: IO[str]) -> None:
    with stream:
        for line in stream:
            sys.stderr.write(line)


def _livekit(environ: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in environ.items() if k.startswith("LIVEKIT_")}


def _sentence(words: str, port: int) -> str:
    if "already in use" in words:
        return f"Port {port} is in use; choose another with SANDBOX_PORT."
    if "No module named" in words:
        return (
            "The sandbox is not installed: pip install -r sandbox/requirements.txt"
            " (`make run` does it), or set HEYGEN_API_KEY and OPENAI_API_KEY."
        )
    last = words.splitlines()[-1] if words else "it gave no reason"
    return f"The sandbox did not start: {last}"
