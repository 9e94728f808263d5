"""What the two peer connections of a guest have in common."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSessionDescription,
)

from sandbox.media.answers import without_names
from sandbox.media.candidates import BadCandidate, Candidates
from sandbox.media.hosts import HostAddresses, offering
from sandbox.media.tuning import tune

log = logging.getLogger(__name__)

_SETTLE_S = 5.0

RELIABLE = "_reliable"
LOSSY = "_lossy"


class Connection:
    """One peer connection; `Subscriber` and `Publisher` say which way it goes.

    Args:
        addresses: The addresses to offer candidates on, or `auto`.
        on_up: Called once media can flow.
    """

    def __init__(self, addresses: HostAddresses, on_up: Callable[[], None]) -> None:
        tune()
        # Without a configuration aiortc asks a public STUN server.
        self._pc = RTCPeerConnection(
            RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self._pc.on("connectionstatechange", self._state_changed)
        self._addresses = addresses
        self._on_up = on_up
        self._up = asyncio.Event()
        self._candidates = Candidates(self._pc.addIceCandidate)

    async def add_candidate(self, candidate: Mapping[str, Any]) -> None:
        """Take one of the guest's candidates at any time; bad ones are passed over."""
        try:
            await self._candidates.add(candidate)
        except BadCandidate as error:
            log.warning("a guest's candidate is of no use: %s", error)

    async def close(self) -> None:
        """Close it; harmless twice."""
        await self._pc.close()

    async def _describe(self) -> str:
        """Settle on our side's description; its SDP, every candidate inside."""
        with offering(self._addresses):
            await self._pc.setLocalDescription()
        return self._pc.localDescription.sdp

    async def _take(self, kind: str, sdp: str) -> None:
        """Take the guest's description.

        Raises:
            ValueError: It is of no use.
        """
        try:
            description = RTCSessionDescription(without_names(sdp), kind)
            await self._pc.setRemoteDescription(description)
        except Exception as error:
            # aiortc parses by assertion, index and key: anything may come out.
            raise ValueError(f"the {kind} cannot be used") from error
        await self._candidates.release()

    def _state_changed(self) -> None:
        if self._pc.connectionState == "connected":
            self._up.set()
            self._on_up()

    async def _settle(self) -> None:
        """Wait for a connection that is being made.

        What is negotiated meanwhile would never flow: aiortc starts tracks when they
        are negotiated on an open connection, or when it opens, and not in between.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._up.wait(), _SETTLE_S)


def send_if_open(channel: RTCDataChannel | None, message: bytes) -> bool:
    """Send a message; whether the channel took it."""
    if channel is None or channel.readyState != "open":
        return False
    channel.send(message)
    return True
