"""The courier at work: in the process that leads, for as long as it does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from deliveries.courier import Courier

log = logging.getLogger(__name__)


class Post:
    """Has the courier set out again and again.

    Args:
        courier: Who delivers.
        leads: Whether this process is the one that delivers.
        every_s: Seconds between two looks into the outbox.
    """

    def __init__(
        self, courier: Courier, *, leads: Callable[[], bool], every_s: float = 0.5
    ) -> None:
        self._courier = courier
        self._leads = leads
        self._every_s = every_s
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of this process."""
        self._thread = threading.Thread(target=self._run, name="post", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; what has not arrived is delivered by whoever comes next."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self._courier.close()

    def _run(self) -> None:
        while True:
            try:
                if self._leads():
                    self._courier.round()
            except Exception as error:
                # Whatever it was, the next round comes.
                log.error("a round of the post failed: %s", type(error).__name__)
            if self._over.wait(self._every_s):
                return
