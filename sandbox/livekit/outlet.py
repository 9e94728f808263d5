"""A face's way into a room, in the place of a peer connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aiortc import MediaStreamTrack
from livekit.protocol.models import DisconnectReason, ParticipantInfo

from sandbox.livekit.publication import picture, voice
from sandbox.livekit.resident import Resident
from sandbox.media.hosts import HostAddresses
from sandbox.media.outlet import Codec, OnAir, State


class RoomOutlet(OnAir):
    """Publishes a face into the room that its avatar lives in.

    Args:
        avatar: Who publishes.
        size: Width and height of the picture.
        video: The face.
        audio: Its voice.
        codec: The video codec that viewers are offered first.
        on_state: Called with `connecting` once it is published, with `connected` once
            somebody can see and hear it, and with `closed`.
    """

    def __init__(
        self,
        avatar: Resident,
        size: tuple[int, int],
        *,
        video: MediaStreamTrack,
        audio: MediaStreamTrack,
        codec: Codec,
        on_state: Callable[[State], None],
    ) -> None:
        super().__init__(on_state)
        self._avatar = avatar
        width, height = size
        self._publications = (
            picture(video, codec=codec, width=width, height=height),
            voice(audio),
        )

    async def offer(self, addresses: HostAddresses) -> str:
        """None: viewers come by the room."""
        return ""

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Enter the room and go on air."""
        room = self._avatar.room
        self._avatar.publish(*self._publications)
        self._move("connecting")
        await room.join(self._avatar)
        room.watchers.append(self._look)
        self._look()

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Of no use here: the room's own signalling takes them."""

    def send(self, message: bytes) -> None:
        """Nothing: what a room is told is its cloud's own affair."""

    async def close(self) -> None:
        """Go off air; the room's end is its cloud's affair."""
        self._move("closed")
        await self._avatar.dismiss(DisconnectReason.ROOM_DELETED)

    def _look(self) -> None:
        others = self._avatar.room.people(but=self._avatar)
        guests = [one.info() for one in others if not isinstance(one, Resident)]
        # An agent has its seat to send and to be told, and need not look.
        viewers = [one for one in guests if one.kind != ParticipantInfo.AGENT]
        if any(one.state == ParticipantInfo.ACTIVE for one in viewers):
            self._move("connected")
