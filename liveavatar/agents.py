"""This server's seats in its sessions' rooms, behind calls that any thread can make.

LiveKit's client lives in an asyncio loop: it has one in a thread of its own. A seat is
found again from the session's keys wherever it is missed, such as in another process
of this server; LiveKit gives it to whoever came last.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from errors import NotFound, ShuttingDown, TimedOut, Unreachable
from liveavatar.doors import Door, Hearing, Join, Seat, SeatLost, SeatRefused
from liveavatar.lanes import Lanes
from liveavatar.loop_thread import LoopThread
from liveavatar.returns import Wait
from liveavatar.seating import Message, Seating

__all__ = ["Agents", "Door"]

log = logging.getLogger(__name__)

NAME = "liveavatar"
SAID_WITHIN_S = 5.0
LISTENERS = 8
"""How many rooms' events are acted upon at the same time."""
OVER = "LiveAvatar has ended this session."


async def _take_seat(door: Door, hearing: Hearing) -> Seat:
    # Loaded here and not above; liveavatar.room_seat says why.
    from liveavatar.room_seat import take_seat

    return await take_seat(door, hearing)


class Agents:
    """Takes, keeps and uses the seats.

    Args:
        on_event: Told `(session id, event)` for everything LiveAvatar says in a room,
            one after the other for each session, in a thread where it may take its
            time. A room that is deleted without a word says `session.stopped`.
        on_viewer: Told `(session id, whether anybody watches)`, likewise: when a seat
            is taken, and each time that changes.
        join: Takes a seat.
        within_s: How long `say` may take.
        wait: Waits for so many seconds, in the loop, before a lost seat is taken again.
    """

    def __init__(
        self,
        *,
        on_event: Callable[[str, Mapping[str, Any]], None],
        on_viewer: Callable[[str, bool], None],
        join: Join = _take_seat,
        within_s: float = SAID_WITHIN_S,
        wait: Wait = asyncio.sleep,
    ) -> None:
        self._within_s = within_s
        self._lanes = Lanes(LISTENERS, name="room-events")
        self._seating = Seating(
            join=join,
            told=lambda *what: self._tell(on_event, *what),
            watched=lambda *what: self._tell(on_viewer, *what),
            wait=wait,
        )
        self._loop = LoopThread(name="rooms", farewell=self._seating.leave_all)
        self._closing = threading.Lock()

    def enter(self, session_id: str, door: Door) -> None:
        """Take the seat, without waiting for it; harmless twice.

        Where it cannot be taken, or is lost, it is taken again until `leave`.
        """
        self._loop.soon(self._seating.take, session_id, door)

    def say(
        self,
        session_id: str,
        command: Mapping[str, Any],
        door: Callable[[], Door | None],
    ) -> bool:
        """Send a command to a session's agent; waits until it is on its way.

        Args:
            session_id: LiveAvatar's id for it.
            command: `{event_type, ...}`.
            door: The way to the seat, should it have to be taken first.

        Returns:
            Whether it was sent: not when there is no seat for this server.

        Raises:
            NotFound: The room is over.
            Unreachable: The room cannot be joined; nothing was sent.
            TimedOut: It may have been sent, or not.
            ShuttingDown: The server is closing.
        """
        message = Message(payload=json.dumps(command).encode())
        deadline = time.monotonic() + self._within_s
        for is_again in (False, True):
            if self._seating.is_over(session_id):
                raise NotFound(OVER)
            way = None
            if is_again or not self._seating.has(session_id):
                way = door()
                if way is None:
                    return False
            if self._said(session_id, message, way, deadline - time.monotonic()):
                return True
        raise _unreachable()

    def leave(self, session_id: str) -> None:
        """Give the seat up, without waiting for it; harmless without one."""
        if self._loop.has_begun:
            self._loop.soon(self._seating.leave, session_id)

    def close(self) -> None:
        """Give up every seat, tell what was heard till then, and end; harmless twice.

        Nothing is said or entered any more. LiveKit's client keeps threads of its own
        until the process ends.
        """
        with self._closing:
            self._loop.close()
            self._lanes.close()

    def _said(
        self, session_id: str, message: Message, way: Door | None, within_s: float
    ) -> bool:
        """Whether it was sent; where not, it may be tried again."""
        future = self._loop.start(lambda: self._seating.say(session_id, message, way))
        try:
            future.result(max(within_s, 0))
        except SeatRefused:
            raise NotFound(OVER) from None
        except SeatLost:
            return False
        except TimeoutError:
            future.cancel()
            if not message.is_leaving:
                raise _unreachable() from None
            words = "The session's room took too long."
            raise TimedOut(words, upstream=NAME) from None
        except concurrent.futures.CancelledError:
            raise ShuttingDown("The server is closing.") from None
        return True

    def _tell(
        self, act: Callable[[str, Any], None], session_id: str, what: Any
    ) -> None:
        self._lanes.put(session_id, partial(_told, act, session_id, what))


def _unreachable() -> Unreachable:
    return Unreachable("The session's room cannot be reached.", upstream=NAME)


def _told(act: Callable[[str, Any], None], session_id: str, what: Any) -> None:
    try:
        act(session_id, what)
    except Exception as error:
        # Its text may hold people's words; its kind is enough to act on.
        log.error("bug: %s upon an event of a room", type(error).__name__)
