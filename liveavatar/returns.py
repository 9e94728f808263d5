"""Seats that are taken again after a while: by voice, only who has a seat hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from liveavatar.place import Place

WAITS_S = (1.0, 4.0, 15.0)
LATER_S = 30.0
"""Between the first tries, and between all others."""
TRIES = 120
"""An hour of them, in which nothing is heard: no session lasts as long."""

Wait = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


class Returns:
    """Plans them: one a session at most. Everything happens in the loop.

    Args:
        wait: Waits.
        take: Takes a session's seat again, by what its place was before.
    """

    def __init__(self, *, wait: Wait, take: Callable[[Place], None]) -> None:
        self._wait = wait
        self._take = take
        self._planned: dict[str, asyncio.Task[None]] = {}

    def plan(self, place: Place) -> None:
        """Take it again, the later the more often it was in vain."""
        if place.tries < TRIES:
            waiting = asyncio.ensure_future(self._taken_again(place))
            self._planned[place.session_id] = waiting

    def drop(self, session_id: str) -> None:
        """There is nothing to be taken any more; harmless where nothing is planned."""
        planned = self._planned.pop(session_id, None)
        if planned is not None:
            planned.cancel()

    def drop_all(self) -> None:
        """Likewise, for every session."""
        for session_id in list(self._planned):
            self.drop(session_id)

    async def _taken_again(self, place: Place) -> None:
        await self._wait((*WAITS_S, LATER_S)[min(place.tries, len(WAITS_S))])
        del self._planned[place.session_id]
        self._take(place)
