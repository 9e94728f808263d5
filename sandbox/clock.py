"""The sandbox's own time: it runs like the wall clock and can be pushed forward."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

Alarm = Callable[[], Awaitable[None]]


@dataclass(order=True)
class Timer:
    """One alarm; `when` is in Unix seconds of the sandbox's clock."""

    when: float
    turn: int
    alarm: Alarm = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Never ring; harmless when it has rung already."""
        self.cancelled = True


class Clock:
    """A clock whose alarms ring when real time, or `advance`, reaches them.

    Args:
        wall: Unix time in seconds, read once.
        monotonic: Seconds that never jump.
    """

    def __init__(
        self,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._base = wall() - monotonic()
        self._offset = 0.0
        self._timers: list[Timer] = []
        self._turns = itertools.count()
        self._handle: asyncio.TimerHandle | None = None
        self._ringing: set[asyncio.Task[None]] = set()
        self._advancing = asyncio.Lock()

    @property
    def offset_s(self) -> float:
        """How many seconds it was pushed ahead of real time."""
        return self._offset

    def now(self) -> float:
        """Unix seconds, offset included."""
        return self._base + self._monotonic() + self._offset

    def after(self, delay_s: float, alarm: Alarm) -> Timer:
        """Await `alarm()` once `delay_s` seconds of this clock have passed."""
        timer = Timer(self.now() + delay_s, next(self._turns), alarm)
        heapq.heappush(self._timers, timer)
        self._arm()
        return timer

    async def advance(self, seconds: float) -> None:
        """Push time forward, ringing every alarm on the way in its own moment.

        Returns when all of them have finished, so that what they change is visible.
        """
        async with self._advancing:
            target = self.now() + seconds
            while (timer := self._first()) is not None and timer.when <= target:
                heapq.heappop(self._timers)
                self._offset += max(0.0, timer.when - self.now())
                await self._ring(timer)
            self._offset += max(0.0, target - self.now())
        self._arm()

    def reset(self) -> None:
        """Return to real time and forget every alarm."""
        self._timers.clear()
        self._offset = 0.0
        self._arm()

    def _first(self) -> Timer | None:
        while self._timers and self._timers[0].cancelled:
            heapq.heappop(self._timers)
        return self._timers[0] if self._timers else None

    def _arm(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        timer = self._first()
        if timer is not None:
            loop = asyncio.get_running_loop()
            self._handle = loop.call_later(timer.when - self.now(), self._due)

    def _due(self) -> None:
        if not self._advancing.locked():
            while (timer := self._first()) is not None and timer.when <= self.now():
                heapq.heappop(self._timers)
                task = asyncio.ensure_future(self._ring(timer))
                self._ringing.add(task)
                task.add_done_callback(self._ringing.discard)
        self._arm()

    async def _ring(self, timer: Timer) -> None:
        if timer.cancelled:
            return
        timer.cancelled = True
        try:
            await timer.alarm()
        except Exception:
            log.exception("an alarm of the sandbox failed")
