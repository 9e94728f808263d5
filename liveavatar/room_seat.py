"""This server's own seat in a session's LiveKit room, by LiveKit's client.

Only the loop of `liveavatar.agents` loads this: LiveKit's client brings numpy, whose
threads start upon import, and 30 MB. Neither belongs in a process that is to fork, nor
in a server that never enters a room.

Source: docs.liveavatar.com, "LiveKit events": commands go out under `agent-control`,
what happens comes in under `agent-response`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from livekit import rtc

from liveavatar.doors import Door, Gone, Hearing, SeatLost, SeatRefused

TO_AGENT, FROM_AGENT = "agent-control", "agent-response"
NOBODY = "seat"
"""The topic of what nobody is meant to read."""
AVATAR = "heygen"
AGENT = "liveavatar-agent-"
GONE: Mapping[object, Gone] = {
    rtc.DisconnectReason.ROOM_DELETED: Gone.OVER,
    rtc.DisconnectReason.ROOM_CLOSED: Gone.OVER,
    rtc.DisconnectReason.DUPLICATE_IDENTITY: Gone.TAKEN,
}
"""What LiveKit's reasons mean; any other is a seat that was lost."""
OPTIONS = rtc.RoomOptions(
    auto_subscribe=False,  # we want no media
    # Where the server does not know the newer way, by a single connection, livekit
    # 1.2.1 keeps what it has tried: 6 threads and 2 MB, and 0.3 MB for good.
    single_peer_connection=False,
)
# livekit 1.2.1 tells a refusal by its words alone.
REFUSED = re.compile(r"\bclient error: 40[134]\b")

# Its own log tells addresses, which hold tokens.
logging.getLogger("livekit").setLevel(logging.CRITICAL)


class RoomSeat:
    """A seat; made by `take_seat`.

    Args:
        room: The room, before it is joined.
        hearing: Who is told what happens in it.
    """

    def __init__(self, room: rtc.Room, hearing: Hearing) -> None:
        self._room = room
        self._hearing = hearing
        self._watched: bool | None = None
        room.on("data_received", self._on_data)
        room.on("participant_connected", self._on_people)
        room.on("participant_disconnected", self._on_people)
        room.on("reconnected", self.look)
        room.on("disconnected", self._on_disconnected)

    async def warm_up(self) -> None:
        """Have the way out ready, which LiveKit makes only with the first packet.

        It takes a fifth of a second, which the first command would have to wait for.

        Raises:
            SeatLost: There is none.
        """
        ourselves = [self._room.local_participant.identity]
        await self._send(b"", topic=NOBODY, to=ourselves)

    async def say(self, payload: bytes) -> None:
        """See liveavatar.doors.Seat."""
        await self._send(payload, topic=TO_AGENT)

    async def leave(self) -> None:
        """See liveavatar.doors.Seat."""
        self._room.off("disconnected", self._on_disconnected)
        await self._room.disconnect()

    def look(self) -> None:
        """Say whether anybody watches, if that is news."""
        there = any(not _is_cloud(name) for name in self._room.remote_participants)
        if there is not self._watched:
            self._watched = there
            self._hearing.watched(there)

    async def _send(
        self, payload: bytes, *, topic: str, to: list[str] | None = None
    ) -> None:
        try:
            await self._room.local_participant.publish_data(
                payload, reliable=True, destination_identities=to or [], topic=topic
            )
        except Exception as error:  # the library's own kinds are not all public
            raise SeatLost(type(error).__name__) from None

    def _on_data(self, packet: rtc.DataPacket) -> None:
        # The page has a seat as well, and could say anything under any topic.
        sender = packet.participant.identity if packet.participant else ""
        if packet.topic == FROM_AGENT and _is_cloud(sender):
            self._hearing.told(bytes(packet.data))

    def _on_people(self, _participant: rtc.RemoteParticipant) -> None:
        self.look()

    def _on_disconnected(self, reason: object = None) -> None:
        self._hearing.gone(GONE.get(reason, Gone.LOST))


def _is_cloud(identity: str) -> bool:
    return identity == AVATAR or identity.startswith(AGENT)


async def take_seat(door: Door, hearing: Hearing) -> RoomSeat:
    """Join a room; takes up to 20 s where nobody answers.

    Must not be cancelled: LiveKit's client would go on, hold the seat unseen, and then
    end the process. Source: github.com/livekit/rust-sdks, issue 1340.

    Raises:
        SeatRefused: Nobody is let in with this token.
        SeatLost: It cannot be joined.
    """
    room = rtc.Room()
    seat = RoomSeat(room, hearing)
    try:
        await room.connect(door.url, door.token, OPTIONS)
    except rtc.ConnectError as error:
        kind = SeatRefused if REFUSED.search(str(error)) else SeatLost
        raise kind from None
    seat.look()
    try:
        await seat.warm_up()
    except SeatLost:
        await seat.leave()
        raise
    return seat
