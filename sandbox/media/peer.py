"""One WebRTC connection to a viewer, with the sandbox as the offerer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from sandbox.media.answers import BadAnswer, usable_answer
from sandbox.media.candidates import Candidates
from sandbox.media.hosts import HostAddresses, offering
from sandbox.media.outlet import Codec, OnAir, State
from sandbox.media.tuning import tune

_FLUSH_S = 0.2


class Peer(OnAir):
    """A connection that sends one video and one audio track and messages.

    Args:
        video: Sent first, as the vendor does.
        audio: Shares the video's stream, so that browsers lip-sync them.
        codec: The video codec listed first.
        on_state: Called with each new state.
    """

    def __init__(
        self,
        *,
        video: MediaStreamTrack,
        audio: MediaStreamTrack,
        codec: Codec,
        on_state: Callable[[State], None],
    ) -> None:
        super().__init__(on_state)
        tune()
        # Without a configuration aiortc asks a public STUN server.
        self._pc = RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self._pc.on("connectionstatechange", self._connection_changed)
        self._pc.on("track", self._ignore)
        picture = self._pc.addTransceiver(video, direction="sendonly")
        picture.setCodecPreferences(preferred(f"video/{codec}"))
        self._pc.addTransceiver(audio, direction="sendrecv")
        self._candidates = Candidates(self._pc.addIceCandidate)
        self._unsent: list[bytes] = []
        self._channel: RTCDataChannel = self._pc.createDataChannel("events")
        self._channel.on("open", self._send_waiting)

    async def offer(self, addresses: HostAddresses) -> str:
        """The offer's SDP, every candidate inside."""
        with offering(addresses):
            await self._pc.setLocalDescription(await self._pc.createOffer())
        return self._pc.localDescription.sdp

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Take the viewer's answer and start connecting.

        Raises:
            BadAnswer: It does not answer this offer.
        """
        if self._pc.signalingState != "have-local-offer":
            raise BadAnswer("no offer is waiting for an answer")
        sdp = usable_answer(answer)
        self._move("connecting")
        try:
            await self._pc.setRemoteDescription(RTCSessionDescription(sdp, "answer"))
        except Exception as error:
            # It is applied half by now, and aiortc cannot start over.
            await self.close()
            raise BadAnswer("the sdp does not fit the offer") from error
        await self._candidates.release()

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take a candidate of the viewer at any time.

        Raises:
            BadCandidate: It cannot be read.
        """
        await self._candidates.add(candidate)

    def send(self, message: bytes) -> None:
        """Send a binary message, as soon as the channel is open."""
        self._unsent.append(message)
        self._send_waiting()

    async def close(self) -> None:
        """Close for the viewer too; harmless twice."""
        if self.state != "closed":
            await self._flush()
            self._move("closed")
        await self._pc.close()

    def _send_waiting(self) -> None:
        if self._channel.readyState == "open":
            for message in self._unsent:
                self._channel.send(message)
            self._unsent.clear()

    async def _flush(self) -> None:
        """Let the last messages leave: closing would drop what is still queued."""
        if self._channel.readyState != "open" or not self._channel.bufferedAmount:
            return
        sent = asyncio.Event()
        self._channel.on("bufferedamountlow", sent.set)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sent.wait(), _FLUSH_S)

    def _ignore(self, track: MediaStreamTrack) -> None:
        """Drain a viewer's microphone: unread frames would pile up in memory."""
        self._draining = asyncio.ensure_future(_drain(track))

    def _connection_changed(self) -> None:
        state = self._pc.connectionState
        if state == "connected":
            self._move("connected")
        elif state in ("failed", "closed"):
            self._move("closed")


async def _drain(track: MediaStreamTrack) -> None:
    with contextlib.suppress(MediaStreamError):
        while True:
            await track.recv()


def preferred(mime_type: str) -> list[Any]:
    """Every video codec, the preferred first: a viewer may lack one of them."""
    codecs = RTCRtpSender.getCapabilities("video").codecs
    return sorted(codecs, key=lambda each: each.mimeType != mime_type)
