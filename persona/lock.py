"""Take turns: one lock between the threads of a process and between processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from filelock import BaseFileLock, FileLock, Timeout

from errors import AppError, LimitReached, StoreBroken

POLL_S = 0.002


class Turns:
    """Hand out one turn at a time, across everything that names the same lock file.

    The kernel holds the lock, so that of a killed process is free at once; the file
    itself stays.

    Args:
        path: The lock file.
        timeout_s: Seconds to wait for a turn.
    """

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        # Threads queue here without polling; the first of them polls for all.
        self._threads = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises:
            LimitReached: It did not come in time.
            StoreBroken: The lock file cannot be made or opened.
        """
        if not self._threads.acquire(timeout=self._timeout_s):
            raise _busy()
        try:
            lock = self._acquire_file()
            try:
                yield
            finally:
                lock.release()
        finally:
            self._threads.release()

    def _acquire_file(self) -> BaseFileLock:
        # Made anew for each turn: the server forks after the store is built, and a
        # FileLock refuses to work in any process but the one that made it.
        lock = FileLock(self._path, timeout=self._timeout_s, poll_interval=POLL_S)
        try:
            lock.acquire()
        except Timeout:
            raise _busy() from None
        except OSError as error:
            raise StoreBroken(
                f"The persona file cannot be locked by {lock.lock_file}:"
                f" {error.strerror}."
            ) from error
        return lock


def _busy() -> AppError:
    return LimitReached(
        "The persona file is busy; try again in a moment.", retry_after_s=1
    )
