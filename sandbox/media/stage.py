"""One avatar on stage: a session's peer, face and voice behind a handful of verbs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from sandbox.media.catalog import AvatarLook, VoiceSpec
from sandbox.media.speech import Speech

Quality = Literal["low", "medium", "high"]
Codec = Literal["VP8", "H264"]
State = Literal["new", "connecting", "connected", "closed"]
Event = Mapping[str, Any]

LOOPBACK: Sequence[str] = ("127.0.0.1",)
"""Host addresses to offer. `auto` instead adds the machine's own (Firefox needs it)."""


class BadAnswer(ValueError):
    """The SDP answer cannot be used; the message says why, without quoting it."""


class BadCandidate(ValueError):
    """The ICE candidate cannot be used."""


class TalkingFace:
    """An avatar that one viewer can watch, hear and interrupt.

    Everything runs on the event loop that made it. Closing twice is harmless.

    Args:
        avatar: Who appears.
        quality: `low` 640x360, `medium` 854x480, `high` 1280x720; always 25 fps.
        codec: The video codec preferred; the answer may choose the other one.
        speech: The engine that speaks.
        on_event: Called on the loop with each event sent to the viewer,
            `{"type": "avatar_start_talking", "task_id"}` and
            `{"type": "avatar_stop_talking", "task_id", "duration_ms"}`. Both carry
            `text` here (never to the viewer): all of it on start; on stop the part
            whose words were really spoken.
        on_state: Called on the loop with `connecting`, `connected`, `closed`.
        host_addresses: The addresses to offer candidates on, or `auto`.
    """

    def __init__(
        self,
        *,
        avatar: AvatarLook,
        speech: Speech,
        quality: Quality = "medium",
        codec: Codec = "VP8",
        on_event: Callable[[Event], None] = lambda event: None,
        on_state: Callable[[State], None] = lambda state: None,
        host_addresses: Sequence[str] | Literal["auto"] = LOOPBACK,
    ) -> None:
        self.state: State = "new"
        self.connected = asyncio.Event()

    async def offer(self) -> dict[str, str]:
        """The complete offer, `{"type": "offer", "sdp"}`, every candidate inside."""
        raise NotImplementedError

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Take the viewer's answer, `{"type": "answer", "sdp"}`, and connect.

        Raises:
            BadAnswer: It is not a usable answer to this offer.
        """
        raise NotImplementedError

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take one of the viewer's candidates, at any time; None or "" ends them.

        Args:
            candidate: `RTCIceCandidate.toJSON()` as the browser made it.

        Raises:
            BadCandidate: It cannot be read.
        """
        raise NotImplementedError

    async def speak(
        self,
        task_id: str,
        text: str,
        voice: VoiceSpec,
        rate: float = 1.0,
        emotion: str = "",
    ) -> float:
        """Queue an utterance behind those waiting; return once it is synthesised.

        Returns:
            How long it will take to say, in milliseconds.
        """
        raise NotImplementedError

    def interrupt(self) -> None:
        """Fall silent at once and forget what is queued; harmless in silence."""

    def listen(self, on: bool) -> None:
        """Lean in and look at the viewer while `on`."""

    def think(self, on: bool) -> None:
        """Glance aside while `on`."""

    async def close(self) -> None:
        """End the session for the viewer too."""


async def warm_up() -> None:
    """Prepare what the first session would otherwise wait for; safe to cancel."""
