"""The talking face as the HeyGen side needs it; tests lend a lighter one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sandbox.livekit.avatars import Avatar
from sandbox.media.catalog import AvatarLook, VoiceSpec


class Sound(Protocol):
    """Sound that is spoken as it comes."""

    def append(self, sound: bytes) -> None:
        """Here is more: 24 kHz, mono, signed 16 bit, little-endian."""
        ...

    def finish(self) -> None:
        """That was all; harmless twice."""
        ...


class Face(Protocol):
    """One avatar before one viewer; `sandbox.media.stage.TalkingFace` is the real one.

    `accept` and `add_candidate` raise ValueError for what they cannot use.
    """

    async def offer(self) -> dict[str, str]:
        """The complete SDP offer, `{type, sdp}`."""
        ...

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Take the viewer's answer and connect."""
        ...

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take a candidate of the viewer, before the answer or after it."""
        ...

    async def speak(
        self,
        task_id: str,
        text: str,
        voice: VoiceSpec,
        rate: float = 1.0,
        emotion: str = "",
    ) -> float:
        """Queue an utterance; how long it takes to say, in milliseconds."""
        ...

    def play(self, task_id: str) -> Sound:
        """Queue sound that is still to come."""
        ...

    def interrupt(self) -> None:
        """Fall silent and forget the queue."""
        ...

    def listen(self, on: bool) -> None:
        """Show attention."""
        ...

    def think(self, on: bool) -> None:
        """Show thought."""
        ...

    async def close(self) -> None:
        """Leave the viewer; harmless twice."""
        ...


class Portrait(Protocol):
    """Gives the address of an avatar's small picture."""

    async def __call__(self, avatar: AvatarLook) -> str:
        """An address that an `<img>` can show; may be empty."""
        ...


class FaceFactory(Protocol):
    """Makes a face for one session."""

    async def __call__(
        self,
        *,
        avatar: AvatarLook,
        quality: str,
        codec: str,
        on_event: Callable[[Mapping[str, Any]], None],
        on_state: Callable[[str], None],
        resident: Avatar | None = None,
    ) -> Face:
        """See TalkingFace for what the callbacks are given.

        With `resident` it appears in that avatar's room, not before one viewer.
        """
        ...
