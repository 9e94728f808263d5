"""This server's own seat in a session's LiveKit room, by LiveKit's client.

Source: docs.liveavatar.com, "LiveKit events": commands go out under `agent-control`,
what happens comes in under `agent-response`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from livekit import rtc

TO_AGENT, FROM_AGENT = "agent-control", "agent-response"
AVATAR = "heygen"
AGENT = "liveavatar-agent-"
JOIN_WITHIN_S = 5.0
ROOM_IS_OVER = (
    rtc.DisconnectReason.ROOM_DELETED,
    rtc.DisconnectReason.ROOM_CLOSED,
)

# Its own log tells addresses, which hold tokens.
logging.getLogger("livekit").setLevel(logging.CRITICAL)


class SeatLost(Exception):
    """What was to be said could not be: the seat is not ours any more, or never was."""


class Gone(Enum):
    """Why a seat is left."""

    OVER = auto()
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
        watched: Whether any viewer is there, each time that changes.
        gone: The seat is left, and not because we wanted it.
    """

    told: Callable[[bytes], None]
    watched: Callable[[bool], None]
    gone: Callable[[Gone], None]


class RoomSeat:
    """A seat that is taken; made by `take_seat`.

    Args:
        room: The room, before it is joined.
        hearing: Who is told what happens in it.
    """

    def __init__(self, room: rtc.Room, hearing: Hearing) -> None:
        self._room = room
        self._hearing = hearing
        self._watched: bool | None = None
        room.on("data_received", self._on_data)
        room.on("participant_connected", lambda _participant: self._look())
        room.on("participant_disconnected", lambda _participant: self._look())
        room.on("disconnected", self._on_disconnected)

    async def say(self, payload: bytes) -> None:
        """Send a command to the session's agent.

        Raises:
            SeatLost: It could not be sent.
        """
        try:
            await self._room.local_participant.publish_data(
                payload, reliable=True, topic=TO_AGENT
            )
        except Exception as error:  # the library's own kinds are not all public
            raise SeatLost from error

    async def leave(self) -> None:
        """Give the seat up; harmless twice."""
        self._room.off("disconnected", self._on_disconnected)
        await self._room.disconnect()

    def look(self) -> None:
        """Say whether anybody watches, now that we are there ourselves."""
        self._look()

    def _on_data(self, packet: rtc.DataPacket) -> None:
        # The page has a seat as well, and could say anything under any topic.
        sender = packet.participant.identity if packet.participant else ""
        if packet.topic == FROM_AGENT and _is_cloud(sender):
            self._hearing.told(bytes(packet.data))

    def _look(self) -> None:
        there = any(not _is_cloud(name) for name in self._room.remote_participants)
        if there is not self._watched:
            self._watched = there
            self._hearing.watched(there)

    def _on_disconnected(self, reason: object = None) -> None:
        self._hearing.gone(Gone.OVER if reason in ROOM_IS_OVER else Gone.LOST)


def _is_cloud(identity: str) -> bool:
    return identity == AVATAR or identity.startswith(AGENT)


async def take_seat(door: Door, hearing: Hearing) -> RoomSeat:
    """Join a room.

    Raises:
        SeatLost: It cannot be joined.
    """
    room = rtc.Room()
    seat = RoomSeat(room, hearing)
    options = rtc.RoomOptions(auto_subscribe=False, connect_timeout=JOIN_WITHIN_S)
    try:
        await room.connect(door.url, door.token, options)
    except rtc.ConnectError as error:
        raise SeatLost from error
    seat.look()
    return seat
