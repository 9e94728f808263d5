"""Whoever is told things: a fake that fails as it is told to."""

from __future__ import annotations

import threading

from deliveries.model import Delivery
from errors import AppError, Rejected, TimedOut

REFUSED = Rejected("It refused.", upstream="receiver", upstream_status=500)
TIMED_OUT = TimedOut("No answer.", upstream="receiver")


class Receiver:
    """Takes deliveries.

    Attributes:
        fails: Raised instead of taking anything, while it is set.
        loses_answers: Whether it takes what it is sent, and then does not say so.
        hangs_at: Conversations in which a send hangs, until `let_go`.
        sent: Every try, in order, whatever came of it.
        taken: What was taken, in order, repeats included.
        at_once: The most that were being sent at the same time.
    """

    def __init__(self) -> None:
        self.fails: AppError | ZeroDivisionError | None = None
        self.loses_answers = False
        self.hangs_at: set[str] = set()
        self.sent: list[Delivery] = []
        self.taken: list[Delivery] = []
        self.at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._free = threading.Event()

    def take(self, delivery: Delivery) -> None:
        """What a courier calls."""
        with self._lock:
            self._now += 1
            self.at_once = max(self.at_once, self._now)
            self.sent.append(delivery)
        try:
            if delivery.conversation_id in self.hangs_at:
                assert self._free.wait(30)
            if self.fails is not None:
                raise self.fails
            with self._lock:
                self.taken.append(delivery)
            if self.loses_answers:
                raise TIMED_OUT
        finally:
            with self._lock:
                self._now -= 1

    def let_go(self) -> None:
        """Have nothing hang any more."""
        self._free.set()

    def ids(self) -> list[str]:
        """Of every try, what was sent."""
        return [delivery.id for delivery in self.sent]
