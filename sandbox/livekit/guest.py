"""A participant from outside: LiveKit's client at the other end of a WebSocket."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from aiortc import MediaStreamTrack
from livekit.protocol.models import (
    DataPacket,
    DisconnectReason,
    ParticipantInfo,
    ParticipantPermission,
)
from livekit.protocol.rtc import (
    AddTrackRequest,
    LeaveRequest,
    ParticipantUpdate,
    SessionDescription,
    SignalResponse,
    TrackPublishedResponse,
)

from sandbox.livekit.publication import STREAM, Publication
from sandbox.livekit.publisher import Publisher
from sandbox.livekit.room import Participant, Room
from sandbox.livekit.shelf import Shelf
from sandbox.livekit.sids import sid
from sandbox.livekit.subscriber import Line, Subscriber
from sandbox.livekit.tokens import Ticket
from sandbox.media.hosts import HostAddresses

_KINDS = {"agent": ParticipantInfo.AGENT, "sip": ParticipantInfo.SIP}


@dataclass(frozen=True, kw_only=True)
class Client:
    """What a guest's software says about itself.

    Attributes:
        auto_subscribe: It wants every track without asking for each.
        splits_streams: It tells tracks apart by their streams only (Firefox).
    """

    auto_subscribe: bool = True
    splits_streams: bool = False


class Guest:
    """One guest in a room.

    Args:
        room: Where it wants to be.
        ticket: What its token allows.
        client: Its software.
        addresses: The addresses to offer candidates on, or `auto`.
        send: Puts a message on its way to the guest; None ends the connection.
    """

    def __init__(
        self,
        room: Room,
        ticket: Ticket,
        client: Client,
        *,
        addresses: HostAddresses,
        send: Callable[[SignalResponse | None], None],
    ) -> None:
        self.room = room
        self.ticket = ticket
        self.sid = sid("PA")
        self.identity = ticket.identity
        self.hidden = ticket.hidden
        self.gone = asyncio.Event()
        self._client = client
        self._send = send
        self._joined_at = time.time()
        self._state = ParticipantInfo.JOINED
        self._name = ticket.name
        self._metadata = ticket.metadata
        self._attributes = dict(ticket.attributes)
        self._offers = itertools.count(1)
        self._chosen: dict[str, bool] = {}
        self._shelf = Shelf()
        self.subscriber = Subscriber(addresses, offer=self._offer, on_up=self._up)
        self.publisher = Publisher(
            addresses,
            on_up=self._up,
            on_track=self._begin,
            on_packet=self._pass_on,
        )

    def info(self) -> ParticipantInfo:
        """Itself as others see it."""
        ticket = self.ticket
        return ParticipantInfo(
            sid=self.sid,
            identity=self.identity,
            name=self._name,
            metadata=self._metadata,
            attributes=self._attributes,
            state=self._state,
            kind=_KINDS.get(ticket.kind, ParticipantInfo.STANDARD),
            joined_at=int(self._joined_at),
            joined_at_ms=int(self._joined_at * 1000),
            tracks=[one.info for one in self._shelf.publications.values()],
            is_publisher=bool(self._shelf.publications),
            permission=ParticipantPermission(
                can_subscribe=ticket.can_subscribe,
                can_publish=ticket.can_publish,
                can_publish_data=ticket.can_publish_data,
                can_update_metadata=ticket.can_update_own_metadata,
                hidden=ticket.hidden,
            ),
        )

    def publications(self) -> Mapping[str, Publication]:
        """What it publishes, by track sid."""
        return self._shelf.publications

    def people_changed(self, infos: Iterable[ParticipantInfo]) -> None:
        """Tell it that others came, changed or left."""
        self._send(SignalResponse(update=ParticipantUpdate(participants=infos)))

    def tracks_changed(self) -> None:
        """Send it what it is to have now."""
        if self.ticket.can_subscribe:
            self.subscriber.follow(
                {
                    track_sid: Line(self._stream(one, track_sid), publication)
                    for one in self.room.people(but=self)
                    for track_sid, publication in one.publications().items()
                    if self._chosen.get(track_sid, self._client.auto_subscribe)
                }
            )

    def choose(self, track_sids: Iterable[str], wanted: bool) -> None:
        """It wants these tracks, or no longer."""
        self._chosen |= dict.fromkeys(track_sids, wanted)
        self.tracks_changed()

    def receive(self, packet: DataPacket) -> None:
        """Send it data."""
        reliable = packet.kind == DataPacket.RELIABLE
        self.subscriber.send(packet.SerializeToString(), reliable)

    async def dismiss(self, reason: DisconnectReason) -> None:
        """Tell it to go, and wait until it has been told."""
        action = LeaveRequest.DISCONNECT
        self._send(SignalResponse(leave=LeaveRequest(reason=reason, action=action)))
        self._send(None)
        await self.gone.wait()

    def announce(self, request: AddTrackRequest) -> None:
        """It will publish a track, if it may: give it a sid."""
        if self.ticket.can_publish:
            info = self._shelf.announce(request)
            published = TrackPublishedResponse(cid=request.cid, track=info)
            self._send(SignalResponse(track_published=published))

    def mute(self, track_sid: str, muted: bool) -> None:
        """It mutes one of its tracks, or no longer."""
        if self._shelf.mute(track_sid, muted):
            self.room.changed(self)

    def rename(self, name: str, metadata: str, attributes: Mapping[str, str]) -> bool:
        """It changes what it says about itself; whether it may."""
        if not self.ticket.can_update_own_metadata:
            return False
        self._name = name or self._name
        self._metadata = metadata or self._metadata
        self._attributes |= attributes
        self._attributes = {key: text for key, text in self._attributes.items() if text}
        self.people_changed([self.info()])
        self.room.changed(self)
        return True

    async def answer(self, offer: SessionDescription) -> None:
        """Take its offer and answer it, under the same id.

        Raises:
            ValueError: The offer is of no use.
        """
        sdp = await self.publisher.answer(offer.sdp)
        answer = SessionDescription(type="answer", sdp=sdp, id=offer.id)
        self._send(SignalResponse(answer=answer))
        if self._shelf.keep(self.publisher.receiving()):
            self._published()

    async def close(self) -> None:
        """Let go of its media."""
        await asyncio.gather(self.subscriber.close(), self.publisher.close())
        self._shelf.keep(())

    def _offer(self, sdp: str) -> None:
        offer = SessionDescription(type="offer", sdp=sdp, id=next(self._offers))
        self._send(SignalResponse(offer=offer))

    def _stream(self, publisher: Participant, track_sid: str) -> str:
        name = track_sid if self._client.splits_streams else STREAM
        return f"{publisher.sid}|{name}"

    def _up(self) -> None:
        if self._state != ParticipantInfo.ACTIVE:
            self._state = ParticipantInfo.ACTIVE
            self.people_changed([self.info()])
            self.room.changed(self)

    def _begin(self, track: MediaStreamTrack) -> None:
        if self._shelf.begin(track):
            self._published()

    def _published(self) -> None:
        self.room.changed(self)
        self.room.republished(self)

    def _pass_on(self, packet: DataPacket) -> None:
        if self.ticket.can_publish_data:
            self.room.send(packet, self)
