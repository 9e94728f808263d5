"""One room: who is in it, what they publish, and the data they send each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from livekit.protocol.models import (
    DataPacket,
    DisconnectReason,
    ParticipantInfo,
)
from livekit.protocol.models import Room as RoomInfo

from sandbox.livekit.sids import sid

if TYPE_CHECKING:
    from sandbox.livekit.publication import Publication


class Participant(Protocol):
    """Somebody in a room; a guest from outside, or an avatar that lives here."""

    sid: str
    identity: str
    hidden: bool

    def info(self) -> ParticipantInfo:
        """Itself as others see it."""
        ...

    def publications(self) -> Mapping[str, Publication]:
        """What it publishes, by track sid."""
        ...

    def people_changed(self, infos: Iterable[ParticipantInfo]) -> None:
        """Others came, changed or left."""
        ...

    def tracks_changed(self) -> None:
        """Somebody else publishes more than before, or less."""
        ...

    def receive(self, packet: DataPacket) -> None:
        """Take data meant for it."""
        ...

    async def dismiss(self, reason: DisconnectReason) -> None:
        """Tell it to go, and let go of it."""
        ...


class Room:
    """A room until it is closed.

    Args:
        name: As tokens name it.
        created_at: Unix seconds.

    Attributes:
        watchers: Each is called after somebody came, changed or left.
    """

    def __init__(self, name: str, created_at: float) -> None:
        self.name = name
        self.sid = sid("RM")
        self.created_at = created_at
        self.watchers: list[Callable[[], None]] = []
        self._people: dict[str, Participant] = {}

    def info(self) -> RoomInfo:
        """Itself, in LiveKit's words."""
        people = self.people()
        return RoomInfo(
            sid=self.sid,
            name=self.name,
            creation_time=int(self.created_at),
            creation_time_ms=int(self.created_at * 1000),
            num_participants=len(people),
            num_publishers=sum(bool(one.publications()) for one in people),
        )

    def people(self, but: Participant | None = None) -> list[Participant]:
        """Everybody in it, or everybody else."""
        return [one for one in self._people.values() if one is not but]

    async def join(self, newcomer: Participant) -> None:
        """Let somebody in; who has the same identity has to go."""
        double = self._people.get(newcomer.identity)
        if double is not None:
            await self.leave(double, DisconnectReason.DUPLICATE_IDENTITY)
            await double.dismiss(DisconnectReason.DUPLICATE_IDENTITY)
        self._people[newcomer.identity] = newcomer
        self.changed(newcomer)
        if newcomer.publications():
            self.republished(newcomer)

    async def leave(self, leaver: Participant, reason: DisconnectReason) -> None:
        """Somebody is gone; harmless when they were gone already."""
        if self._people.get(leaver.identity) is not leaver:
            return
        del self._people[leaver.identity]
        farewell = leaver.info()
        farewell.state = ParticipantInfo.DISCONNECTED
        farewell.disconnect_reason = reason
        del farewell.tracks[:]
        self._tell(leaver, farewell)
        if leaver.publications():
            self.republished(leaver)

    def changed(self, who: Participant) -> None:
        """Let the others know how somebody is now."""
        self._tell(who, who.info())

    def republished(self, who: Participant) -> None:
        """Somebody publishes more than before, or less."""
        for one in self.people(but=who):
            one.tracks_changed()

    def send(self, packet: DataPacket, sender: Participant) -> None:
        """Pass data on: to those it names, to everybody else when it names none."""
        packet.participant_identity = sender.identity
        packet.participant_sid = sender.sid
        wanted = set(packet.destination_identities)
        if packet.HasField("user"):
            user = packet.user
            user.participant_identity = sender.identity
            user.participant_sid = sender.sid
            wanted |= set(user.destination_identities)
        for one in self.people(but=sender):
            if not wanted or one.identity in wanted:
                one.receive(packet)

    async def close(self, reason: DisconnectReason) -> None:
        """Send everybody away; harmless twice."""
        people, self._people = self.people(), {}
        for one in people:
            await one.dismiss(reason)
        # A watcher holds on to a face, and whoever ended may be remembered for long.
        self.watchers.clear()

    def _tell(self, who: Participant, news: ParticipantInfo) -> None:
        if not who.hidden:
            for one in self.people(but=who):
                one.people_changed([news])
        for watcher in list(self.watchers):
            watcher()
