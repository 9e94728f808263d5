"""The courier at work: in every process, and in one of them at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from deliveries.courier import Courier

log = logging.getLogger(__name__)

EVERY_S = 1.0
PATIENCE_S = 0.4


class Post:
    """Does the courier's rounds while this process leads.

    Args:
        courier: Who delivers.
        leads: Whether this process does.
        every_s: Seconds between rounds.
    """

    def __init__(
        self,
        *,
        courier: Courier,
        leads: Callable[[], bool],
        every_s: float = EVERY_S,
    ) -> None:
        self._courier = courier
        self._leads = leads
        self._every_s = every_s
        self._over = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._repeat, name="post", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of this process."""
        self._thread.start()

    def nudge(self) -> None:
        """Do a round at once: something was added, and is committed."""
        self._wake.set()

    def stop(self) -> None:
        """End within a second; what is on its way may still arrive in that time.

        What does not, is sent again by whoever leads when its claim has run out.
        """
        self._over.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(PATIENCE_S)
        self._courier.end(PATIENCE_S)

    def round(self) -> None:
        """Do a round if this process leads; keep what it is sending in any case."""
        if self._leads():
            self._courier.round()
        else:
            self._courier.keep()

    def _repeat(self) -> None:
        while not self._over.is_set():
            self._wake.clear()
            try:
                self.round()
            except Exception as error:
                # Its text may hold values of rows; its kind is enough to act on.
                log.error("a round of the post failed: %s", type(error).__name__)
            self._wake.wait(self._every_s)
