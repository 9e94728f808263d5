"""A seat in a session's room: the way to it, what it can do, and how it is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol


class SeatLost(Exception):
    """What was to be said could not be: the seat is not ours any more, or never was."""


class SeatRefused(SeatLost):
    """Nobody is let in with this token: the room is gone, or the token is dead."""


class Gone(Enum):
    """Why a seat is left.

    OVER: the room is no more. TAKEN: somebody else came in with our token, such as
    another process of this server. LOST: everything else, such as a broken connection.
    """

    OVER = auto()
    TAKEN = auto()
    LOST = auto()


@dataclass(frozen=True)
class Door:
    """The way into a room: its LiveKit server, and the token of one seat."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Who is told what happens in a room; all are called in the loop of the seat.

    Attributes:
        told: A packet of LiveAvatar's.
        watched: Whether any viewer is there: at first, and each time that changes.
        gone: The seat is left, and not because we wanted it.
    """

    told: Callable[[bytes], None]
    watched: Callable[[bool], None]
    gone: Callable[[Gone], None]


class Seat(Protocol):
    """A seat that is taken; see liveavatar.room_seat."""

    async def say(self, payload: bytes) -> None:
        """Send a command to the session's agent.

        Raises:
            SeatLost: It could not be sent.
        """
        ...

    async def leave(self) -> None:
        """Give it up; harmless twice."""
        ...


Join = Callable[[Door, Hearing], Awaitable[Seat]]
"""Takes a seat; SeatLost when there is none to be had."""
