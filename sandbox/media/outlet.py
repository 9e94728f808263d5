"""How a face reaches its viewers: a peer of its own, or a room that others are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from aiortc import MediaStreamTrack

from sandbox.media.hosts import HostAddresses

Codec = Literal["VP8", "H264"]
State = Literal["new", "connecting", "connected", "closed"]


class OnAir:
    """How far an outlet is; the common part of all of them.

    Args:
        on_state: Called with each new state.

    Attributes:
        state: The present one; nothing follows `closed`.
    """

    def __init__(self, on_state: Callable[[State], None]) -> None:
        self.state: State = "new"
        self._on_state = on_state

    def _move(self, state: State) -> None:
        if state != self.state and self.state != "closed":
            self.state = state
            self._on_state(state)


class Outlet(Protocol):
    """Carries one picture, one voice and messages; see `Peer` for each verb."""

    state: State

    async def offer(self, addresses: HostAddresses) -> str:
        """An SDP offer, or nothing where viewers come by another way."""
        ...

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Go on air."""
        ...

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take a candidate of the viewer."""
        ...

    def send(self, message: bytes) -> None:
        """Send the viewer a message."""
        ...

    async def close(self) -> None:
        """Go off air; harmless twice."""
        ...


class Connect(Protocol):
    """Makes the outlet of a face."""

    def __call__(
        self,
        *,
        video: MediaStreamTrack,
        audio: MediaStreamTrack,
        codec: Codec,
        on_state: Callable[[State], None],
    ) -> Outlet:
        """See `Peer`."""
        ...
