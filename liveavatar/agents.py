"""This server's seats in its sessions' rooms, behind calls that any thread can make.

LiveKit's client lives in an asyncio loop: it has one in a thread of its own. A seat is
found again from the session's keys wherever it is missed, such as in another process
of this server; LiveKit gives it to whoever came last.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol

from errors import NotFound, TimedOut, Unreachable
from liveavatar.room_seat import Door, Gone, Hearing, SeatLost, take_seat

__all__ = ["Agents", "Door"]

log = logging.getLogger(__name__)

NAME = "liveavatar"
SAID_WITHIN_S = 8.0
REMEMBERED = 10_000
"""How many ended rooms are known as such."""
STOPPED = "session.stopped"


class Seat(Protocol):
    """A seat in a room; see liveavatar.room_seat."""

    async def say(self, payload: bytes) -> None:
        """Send a command."""
        ...

    async def leave(self) -> None:
        """Give it up."""
        ...


class Agents:
    """Takes, keeps and uses the seats.

    Args:
        on_event: Told `(session id, event)` for everything LiveAvatar says in a room,
            one after the other, in a thread where it may take its time.
        on_viewer: Told `(session id, whether anybody watches)`, likewise.
        join: Takes a seat.
    """

    def __init__(
        self,
        *,
        on_event: Callable[[str, Mapping[str, Any]], None],
        on_viewer: Callable[[str, bool], None],
        join: Callable[[Door, Hearing], Awaitable[Seat]] = take_seat,
    ) -> None:
        self._on_event = on_event
        self._on_viewer = on_viewer
        self._join = join
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._teller: ThreadPoolExecutor | None = None
        # Changed in the loop only; looked into from anywhere.
        self._seats: dict[str, asyncio.Task[Seat]] = {}
        self._over: OrderedDict[str, None] = OrderedDict()

    def enter(self, session_id: str, door: Door) -> None:
        """Take the seat, without waiting for it; harmless twice."""
        self._running().call_soon_threadsafe(self._taken, session_id, door)

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
            Unreachable: The room cannot be joined.
            TimedOut: It may have been sent, or not.
        """
        payload = json.dumps(command).encode()
        for missed in (False, True):
            if session_id in self._over:
                raise NotFound("LiveAvatar has ended this session.")
            way = None
            if missed or session_id not in self._seats:
                way = door()
                if way is None:
                    return False
            if self._said(session_id, payload, way):
                return True
        raise Unreachable("The session's room cannot be reached.", upstream=NAME)

    def leave(self, session_id: str) -> None:
        """Give the seat up, without waiting for it; harmless without one."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._left(session_id), self._loop)

    def close(self) -> None:
        """Give up every seat, and the threads."""
        with self._lock:
            loop, thread, teller = self._loop, self._thread, self._teller
            self._loop = self._thread = self._teller = None
        if loop is None or thread is None or teller is None:
            return
        asyncio.run_coroutine_threadsafe(self._all_left(), loop).result(SAID_WITHIN_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        teller.shutdown()

    def _running(self) -> asyncio.AbstractEventLoop:
        """The loop; begun in the process that needs it, never in one that forks."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="rooms", daemon=True
                )
                self._teller = ThreadPoolExecutor(1, thread_name_prefix="room-events")
                self._thread.start()
            return self._loop

    def _said(self, session_id: str, payload: bytes, way: Door | None) -> bool:
        speech = self._speech(session_id, payload, way)
        future = asyncio.run_coroutine_threadsafe(speech, self._running())
        try:
            future.result(SAID_WITHIN_S)
        except SeatLost:
            return False
        except TimeoutError:
            future.cancel()
            words = "The session's room took too long."
            raise TimedOut(words, upstream=NAME) from None
        return True

    async def _speech(self, session_id: str, payload: bytes, way: Door | None) -> None:
        seat = self._seats.get(session_id)
        if seat is None:
            if way is None:
                raise SeatLost  # it was given up in this moment
            seat = self._taken(session_id, way)
        try:
            # Whoever gives up waiting does not take the seat away from the others.
            await (await asyncio.shield(seat)).say(payload)
        except SeatLost:
            self._forget(session_id, seat)
            raise

    def _taken(self, session_id: str, way: Door) -> asyncio.Task[Seat]:
        if session_id not in self._seats:
            task = asyncio.ensure_future(self._join_room(session_id, way))
            self._seats[session_id] = task
            task.add_done_callback(partial(self._joined, session_id))
        return self._seats[session_id]

    async def _join_room(self, session_id: str, way: Door) -> Seat:
        hearing = Hearing(
            told=partial(self._heard, session_id),
            watched=lambda there: self._tell(self._on_viewer, session_id, there),
            gone=partial(self._gone, session_id),
        )
        return await self._join(way, hearing)

    def _joined(self, session_id: str, task: asyncio.Task[Seat]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.warning("no seat in the room of session %s", session_id)
            self._forget(session_id, task)

    def _forget(self, session_id: str, task: asyncio.Task[Seat]) -> None:
        if self._seats.get(session_id) is task:
            del self._seats[session_id]

    def _heard(self, session_id: str, payload: bytes) -> None:
        try:
            event = json.loads(payload)
        except ValueError:
            return
        if isinstance(event, dict):
            if event.get("event_type") == STOPPED:
                self._end(session_id)
            self._tell(self._on_event, session_id, event)

    def _gone(self, session_id: str, how: Gone) -> None:
        self._seats.pop(session_id, None)
        if how is Gone.OVER and session_id not in self._over:
            self._end(session_id)
            self._tell(self._on_event, session_id, {"event_type": STOPPED})

    def _end(self, session_id: str) -> None:
        self._over[session_id] = None
        if len(self._over) > REMEMBERED:
            self._over.popitem(last=False)

    def _tell(
        self, act: Callable[[str, Any], None], session_id: str, what: Any
    ) -> None:
        if self._teller is not None:
            self._teller.submit(_told, act, session_id, what)

    async def _left(self, session_id: str) -> None:
        task = self._seats.pop(session_id, None)
        if task is not None:
            try:
                await (await task).leave()
            except SeatLost:
                return

    async def _all_left(self) -> None:
        left = [self._left(session_id) for session_id in list(self._seats)]
        await asyncio.gather(*left, return_exceptions=True)


def _told(act: Callable[[str, Any], None], session_id: str, what: Any) -> None:
    try:
        act(session_id, what)
    except Exception as error:
        # Its text may hold people's words; its kind is enough to act on.
        log.error("bug: %s upon an event of a room", type(error).__name__)
