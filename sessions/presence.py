"""This process among those that serve one ledger: who is there, and who leads."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from storage.leases import Leases
from storage.types import EPOCH, TICK, ticks

LEAD = "janitor"
PRESENT = "worker:"
FORGOTTEN_AFTER = timedelta(hours=1)
# Of a lease, how late one may be; the rest is for a heartbeat and for writing it down.
PATIENT_FOR = 2 / 3


class Presence:
    """Keeps this process's lease on being there, and on leading.

    Args:
        leases: Where they are kept.
        now: The clock, in UTC.

    Attributes:
        name: This process's; begins with the time it came. Empty before that.
        leads: Whether this process led at its last beat.
    """

    def __init__(self, *, leases: Leases, now: Callable[[], datetime]) -> None:
        self._leases = leases
        self._now = now
        self.name = ""
        self.leads = False
        self._steady_since = self._beaten_at = EPOCH

    def come(self) -> None:
        """Be there, under a new name: what an elder self began is not ours."""
        now = self._now()
        self.name = f"{ticks(now):017d}-{uuid.uuid4().hex[:16]}"
        self._leases.forget(PRESENT, now - FORGOTTEN_AFTER)
        self._steady_since = self._beaten_at = self._now()

    def beat(self) -> None:
        """Say that this process is there; lead if nobody else does."""
        self._leases.hold(PRESENT + self.name, self.name, self._now)
        self.leads = self._leases.hold(LEAD, self.name, self._now)
        now = self._now()
        if self._is_late(now):
            self._steady_since = now
        self._beaten_at = now

    def knows_who_is_gone(self) -> bool:
        """Whether somebody who is not `present` has surely gone.

        What kept this process from beating, such as a ledger in which nobody could
        write, has kept others, too. They have beaten again, if they live, once this one
        could for as long as one may be late.
        """
        now = self._now()
        # In this order, for `beat` may be at work: it sets them the other way round.
        if self._is_late(now):
            return False
        return now - self._steady_since >= PATIENT_FOR * self._leases.last

    def present(self) -> Collection[str]:
        """The names of everybody who is there; this process is, however it lags."""
        return {self.name, *self._leases.holders(PRESENT, self._now())}

    def _is_late(self, now: datetime) -> bool:
        """Whether so much time went by that another one's lease may have run out.

        That one may have beaten last a heartbeat before what held up both.
        """
        return now - self._beaten_at > PATIENT_FOR * self._leases.last

    def go(self) -> None:
        """Be gone, and let another process lead at once."""
        self.leads = False
        self._leases.release(LEAD, self.name)
        self._leases.release(PRESENT + self.name, self.name)


def came_at(name: str) -> datetime:
    """When the process of that name came."""
    return EPOCH + int(name.partition("-")[0]) * TICK
