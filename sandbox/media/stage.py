"""One avatar on stage: a session's peer, face and voice behind a handful of verbs."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from av import VideoFrame

from sandbox.media.answers import BadAnswer
from sandbox.media.candidates import BadCandidate
from sandbox.media.catalog import AVATARS, AvatarLook, VoiceSpec
from sandbox.media.drawing.planes import Matrix
from sandbox.media.easel import Easel
from sandbox.media.gallery import SIZES, Gallery, Key, Quality, painted, sketched
from sandbox.media.hosts import LOOPBACK, HostAddresses
from sandbox.media.live import LiveUtterance
from sandbox.media.motion import Motion
from sandbox.media.outlet import Codec, Connect, State
from sandbox.media.peer import Peer
from sandbox.media.speech import Speech
from sandbox.media.tracks import FaceTrack, VoiceTrack
from sandbox.media.voicebox import Started, Stopped, Voicebox

__all__ = [
    "BadAnswer",
    "BadCandidate",
    "Codec",
    "Event",
    "HostAddresses",
    "Quality",
    "State",
    "TalkingFace",
    "warm_up",
]

Event = Mapping[str, Any]

_gallery = Gallery(painted, sketched)
# Encoders use asyncio's own pool; a sentence must never wait behind a picture there.
_speaking = ThreadPoolExecutor(1, thread_name_prefix="speech")
_STARTING_S = 3.0


class TalkingFace:
    """An avatar that one viewer can watch, hear and interrupt.

    Everything runs on the event loop that made it. Closing twice is harmless.

    Args:
        avatar: Who appears.
        speech: The engine that speaks.
        quality: `low` 640x360, `medium` 854x480, `high` 1280x720; always 25 fps.
        codec: The video codec preferred; the answer may choose the other one.
        on_event: Called on the loop with each event sent to the viewer,
            `{"type": "avatar_start_talking", "task_id"}` and
            `{"type": "avatar_stop_talking", "task_id", "duration_ms"}`. Both carry
            `text` here (never to the viewer): all of it on start; on stop the part
            whose words were really spoken.
        on_state: Called on the loop with `connecting`, `connected`, `closed`.
        host_addresses: The addresses to offer candidates on, or `auto`.
        connect: Makes its way to the viewers; a peer connection of its own by default.

    Attributes:
        connected: Set once the viewer is there.
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
        host_addresses: HostAddresses = LOOPBACK,
        connect: Connect = Peer,
    ) -> None:
        self._speech = speech
        self._on_event = on_event
        self._on_state = on_state
        self._host_addresses = host_addresses
        self._loop = asyncio.get_running_loop()
        self._voice = Voicebox(clock=self._loop.time, notify=self._announce)
        self._peer = connect(
            video=FaceTrack(self._draw),
            audio=VoiceTrack(self._voice.read),
            codec=codec,
            on_state=self._state_changed,
        )
        self._motion = Motion(random.Random())
        # Painted while the answer is on its way. Browsers take VP8 for BT.601 and
        # H264 without a colour description for BT.709.
        matrix: Matrix = "BT.709" if codec == "H264" else "BT.601"
        self._easel = Easel(_gallery, (avatar.id, quality, matrix))
        self.connected = asyncio.Event()
        self._interrupts = 0

    @property
    def state(self) -> State:
        """One of `new`, `connecting`, `connected`, `closed`."""
        return self._peer.state

    async def offer(self) -> dict[str, str]:
        """The complete offer, `{"type": "offer", "sdp"}`, every candidate inside."""
        return {"type": "offer", "sdp": await self._peer.offer(self._host_addresses)}

    async def accept(self, answer: Mapping[str, Any]) -> None:
        """Take the viewer's answer, `{"type": "answer", "sdp"}`, and connect.

        Raises:
            BadAnswer: It is not a usable answer to this offer.
        """
        await self._peer.accept(answer)

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take one of the viewer's candidates, at any time; None or "" ends them.

        Args:
            candidate: `RTCIceCandidate.toJSON()` as the browser made it.

        Raises:
            BadCandidate: It cannot be read.
        """
        await self._peer.add_candidate(candidate)

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
        work = partial(self._speech.synthesise, text, voice, rate=rate, emotion=emotion)
        interrupts = self._interrupts
        utterance = await self._loop.run_in_executor(_speaking, work)
        if interrupts == self._interrupts:
            self._voice.say(task_id, utterance)
        return utterance.duration_ms

    def play(self, task_id: str) -> LiveUtterance:
        """Queue sound that is still to come: append it, then finish it."""
        utterance = LiveUtterance()
        self._voice.say(task_id, utterance)
        return utterance

    def interrupt(self) -> None:
        """Fall silent at once and forget what is queued; harmless in silence."""
        self._interrupts += 1
        self._voice.interrupt()

    def listen(self, on: bool) -> None:
        """Lean in and look at the viewer while `on`."""
        self._motion.listening = on

    def think(self, on: bool) -> None:
        """Glance aside while `on`."""
        self._motion.thinking = on

    async def close(self) -> None:
        """End the session for the viewer too."""
        self.interrupt()
        await self._peer.close()

    async def _draw(self) -> VideoFrame:
        return await self._easel.draw(lambda: self._motion.step(self._voice.cue()))

    def _announce(self, moment: Started | Stopped) -> None:
        event: dict[str, Any] = {
            "type": "avatar_start_talking",
            "task_id": moment.task_id,
        }
        if isinstance(moment, Stopped):
            event["type"] = "avatar_stop_talking"
            event["duration_ms"] = moment.duration_ms
        self._peer.send(json.dumps(event).encode())
        self._on_event({**event, "text": moment.text})

    def _state_changed(self, state: State) -> None:
        if state == "connected":
            self.connected.set()
        elif state == "closed":
            self.interrupt()
        self._on_state(state)


async def warm_up() -> None:
    """Prepare what the first session would otherwise wait for; safe to cancel."""
    for avatar in AVATARS:
        await _gallery.sketch(avatar.id, "BT.601")
    # The rest can wait, and whoever is starting us has work for the processor now.
    await asyncio.sleep(_STARTING_S)
    likely: list[Key] = [(avatar.id, "medium", "BT.601") for avatar in AVATARS]
    likely += [(AVATARS[0].id, quality, "BT.601") for quality in SIZES]
    for key in likely:
        await _gallery.artwork(key)
