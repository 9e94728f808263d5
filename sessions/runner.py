"""The janitor at work: in every process, in one of them at a time."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from sessions.janitor import Janitor
from storage.leases import Leases

log = logging.getLogger(__name__)

LEAD = "janitor"
PRESENCE = "worker:"
HEARTBEAT_S = 0.75


class Runner:
    """Keeps this process's presence, and does the rounds while it leads.

    Args:
        janitor: What a leader does.
        leases: Who is present, and who leads.
        now: The clock, in UTC.
        every_s: Seconds between rounds.
    """

    def __init__(
        self,
        *,
        janitor: Janitor,
        leases: Leases,
        now: Callable[[], datetime],
        every_s: float = 1.0,
    ) -> None:
        self._janitor = janitor
        self._leases = leases
        self._now = now
        self._every_s = every_s
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._holder = uuid.uuid4().hex
        self._began: datetime | None = None
        self._leads = False
        self._has_led = False

    def start(self) -> None:
        """Begin, in threads of this process."""
        self._began = self._now()
        for act, every_s in ((self.beat, HEARTBEAT_S), (self.round, self._every_s)):
            thread = threading.Thread(
                target=self._repeat, args=(act, every_s), daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End, and let another process take over at once."""
        self._over.set()
        for thread in self._threads:
            thread.join(HEARTBEAT_S)
        self._leases.release(LEAD, self._holder, self._now())
        self._leases.release(PRESENCE + self._holder, self._holder, self._now())

    def beat(self) -> None:
        """Say that this process is there; lead if nobody else does."""
        now = self._now()
        self._leases.hold(PRESENCE + self._holder, self._holder, now)
        self._leads = self._leases.hold(LEAD, self._holder, now)

    def round(self) -> None:
        """Do the rounds, if this process leads; first, end what the dead left."""
        if not self._leads:
            return
        if not self._has_led:
            self._has_led = True
            alone = not self._leases.others(PRESENCE, self._holder, self._now())
            if alone and self._began is not None:
                self._janitor.end_what_was_left(self._began)
        self._janitor.round()

    def _repeat(self, act: Callable[[], None], every_s: float) -> None:
        while True:
            try:
                act()
            except SQLAlchemyError as error:
                # Its text may hold values of rows; its kind is enough to act on.
                log.error("the ledger failed the janitor: %s", type(error).__name__)
            if self._over.wait(every_s):
                return
