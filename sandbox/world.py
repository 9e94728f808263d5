"""Everything one sandbox holds: its time, its memory and its clouds."""

from __future__ import annotations

from aiohttp import web

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.options import Options
from sandbox.recorder import Recorder


class World:
    """One sandbox; `reset` makes it new again."""

    def __init__(self, options: Options, *, clock: Clock) -> None:
        self.options = options
        self.clock = clock
        self.recorder = Recorder(clock)
        self.faults = Faults()

    async def reset(self) -> None:
        """Close every session and forget everything, settings included."""
        self.clock.reset()
        self.recorder.clear()
        self.faults.clear()

    async def close(self) -> None:
        """Close every session; for the end of the process."""


WORLD = web.AppKey("world", World)
