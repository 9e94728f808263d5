"""Rooms without LiveKit: seats that are taken, used and lost as a test says."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Mapping
from typing import Any

from liveavatar.doors import Door, Gone, Hearing, SeatLost
from tests.waiting import until

DOOR = Door("ws://rooms.example", "a-secret-token")


class FakeSeat:
    """A seat.

    Attributes:
        said: What was sent, in order.
        fails: Whether nothing can be sent.
        hangs: Whether sending never ends.
        left: Whether it was given up.
        may_leave: Whether giving it up ends.
    """

    def __init__(self, hearing: Hearing) -> None:
        self.said: list[Any] = []
        self.fails = self.hangs = self.left = False
        self.may_leave = True
        self._hearing = hearing
        self._loop = asyncio.get_running_loop()

    async def say(self, payload: bytes) -> None:
        if self.fails:
            raise SeatLost
        if self.hangs:
            await asyncio.Event().wait()
        self.said.append(json.loads(payload))

    async def leave(self) -> None:
        self.left = True
        if not self.may_leave:
            await asyncio.Event().wait()

    def tell(self, what: Mapping[str, Any] | bytes) -> None:
        """Have LiveAvatar say something in the room."""
        payload = what if isinstance(what, bytes) else json.dumps(what).encode()
        self._loop.call_soon_threadsafe(self._hearing.told, payload)

    def watch(self, there: bool) -> None:
        """Have viewers come or go."""
        self._loop.call_soon_threadsafe(self._hearing.watched, there)

    def lose(self, how: Gone) -> None:
        """Have it taken away."""
        self._loop.call_soon_threadsafe(self._hearing.gone, how)


class FakeRooms:
    """Where seats are taken.

    Attributes:
        doors: Each way in that was tried.
        seats: Each seat that was taken.
        fails: What the next tries raise, one each.
        is_shut: Whether tries wait until `open`.
    """

    def __init__(self) -> None:
        self.doors: list[Door] = []
        self.seats: list[FakeSeat] = []
        self.fails: list[Exception] = []
        self.is_shut = False
        self._opened = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def join(self, door: Door, hearing: Hearing) -> FakeSeat:
        self._loop = asyncio.get_running_loop()
        self.doors.append(door)
        if self.is_shut:
            await self._opened.wait()
        if self.fails:
            raise self.fails.pop(0)
        self.seats.append(FakeSeat(hearing))
        return self.seats[-1]

    def open(self) -> None:
        """Let in who waits, and whoever comes."""
        assert self._loop is not None
        self.is_shut = False
        self._loop.call_soon_threadsafe(self._opened.set)


class Pauses:
    """Time that passes when a test says so.

    Attributes:
        asked: How many seconds each was to be.
        given_up: How many nobody waited for to their end.
        are_over: Whether there is nothing to wait for.
    """

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.given_up = 0
        self.are_over = False
        self._ends: list[asyncio.Event] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    async def wait(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._ends.append(asyncio.Event())
        self.asked.append(seconds)
        try:
            if not self.are_over:
                await self._ends[-1].wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise

    def end(self, count: int) -> None:
        """Let the time pass, once there are `count` pauses."""
        until(lambda: len(self.asked) >= count)
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._ends[count - 1].set)


class Heard:
    """What Agents told.

    Attributes:
        events: `(session id, event)`, in order.
        viewers: `(session id, whether anybody watches)`, in order.
        threads: The threads it was told in.
        fails: Whether it makes a mess of everything.
    """

    def __init__(self) -> None:
        self.events: list[tuple[str, Mapping[str, Any]]] = []
        self.viewers: list[tuple[str, bool]] = []
        self.threads: set[int] = set()
        self.fails = False

    def event(self, session_id: str, event: Mapping[str, Any]) -> None:
        self.events.append((session_id, event))
        self._note()

    def viewer(self, session_id: str, there: bool) -> None:
        self.viewers.append((session_id, there))
        self._note()

    @property
    def kinds(self) -> list[Any]:
        return [event["event_type"] for _, event in self.events]

    def until_told(self, kind: str, count: int = 1) -> Mapping[str, Any]:
        """The event of that kind, or the `count`th of them."""
        until(lambda: self.kinds.count(kind) >= count)
        return [e for _, e in self.events if e["event_type"] == kind][count - 1]

    def _note(self) -> None:
        self.threads.add(threading.get_ident())
        if self.fails:
            raise RuntimeError("with somebody's words")
