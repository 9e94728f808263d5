"""Closing time: nobody new comes in, and who is on the way in is waited for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from errors import ShuttingDown


class Doors:
    """Counts who is on the way in, so that the last one to leave misses nobody.

    Attributes:
        shut: Whether nobody new comes in.
    """

    def __init__(self) -> None:
        self.shut = False
        self._entering = 0
        self._changed = threading.Condition()

    @contextmanager
    def entering(self) -> Iterator[None]:
        """Be on the way in.

        Raises:
            ShuttingDown: The doors are shut.
        """
        with self._changed:
            self.refuse_when_shut()
            self._entering += 1
        try:
            yield
        finally:
            with self._changed:
                self._entering -= 1
                self._changed.notify_all()

    def refuse_when_shut(self) -> None:
        """Raise ShuttingDown when the doors are shut."""
        if self.shut:
            raise ShuttingDown(
                "The server is shutting down; please try again.", retry_after_s=5
            )

    def close(self) -> None:
        """Let nobody new in; who is on the way in goes on."""
        with self._changed:
            self.shut = True

    def wait_until_empty(self, timeout_s: float) -> bool:
        """Wait for those on the way in; False when they took too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._entering, timeout_s)
