"""When to try again, and when to give up."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

FIRST_S = 1.0
LONGEST_S = 15 * 60.0
GIVE_UP_S = 7 * 24 * 3600.0
COMPLETE_S = 10 * 60.0


@dataclass(frozen=True)
class Backoff:
    """How long to wait after a failure.

    Args:
        first_s: Seconds after the first; they double with each further one.
        longest_s: Seconds at most, also when the receiver asks for more.
        give_up_s: Seconds after which what still fails is dead.
        complete_s: Seconds after which what cannot be completed is sent as it is.
        jitter: A number from 0 to 1: which share of half the time is not waited, so
            that what failed together does not come again together.
    """

    first_s: float = FIRST_S
    longest_s: float = LONGEST_S
    give_up_s: float = GIVE_UP_S
    complete_s: float = COMPLETE_S
    jitter: Callable[[], float] = random.random

    def wait_s(self, attempts: int, hint_s: float | None = None) -> float:
        """Seconds until the next try.

        Args:
            attempts: How often it was tried.
            hint_s: When the receiver said it makes sense, if it did.
        """
        doublings = min(max(attempts - 1, 0), 60)
        longest = min(self.first_s * 2.0**doublings, self.longest_s)
        own = longest * (1 - self.jitter() / 2)
        return max(own, min(hint_s or 0.0, self.longest_s))
