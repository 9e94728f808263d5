"""Threads that do what is due, so that nobody waits for a call that hangs."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, wait
from typing import NamedTuple

log = logging.getLogger(__name__)

Begun = Future[None]


class _Job(NamedTuple):
    key: Hashable
    act: Callable[[], None]
    done: Begun


class Hands:
    """Does several things at a time, and each only once at a time.

    They outlive whoever waits for them, but keep no process from ending, as those of
    a ThreadPoolExecutor would; and while there is nothing to do there are none.

    Args:
        at_once: How many there are at most; what is more waits for a free one.
        name: What their threads are called.
    """

    def __init__(self, at_once: int, name: str) -> None:
        self._at_once = at_once
        self._name = name
        self._lock = threading.Lock()
        self._in_hand: set[Hashable] = set()
        self._waiting: deque[_Job] = deque()
        self._busy = 0
        self._is_stopped = False

    def take(self, key: Hashable, act: Callable[[], None]) -> Begun | None:
        """Have `act` done soon; None when what has this key is still in hand."""
        job = _Job(key, act, Future())
        with self._lock:
            if self._is_stopped or key in self._in_hand:
                return None
            if self._busy < self._at_once:
                # First of all, for it may fail; it waits for the lock then.
                threading.Thread(
                    target=self._work, name=self._name, daemon=True
                ).start()
                self._busy += 1
            self._in_hand.add(key)
            self._waiting.append(job)
        return job.done

    def stop(self) -> None:
        """Begin nothing any more; what has begun is not waited for."""
        with self._lock:
            self._is_stopped = True
            dropped = list(self._waiting)
            self._waiting.clear()
        for job in dropped:
            job.done.set_result(None)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            failure: BaseException | None = None
            try:
                job.act()
            except BaseException as error:
                failure = error  # for whoever waits
            with self._lock:
                self._in_hand.discard(job.key)
            if failure is None:
                job.done.set_result(None)
            else:
                job.done.set_exception(failure)

    def _next(self) -> _Job | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._busy -= 1
            return None


def finish(begun: Iterable[Begun | None], within_s: float | None) -> None:
    """Wait for what was begun; a failure of it is raised here.

    Args:
        begun: What `Hands.take` gave.
        within_s: How long to wait; without it, until all of it is done. Whatever takes
            longer goes on, and its failure is logged.
    """
    over, hanging = wait([one for one in begun if one], timeout=within_s)
    for one in hanging:
        one.add_done_callback(_tell)
    for one in over:
        one.result()


def _tell(late: Begun) -> None:
    error = late.exception()
    if error is not None:
        # Its text may hold values of rows; its kind is enough to act on.
        log.error("what had taken long has failed: %s", type(error).__name__)
