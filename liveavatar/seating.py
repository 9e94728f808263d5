"""The seats that are taken: one a session, all in one loop.

A seat that was given up, or lost, is heard no more: what it still tells says nothing
about the one that was taken after it. One that was lost, or could not be taken, is
taken again after a while; not so one that somebody else took, for two processes of this
server would take it from each other for ever.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from liveavatar.doors import Door, Gone, Hearing, Join, Seat, SeatLost, SeatRefused
from liveavatar.place import LEFT_WITHIN_S, Place
from liveavatar.returns import Returns, Wait

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""How many ended rooms are known as such."""
STOPPED = "session.stopped"


@dataclass(kw_only=True)
class Message:
    """A command on its way.

    Attributes:
        payload: JSON.
        is_leaving: Whether it may have been sent; before that it certainly was not.
    """

    payload: bytes
    is_leaving: bool = False


class Seating:
    """Takes, keeps and uses the seats. Everything happens in the loop.

    Args:
        join: Takes a seat.
        told: Takes `(session id, event)` for everything LiveAvatar says in a room.
        watched: Takes `(session id, whether anybody watches)`.
        wait: Waits for so many seconds, before a seat is taken again.
    """

    def __init__(
        self,
        *,
        join: Join,
        told: Callable[[str, Mapping[str, Any]], None],
        watched: Callable[[str, bool], None],
        wait: Wait,
    ) -> None:
        self._join = join
        self._told = told
        self._watched = watched
        self._places: dict[str, Place] = {}
        self._returns = Returns(wait=wait, take=self._enter_again)
        self._over: OrderedDict[str, None] = OrderedDict()
        self._leaving: set[asyncio.Task[None]] = set()

    def has(self, session_id: str) -> bool:
        """Whether there is a seat, or soon will be; any thread may ask."""
        return session_id in self._places

    def is_over(self, session_id: str) -> bool:
        """Whether LiveAvatar has closed the room; any thread may ask."""
        return session_id in self._over

    def take(self, session_id: str, door: Door) -> None:
        """Take the seat, without waiting for it; harmless twice."""
        if session_id not in self._over:
            self._taken(session_id, door)

    async def say(self, session_id: str, message: Message, door: Door | None) -> None:
        """Send a command; takes the seat first where there is none.

        Raises:
            SeatRefused: Nobody is let into the room.
            SeatLost: It was not sent.
        """
        place = self._places.get(session_id)
        if place is None:
            if door is None:
                raise SeatLost  # it was given up in this moment
            place = self._taken(session_id, door)
        seat = await place.taken()
        message.is_leaving = True
        try:
            await seat.say(message.payload)
        except SeatLost:
            message.is_leaving = False
            if self._is(place):  # and whoever tries again does so at once
                self._let_go(place)
                self._returns.plan(place)
            raise

    def leave(self, session_id: str) -> None:
        """Give a seat up, without waiting for it; harmless without one."""
        self._returns.drop(session_id)
        place = self._places.get(session_id)
        if place is not None:
            self._let_go(place)

    async def leave_all(self) -> None:
        """Give every seat up, and wait for that."""
        self._returns.drop_all()
        for session_id in list(self._places):
            self.leave(session_id)
        if self._leaving:
            await asyncio.wait(self._leaving, timeout=2 * LEFT_WITHIN_S)

    def _taken(self, session_id: str, door: Door) -> Place:
        place = self._places.get(session_id)
        if place is None:
            self._returns.drop(session_id)
            place = Place(session_id, door)
            self._enter(place)
        return place

    def _enter_again(self, place: Place) -> None:
        self._enter(Place(place.session_id, place.door, place.tries + 1))

    def _enter(self, place: Place) -> None:
        self._places[place.session_id] = place
        hearing = Hearing(
            told=partial(self._on_told, place),
            watched=partial(self._on_watched, place),
            gone=partial(self._on_gone, place),
        )
        place.take(self._join, hearing)
        place.seat.add_done_callback(partial(self._settled, place))

    def _settled(self, place: Place, seat: asyncio.Task[Seat]) -> None:
        error = None if seat.cancelled() else seat.exception()
        if error is not None and self._is(place):
            log.warning("no seat in the room of session %s", place.session_id)
            del self._places[place.session_id]
            if not isinstance(error, SeatRefused):
                self._returns.plan(place)

    def _is(self, place: Place) -> bool:
        """Whether this is the session's seat still."""
        return self._places.get(place.session_id) is place

    def _on_told(self, place: Place, payload: bytes) -> None:
        event = _event_of(payload)
        if event is None or not self._is(place):
            return
        place.tries = 0
        if event.get("event_type") == STOPPED:
            self._let_go(place)
            self._end(place.session_id)
        self._told(place.session_id, event)

    def _on_watched(self, place: Place, there: bool) -> None:
        if self._is(place):
            self._watched(place.session_id, there)

    def _on_gone(self, place: Place, how: Gone) -> None:
        if not self._is(place):
            return
        del self._places[place.session_id]
        if how is Gone.OVER:
            self._end(place.session_id)
            self._told(place.session_id, {"event_type": STOPPED})
        elif how is Gone.LOST:
            self._returns.plan(place)

    def _end(self, session_id: str) -> None:
        self._over[session_id] = None
        if len(self._over) > REMEMBERED:
            self._over.popitem(last=False)

    def _let_go(self, place: Place) -> None:
        if self._is(place):
            del self._places[place.session_id]
            leaving = asyncio.ensure_future(place.leave())
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)


def _event_of(payload: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None
