"""A participant that lives in the sandbox itself: an avatar."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from livekit.protocol.models import (
    DataPacket,
    DisconnectReason,
    ParticipantInfo,
    ParticipantPermission,
    TrackType,
    UserPacket,
)

from sandbox.livekit.avatars import Kind
from sandbox.livekit.room import Room
from sandbox.livekit.sids import sid

if TYPE_CHECKING:
    from sandbox.livekit.publication import Publication
    from sandbox.media.outlet import Connect

_OUTLET = "sandbox.livekit.outlet"
_FAREWELL_S = 0.1
_KINDS: Mapping[Kind, ParticipantInfo.Kind] = {
    "standard": ParticipantInfo.STANDARD,
    "agent": ParticipantInfo.AGENT,
}


class Resident:
    """An avatar in a room.

    Args:
        room: Where it lives.
        identity: What the others know it by.
        kind: What kind of participant it says it is.
        on_data: Called with each packet that reaches it.
        on_tracks: Called when others publish more than before, or less.
    """

    hidden = False

    def __init__(
        self,
        room: Room,
        identity: str,
        *,
        kind: Kind = "standard",
        on_data: Callable[[DataPacket], None] = lambda packet: None,
        on_tracks: Callable[[], None] = lambda: None,
    ) -> None:
        self.room = room
        self.sid = sid("PA")
        self.identity = identity
        self._kind = kind
        self._on_data = on_data
        self._on_tracks = on_tracks
        self._publications: dict[str, Publication] = {}
        self._joined_at = time.time()

    def info(self) -> ParticipantInfo:
        """Itself as others see it."""
        return ParticipantInfo(
            sid=self.sid,
            identity=self.identity,
            name=self.identity,
            state=ParticipantInfo.ACTIVE,
            kind=_KINDS[self._kind],
            joined_at=int(self._joined_at),
            joined_at_ms=int(self._joined_at * 1000),
            tracks=[one.info for one in self._publications.values()],
            is_publisher=bool(self._publications),
            permission=ParticipantPermission(
                can_publish=True, can_subscribe=True, can_publish_data=True
            ),
        )

    def publications(self) -> Mapping[str, Publication]:
        """What it publishes, by track sid."""
        return self._publications

    def publish(self, *publications: Publication) -> None:
        """Publish tracks; the others are told once it is in the room."""
        for one in publications:
            one.start()
            self._publications[one.info.sid] = one

    def say(self, payload: bytes, *, topic: str = "", to: Iterable[str] = ()) -> None:
        """Send reliable data to those named, or to everybody."""
        user = UserPacket(payload=payload, destination_identities=to)
        if topic:
            user.topic = topic
        packet = DataPacket(
            kind=DataPacket.RELIABLE, user=user, destination_identities=to
        )
        self.room.send(packet, self)

    async def join(self) -> bool:
        """Enter the room without a face."""
        await self.room.join(self)
        return True

    async def finish(self) -> None:
        """Let what was said leave."""
        if any(not isinstance(one, Resident) for one in self.room.people()):
            # Data and the room's end go different ways to a guest, and either may be
            # the faster one.
            await asyncio.sleep(_FAREWELL_S)

    def has_viewer(self) -> bool:
        """Whether somebody is there who is no agent."""
        return any(not _is_agent(one.info()) for one in self.room.people(but=self))

    def microphones(self) -> Mapping[str, Publication]:
        """The microphones of all who are no agents, by track sid."""
        return {
            track_sid: publication
            for one in self.room.people(but=self)
            if not _is_agent(one.info())
            for track_sid, publication in one.publications().items()
            if publication.info.type == TrackType.AUDIO
        }

    def outlet(self, size: tuple[int, int]) -> Connect:
        """How a face of that width and height gets into the room."""
        # Loaded here and not above: what it needs is heavy.
        return partial(importlib.import_module(_OUTLET).RoomOutlet, self, size)

    def people_changed(self, infos: Iterable[ParticipantInfo]) -> None:
        """Others came or left; the room's watchers are who cares."""

    def tracks_changed(self) -> None:
        """Somebody else publishes more than before, or less."""
        self._on_tracks()

    def receive(self, packet: DataPacket) -> None:
        """Take data meant for it."""
        self._on_data(packet)

    async def dismiss(self, reason: DisconnectReason) -> None:
        """Stop what it publishes."""
        for publication in self._publications.values():
            publication.end()


def _is_agent(info: ParticipantInfo) -> bool:
    return info.kind == ParticipantInfo.AGENT
