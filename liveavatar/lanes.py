"""Many orders of events at once: each lane in its own order, none behind another."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

Act = Callable[[], object]


class Lanes:
    """Does what is put into a lane, one after the other; lanes go on side by side.

    Args:
        at_once: Most lanes that move at the same time.
        name: Of the threads.
    """

    def __init__(self, at_once: int, *, name: str) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[Act]] = {}

    def put(self, lane: str, act: Act) -> None:
        """Have `act` done after what is in that lane; it must not fail."""
        with self._lock:
            if lane in self._waiting:
                self._waiting[lane].append(act)
                return
            self._waiting[lane] = deque([act])
        self._pool.submit(self._move, lane)

    def close(self) -> None:
        """Return when all that was put in is done."""
        self._pool.shutdown()

    def _move(self, lane: str) -> None:
        while True:
            with self._lock:
                acts = self._waiting[lane]
                if not acts:
                    del self._waiting[lane]
                    return
                act = acts.popleft()
            act()
