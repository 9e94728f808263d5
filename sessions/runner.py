"""The janitor at work: in every process, in one of them at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sessions.janitor import Janitor
from sessions.presence import Presence

log = logging.getLogger(__name__)

HEARTBEAT_S = 0.75
# What hangs for longer is left to itself: what becomes due meanwhile cannot wait.
WITHIN_S = 0.25


class Runner:
    """Keeps this process's presence, and does the rounds while it leads.

    Args:
        janitor: What a leader does.
        presence: Who is there, and who leads.
        every_s: Seconds between rounds.
    """

    def __init__(
        self,
        *,
        janitor: Janitor,
        presence: Presence,
        every_s: float = 1.0,
    ) -> None:
        self._janitor = janitor
        self._presence = presence
        self._every_s = every_s
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def leads(self) -> bool:
        """Whether it is this process that does what one does for all."""
        return self._presence.leads

    def start(self) -> None:
        """Begin, in threads of this process."""
        self._presence.come()
        beat = self._presence.beat
        for act, every_s in ((beat, HEARTBEAT_S), (self.round, self._every_s)):
            thread = threading.Thread(
                target=self._repeat, args=(act, every_s), daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End, and let another process take over at once."""
        self._over.set()
        self._janitor.stop()
        for thread in self._threads:
            thread.join(HEARTBEAT_S)
        self._presence.go()

    def round(self) -> None:
        """Do a round, if this process leads; first, end what the dead left."""
        if self._presence.leads:
            if self._presence.knows_who_is_gone():
                self._janitor.end_what_was_left(self._presence.present(), WITHIN_S)
            self._janitor.round(WITHIN_S)

    def _repeat(self, act: Callable[[], None], every_s: float) -> None:
        while True:
            try:
                act()
            except Exception as error:
                # Whatever it was, the next round comes: nobody else ends what bills.
                # Its text may hold values of rows; its kind is enough to act on.
                log.error("a round of the janitor failed: %s", type(error).__name__)
            if self._over.wait(every_s):
                return
