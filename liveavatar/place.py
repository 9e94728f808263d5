"""A session's seat, from the moment it is asked for until it is given up."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from liveavatar.doors import Door, Hearing, Join, Seat, SeatLost

log = logging.getLogger(__name__)

LEFT_WITHIN_S = 1.0


@dataclass(eq=False)
class Place:
    """A seat that is wanted, on its way, or taken.

    Attributes:
        session_id: LiveAvatar's.
        door: The way into its room.
        tries: How often it was taken again since anything was heard there.
        seat: The way to it.
    """

    session_id: str
    door: Door
    tries: int = 0
    seat: asyncio.Task[Seat] = field(init=False, repr=False)

    def take(self, join: Join, hearing: Hearing) -> None:
        """Be on the way."""
        self.seat = asyncio.ensure_future(_joined(join, self.door, hearing))

    async def taken(self) -> Seat:
        """The seat, once it is taken.

        Raises:
            SeatLost: There is none to be had.
        """
        # Whoever gives up waiting does not take it away from the others.
        await asyncio.wait([self.seat])
        return self.seat.result()

    async def leave(self) -> None:
        """Give it up, once it is taken."""
        try:
            seat = await self.taken()
            await asyncio.wait_for(seat.leave(), LEFT_WITHIN_S)
        except SeatLost:
            return
        except Exception as error:
            log.warning("a seat could not be given up: %s", type(error).__name__)


async def _joined(join: Join, door: Door, hearing: Hearing) -> Seat:
    try:
        return await join(door, hearing)
    except SeatLost:
        raise
    except Exception as error:
        # Its text may hold the token; its kind is enough to act on.
        log.error("bug: %s on the way into a room", type(error).__name__)
        raise SeatLost from None
