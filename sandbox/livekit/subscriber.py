"""The connection by which a guest sees and hears the others; we make the offers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiortc import RTCDataChannel, RTCRtpTransceiver

from sandbox.livekit.connection import LOSSY, RELIABLE, Connection, send_if_open
from sandbox.livekit.publication import Publication
from sandbox.media.hosts import HostAddresses
from sandbox.media.peer import preferred

_MOST_UNSENT = 1000


@dataclass(frozen=True)
class Line:
    """A publication on its way to one guest.

    Attributes:
        stream: The media stream's id: the publisher's sid, a bar, and the stream's
            name or the track's sid. LiveKit's clients take tracks apart by it.
    """

    stream: str
    publication: Publication


class Subscriber(Connection):
    """Follows what the guest is to have, one offer after the other.

    Args:
        addresses: The addresses to offer candidates on, or `auto`.
        offer: Sends the guest an SDP offer.
        on_up: Called once media can flow.
    """

    def __init__(
        self,
        addresses: HostAddresses,
        *,
        offer: Callable[[str], None],
        on_up: Callable[[], None],
    ) -> None:
        super().__init__(addresses, on_up)
        self._send_offer = offer
        self._lines: Mapping[str, Line] = {}
        self._sent: dict[str, RTCRtpTransceiver] = {}
        self._channels: dict[str, RTCDataChannel] = {}
        self._unsent: list[bytes] = []
        self._news = asyncio.Event()
        self._answered = asyncio.Event()
        self._work = asyncio.ensure_future(self._negotiate())

    def follow(self, lines: Mapping[str, Line]) -> None:
        """From now on send these, by track sid, and no others."""
        self._lines = lines
        self._news.set()

    def pause(self, track_sid: str, paused: bool) -> None:
        """Send no frames of a track for a while, or go on."""
        transceiver = self._sent.get(track_sid)
        if transceiver is not None:
            transceiver.sender._enabled = not paused
            if not paused:
                transceiver.sender._send_keyframe()

    async def accept(self, sdp: str) -> None:
        """Take the guest's answer.

        Raises:
            ValueError: No offer is waiting, or it is no answer to it.
        """
        if self._pc.signalingState != "have-local-offer":
            raise ValueError("no offer is waiting for an answer")
        await self._take("answer", sdp)
        self._answered.set()

    def send(self, message: bytes, reliable: bool) -> None:
        """Send data; what may not be lost waits for its channel."""
        label = RELIABLE if reliable else LOSSY
        if send_if_open(self._channels.get(label), message) or not reliable:
            return
        if len(self._unsent) < _MOST_UNSENT:
            self._unsent.append(message)

    async def close(self) -> None:
        """Close it; harmless twice."""
        self._work.cancel()
        await asyncio.gather(self._work, return_exceptions=True)
        await super().close()

    async def _negotiate(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._adjust():
                self._answered.clear()
                self._send_offer(await self._describe())
                await self._answered.wait()
                await self._settle()

    def _adjust(self) -> bool:
        """Bring the connection in line; whether the guest has to be told."""
        lines = self._lines
        gone = [track for track in self._sent if track not in lines]
        come = [track for track in lines if track not in self._sent]
        for track in gone:
            transceiver = self._sent.pop(track)
            if transceiver.sender.track is not None:
                transceiver.sender.track.stop()
            transceiver.direction = "inactive"
        for track in come:
            self._sent[track] = self._add(track, lines[track])
        return self._open_channels() or bool(gone or come)

    def _add(self, track_sid: str, line: Line) -> RTCRtpTransceiver:
        publication = line.publication
        transceiver = self._pc.addTransceiver(publication.follow(), "sendonly")
        codec = publication.info.mime_type
        if publication.track.kind == "video":
            transceiver.setCodecPreferences(preferred(codec))
        # The SDP's msid is made of these two, and clients find the track by it.
        transceiver.sender._stream_id = line.stream
        transceiver.sender._track_id = track_sid
        return transceiver

    def _open_channels(self) -> bool:
        # After the first tracks and not before: aiortc would otherwise take the
        # bundle's one transport for a spare one, and stop it.
        if self._channels:
            return False
        reliable = self._pc.createDataChannel(RELIABLE)
        lossy = self._pc.createDataChannel(LOSSY, maxRetransmits=0)
        self._channels = {RELIABLE: reliable, LOSSY: lossy}
        reliable.on("open", self._send_waiting)
        return True

    def _send_waiting(self) -> None:
        for message in self._unsent:
            self._channels[RELIABLE].send(message)
        self._unsent.clear()
