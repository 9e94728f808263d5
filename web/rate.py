"""So many calls in a while: a sliding window per caller, in this process."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from errors import LimitReached

CALLERS = 10_000
"""Most callers remembered; beyond, those who have been quiet are forgotten."""


class Rate:
    """Lets each caller through at most `most` times in `span_s` seconds.

    Args:
        most: How often; 0 is no limit.
        span_s: The window, in seconds.
        clock: Seconds that only grow.
    """

    def __init__(self, *, most: int, span_s: float, clock: Callable[[], float]) -> None:
        self._most = most
        self._span_s = span_s
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def pass_by(self, caller: str) -> None:
        """Count a call.

        Raises:
            LimitReached: It is one too many; it does not count.
        """
        if not self._most:
            return
        now = self._clock()
        with self._lock:
            if len(self._calls) >= CALLERS:
                self._forget(now)
            calls = self._calls.setdefault(caller, deque())
            while calls and calls[0] <= now - self._span_s:
                calls.popleft()
            if len(calls) >= self._most:
                raise LimitReached(
                    "Too many requests; please try again in a moment.",
                    detail=f"{self._most} are allowed in {self._span_s:g} seconds.",
                    retry_after_s=calls[0] + self._span_s - now,
                )
            calls.append(now)

    def _forget(self, now: float) -> None:
        old = now - self._span_s
        self._calls = {who: c for who, c in self._calls.items() if c and c[-1] > old}
