"""Every room of one sandbox, and the tokens that open them."""

from __future__ import annotations

from collections.abc import Sequence

from livekit.protocol.models import DataPacket, DisconnectReason

from sandbox.clock import Clock
from sandbox.livekit.avatars import Kind, Senses
from sandbox.livekit.resident import Resident
from sandbox.livekit.room import Room
from sandbox.livekit.tokens import Refused, Ticket, TokenDesk

API_KEY = "sandbox"
API_SECRET = "the-sandbox-signs-with-this-secret"
"""Known to everybody, as a development server's are: it guards nothing."""


class Rooms:
    """The rooms that exist. Only a cloud makes one; to join makes none.

    Args:
        clock: The sandbox's time.
        addresses: Addresses to offer for media, or `auto`.

    Attributes:
        tokens: Gives out tokens for them.
    """

    def __init__(self, clock: Clock, addresses: Sequence[str]) -> None:
        self.addresses = addresses
        self.tokens = TokenDesk(clock, key=API_KEY, secret=API_SECRET)
        self._clock = clock
        self._rooms: dict[str, Room] = {}

    def create(self, name: str) -> Room:
        """The room of that name, made if there is none."""
        if name not in self._rooms:
            self._rooms[name] = Room(name, self._clock.now())
        return self._rooms[name]

    def url(self, origin: str) -> str:
        """Where LiveKit's clients find them: with us."""
        return f"{origin}/livekit"

    def avatar(
        self, name: str, identity: str, senses: Senses, *, kind: Kind = "standard"
    ) -> Resident:
        """An avatar for the room of that name, which is there from now on."""

        def take(packet: DataPacket) -> None:
            if packet.HasField("user"):
                senses.on_data(packet.user.payload, packet.user.topic)

        room = self.create(name)
        room.watchers.append(senses.on_people)
        return Resident(
            room, identity, kind=kind, on_data=take, on_tracks=senses.on_tracks
        )

    async def open(self, name: str) -> None:
        """Nothing: a room needs no more than its name."""

    async def check(self) -> None:
        """Nothing: they can always be had."""

    def admit(self, token: str) -> tuple[Ticket, Room]:
        """The ticket in a token and the room that it opens.

        Raises:
            Refused: The token is no good, or there is no such room.
        """
        ticket = self.tokens.read(token)
        room = self._rooms.get(ticket.room)
        if room is None:
            raise Refused(404, "requested room does not exist")
        return ticket, room

    async def delete(self, name: str) -> None:
        """Send everybody away and forget the room; harmless when there is none."""
        room = self._rooms.pop(name, None)
        if room is not None:
            await room.close(DisconnectReason.ROOM_DELETED)

    async def close(self) -> None:
        """Send everybody away; for the end of the process."""
        rooms, self._rooms = list(self._rooms.values()), {}
        for room in rooms:
            await room.close(DisconnectReason.SERVER_SHUTDOWN)
