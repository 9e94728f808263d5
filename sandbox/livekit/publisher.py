"""The connection by which a guest publishes and sends data; the guest makes offers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from aiortc import MediaStreamTrack, RTCDataChannel
from google.protobuf.message import DecodeError
from livekit.protocol.models import DataPacket

from sandbox.livekit.connection import LOSSY, Connection
from sandbox.media.hosts import HostAddresses

log = logging.getLogger(__name__)


class Publisher(Connection):
    """What comes from one guest.

    Args:
        addresses: The addresses to offer candidates on, or `auto`.
        on_up: Called once media can flow.
        on_track: Called with each track that begins.
        on_packet: Called with each data packet.
    """

    def __init__(
        self,
        addresses: HostAddresses,
        *,
        on_up: Callable[[], None],
        on_track: Callable[[MediaStreamTrack], None],
        on_packet: Callable[[DataPacket], None],
    ) -> None:
        super().__init__(addresses, on_up)
        self._on_packet = on_packet
        self._turn = asyncio.Lock()
        self._pc.on("track", on_track)
        self._pc.on("datachannel", self._listen)

    async def answer(self, sdp: str) -> str:
        """Our answer to an offer of the guest.

        Raises:
            ValueError: The offer is of no use.
        """
        async with self._turn:
            if self._pc.localDescription is not None:
                await self._settle()
            await self._take("offer", sdp)
            return await self._describe()

    def receiving(self) -> set[str]:
        """Ids of the tracks that the guest still sends."""
        return {
            transceiver.receiver.track.id
            for transceiver in self._pc.getTransceivers()
            if transceiver.currentDirection == "recvonly"
        }

    def _listen(self, channel: RTCDataChannel) -> None:
        def take(message: str | bytes) -> None:
            try:
                packet = DataPacket.FromString(
                    message.encode() if isinstance(message, str) else message
                )
            except DecodeError:
                log.warning("a guest sent data that is no LiveKit packet")
                return
            packet.kind = DataPacket.LOSSY if channel.label == LOSSY else packet.kind
            self._on_packet(packet)

        channel.on("message", take)
