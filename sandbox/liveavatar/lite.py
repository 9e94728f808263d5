"""A LITE session: the caller brings the sound, the avatar gives it a face."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.heygen.faces import FaceFactory
from sandbox.liveavatar.commands import read_command
from sandbox.liveavatar.mouthpiece import Mouthpiece
from sandbox.liveavatar.own_stage import OwnStage
from sandbox.liveavatar.session import Session
from sandbox.liveavatar.stage import RoomStage, Stage
from sandbox.livekit.avatars import AvatarRooms

AUDIO_LIMIT = 1024 * 1024
"""Bytes of sound in one message. Source: LiveAvatar's LITE guide."""

ON_AIR_S = 0.5
"""Seconds from the start until it is `connected` though nobody has come. Our choice."""

_SAME = ("interrupt", "start_listening", "stop_listening")


class LiteSession(Session):
    """A LITE session.

    Attributes:
        listeners: Each is called with every message for the socket's clients.
        shown: `connecting`, `connected`, `closing` or `closed`.

    Args:
        rooms: Where to make its room.
        origin: The sandbox as sockets reach it: `ws://host:port`.
        parts: As `Session` takes them.
    """

    def __init__(self, *, rooms: AvatarRooms, origin: str, **parts: Any) -> None:
        super().__init__(**parts)
        self.listeners: list[Callable[[Mapping[str, Any]], None]] = []
        self.shown = "connecting"
        self._origin = origin
        self._mouth: Mouthpiece | None = None
        self._stage = self._found_stage(rooms)

    async def _open(self, faces: FaceFactory) -> Mapping[str, Any]:
        self._face = face = await faces(
            avatar=self.cast.avatar.look,
            quality=self.order.quality,
            codec=self.order.codec,
            on_event=self._on_event,
            on_state=self._on_state,
            resident=self._stage.avatar,
        )
        self._mouth = Mouthpiece(face, self.tasks, self.tell)
        await self._stage.enter()
        await self._appear(face)
        self._timers.append(self._clock.after(ON_AIR_S, self._on_air))
        socket = f"{self._origin}/liveavatar/v1/ws/sessions/{self.id}"
        return {**self._stage.ways(self._origin), "ws_url": socket}

    async def _close(self, reason: str) -> None:
        self._show("closing")
        face, self._face, self._mouth = self._face, None, None
        try:
            if face is not None:
                await face.close()
        finally:
            await self._stage.leave()
            self._show("closed")

    def take(self, message: Mapping[str, Any]) -> None:
        """Follow one message of the socket; before `connected`, none.

        What cannot be followed is passed over: what the cloud says to it is on no
        record.
        """
        event_id = message.get("event_id")
        kind = str(message.get("type"))
        if kind == "session.keep_alive":
            self.touch()
        elif kind == "agent.speak":
            self._speak(message.get("audio"), event_id)
        else:
            self._do(kind)

    def tell(self, message: Mapping[str, Any]) -> None:
        """Tell every client of the socket."""
        for listener in list(self.listeners):
            listener(message)

    def _found_stage(self, rooms: AvatarRooms) -> Stage:
        take, own = self._on_command, self.order.own_room
        if own is not None:
            return OwnStage(own, on_command=take, clock=self._clock)
        return RoomStage(rooms, self.id, on_command=take, with_agent=False)

    def _do(self, kind: str) -> None:
        if self._mouth is None or self._face is None or self.shown != "connected":
            return
        self.touch()
        if kind == "agent.speak_end":
            self._mouth.finish()
        elif kind == "agent.interrupt":
            self._mouth.interrupt()
        elif kind in ("agent.start_listening", "agent.stop_listening"):
            self._face.listen(kind == "agent.start_listening")

    def _speak(self, audio: Any, event_id: Any) -> None:
        if self._mouth is None or self.shown != "connected":
            return
        try:
            sound = base64.b64decode(audio, validate=True)
        except (TypeError, ValueError, binascii.Error):
            return
        if len(sound) <= AUDIO_LIMIT:
            self.touch()
            self._mouth.speak(sound, event_id if isinstance(event_id, str) else None)

    def _on_command(self, payload: bytes) -> None:
        # The SDK sends these by the room while its socket is not open.
        command = read_command(payload)
        verb = command.kind.removeprefix("avatar.") if command else ""
        if verb in _SAME:
            self._do(f"agent.{verb}")

    def _on_event(self, event: Mapping[str, Any]) -> None:
        super()._on_event(event)
        if self._mouth is not None:
            self._mouth.face_event(event)

    def _on_state(self, state: str) -> None:
        super()._on_state(state)
        if state == "connected" and self.shown == "connecting":
            self._show("connected")

    async def _on_air(self) -> None:
        self._on_state("connected")

    def _show(self, state: str) -> None:
        self.shown = state
        self.tell({"type": "session.state_updated", "state": state})
