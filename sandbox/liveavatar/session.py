"""One started session: its countdowns, its bill, what was said in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.clock import Clock, Timer
from sandbox.heygen.faces import Face, FaceFactory
from sandbox.heygen.tasks import Tasks
from sandbox.liveavatar.casting import Cast
from sandbox.liveavatar.errors import RoomFailed
from sandbox.liveavatar.limits import (
    FREE_S,
    MINUTE_S,
    AccountLimits,
    credits_a_minute,
)
from sandbox.liveavatar.order import Order
from sandbox.liveavatar.record import Record
from sandbox.livekit.avatars import NoRooms


class Session(ABC):
    """A session from its start to its end; `FullSession` and `LiteSession` are real.

    Args:
        session_id: As the token's answer named it.
        key: The account it is billed to.
        order: What it shall be like.
        cast: Who plays.
        limits: When it ends by itself.
        clock: The sandbox's time.
        affords: Whether the account has so many credits left.

    Attributes:
        state: `active` or `ended`.
        end_reason: In LiveAvatar's words once it has ended, or `RESET`.
        minutes: Minutes begun, all of them billed; the first one at the start.
        record: What was said.
    """

    def __init__(
        self,
        *,
        session_id: str,
        key: str,
        order: Order,
        cast: Cast,
        limits: AccountLimits,
        clock: Clock,
        affords: Callable[[float], bool],
    ) -> None:
        self.id = session_id
        self.key = key
        self.order = order
        self.cast = cast
        self.state = "active"
        self.created_at = clock.now()
        self.updated_at = self.created_at
        self.closed_at: float | None = None
        self.end_reason: str | None = None
        self.minutes = 1
        self.tasks = Tasks(self.id, clock)
        self.record = Record(clock, self.created_at)
        self.limit_s = _limit(order, limits)
        self._idle_s = limits.idle_timeout_s
        self._clock = clock
        self._affords = affords
        self._face: Face | None = None
        self._idle: Timer | None = None
        self._meter: Timer | None = None
        self._timers: list[Timer] = []

    @property
    def live(self) -> bool:
        """Whether it holds one of the account's places."""
        return self.state == "active"

    @property
    def duration_s(self) -> float:
        """Seconds from its start until now or its end."""
        return (self.closed_at or self._clock.now()) - self.created_at

    @property
    def rate(self) -> float:
        """Credits a minute."""
        return credits_a_minute(self.order)

    @property
    def credits(self) -> float:
        """Credits billed so far."""
        return self.minutes * self.rate

    async def open(self, faces: FaceFactory) -> Mapping[str, Any]:
        """Put the avatar on air; the members of the start's answer that lead to it.

        Raises:
            RoomFailed: Its room cannot be entered, or it has ended meanwhile.
        """
        # First of all: at 60 seconds a free session ends before it is billed anew.
        self._timers = [self._clock.after(self.limit_s, self._expire)]
        ways = await self._open(faces)
        if not self.live:
            # It was ended while its face was being made.
            await self._close(self.end_reason or "")
            raise RoomFailed
        self._arm_meter()
        self.touch()
        return ways

    def touch(self) -> None:
        """Something happened: start the idle countdown anew."""
        self.updated_at = self._clock.now()
        if self._idle is not None:
            self._idle.cancel()
        if self.live:
            self._idle = self._clock.after(self._idle_s, self._fall_idle)

    async def end(self, reason: str) -> None:
        """Leave the viewers and stop the bill; harmless twice."""
        if not self.live:
            return
        self.state = "ended"
        self.closed_at = self.updated_at = self._clock.now()
        self.end_reason = reason
        for timer in (*self._timers, self._idle, self._meter):
            if timer is not None:
                timer.cancel()
        self.tasks.silence()
        await self._close(reason)

    @abstractmethod
    async def _open(self, faces: FaceFactory) -> Mapping[str, Any]:
        """Put the avatar on air."""

    @abstractmethod
    async def _close(self, reason: str) -> None:
        """Take it off again, at any moment of `_open` too."""

    async def _appear(self, face: Face) -> None:
        """Let the face go on air.

        Raises:
            RoomFailed: Its room does not let it in.
        """
        try:
            await face.accept({})
        except NoRooms as error:
            raise RoomFailed from error

    def _on_state(self, state: str) -> None:
        """The face's way to its viewers has changed; without one it is over."""
        if state == "closed" and self.live:
            self._timers.append(self._clock.after(0, self._fail))

    async def _fail(self) -> None:
        await self.end("SERVER_ERROR")

    def _on_event(self, event: Mapping[str, Any]) -> None:
        self.tasks.heard(event)
        self.touch()

    async def _expire(self) -> None:
        await self.end("MAX_DURATION_REACHED")

    async def _fall_idle(self) -> None:
        # A long speech is activity, though nobody calls while it lasts.
        if self.tasks.speaking:
            self.touch()
        else:
            await self.end("IDLE_TIMEOUT")

    def _arm_meter(self) -> None:
        self._meter = self._clock.after(MINUTE_S, self._begin_minute)

    async def _begin_minute(self) -> None:
        if self._affords(self.rate):
            self.minutes += 1
            self._arm_meter()
        else:
            await self.end("NO_CREDITS")


def _limit(order: Order, limits: AccountLimits) -> float:
    wanted = order.max_session_duration or limits.session_limit_s
    return min(wanted, FREE_S) if order.is_sandbox else wanted
