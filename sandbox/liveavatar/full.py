"""A FULL session: LiveAvatar hears, thinks and speaks; clients ask by LiveKit data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.heygen.faces import FaceFactory
from sandbox.heygen.microphones import Microphones
from sandbox.liveavatar.commands import Command, read_command
from sandbox.liveavatar.events import Events
from sandbox.liveavatar.session import Session
from sandbox.liveavatar.speaker import Speaker
from sandbox.liveavatar.stage import RoomStage
from sandbox.livekit.avatars import AvatarRooms
from sandbox.talk import Reply, Talk
from sandbox.voice.hearing import Hearing
from sandbox.voice.listening import Listening


class FullSession(Session):
    """A FULL session. Without a context its avatar answers nobody.

    Args:
        rooms: Where to make its room.
        hearing: Makes text of what its viewer says.
        reply: The model behind its answers.
        origin: The sandbox as sockets reach it: `ws://host:port`.
        parts: As `Session` takes them.
    """

    def __init__(
        self,
        *,
        rooms: AvatarRooms,
        hearing: Hearing,
        reply: Reply,
        origin: str,
        **parts: Any,
    ) -> None:
        super().__init__(**parts)
        self._talk = Talk(reply)
        self._origin = origin
        self._events = Events(self.id)
        self._speaker: Speaker | None = None
        self._greeted = self._pushed = False
        context = self.cast.context
        self._context = context and context.filled(self.order.variables)
        self._stage = RoomStage(
            rooms,
            self.id,
            on_command=self._on_command,
            on_tracks=lambda: self._microphones.look(),
        )
        listening = Listening(
            hearing, self._began, self._ended, understood=self._understood
        )
        self._microphones = Microphones(self._stage.avatar, listening)

    async def _open(self, faces: FaceFactory) -> Mapping[str, Any]:
        self._face = face = await faces(
            avatar=self.cast.avatar.look,
            quality=self.order.quality,
            codec=self.order.codec,
            on_event=self._on_event,
            on_state=self._on_state,
            resident=self._stage.avatar,
        )
        voice, rate = self.cast.voice.spec, self.order.rate
        self._speaker = Speaker(face, voice, rate, self.tasks, self._think)
        await self._stage.enter()
        await self._appear(face)
        self._microphones.open(push_to_talk=self.order.push_to_talk)
        return {**self._stage.ways(self._origin), "ws_url": None}

    async def _close(self, reason: str) -> None:
        self._microphones.close()
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
        if self._face is not None:
            self._face.interrupt()
        told = {"stop_reason": reason, "end_reason": reason}
        self._stage.tell(self._events.one("session.stopped", **told))
        face, self._face = self._face, None
        try:
            if face is not None:
                await face.close()
        finally:
            await self._stage.leave()

    def _on_state(self, state: str) -> None:
        super()._on_state(state)
        # That the context's opening is said to the first viewer is a guess.
        if state == "connected" and not self._greeted and self._speaker is not None:
            self._greeted = True
            if self._context is not None:
                self._speaker.say(self._context.opening_text)

    def _on_event(self, event: Mapping[str, Any]) -> None:
        super()._on_event(event)
        tell, task_id = self._stage.tell, event["task_id"]
        source = self._speaker.source_of(task_id) if self._speaker else None
        if event["type"] == "avatar_start_talking":
            tell(self._events.one("avatar.speak_started", source))
            for one in self._events.said("avatar", event["text"], source):
                tell(one)
            self.record.add("avatar", event["text"])
        else:
            tell(self._events.one("avatar.speak_ended", source))

    def _on_command(self, payload: bytes) -> None:
        command = read_command(payload)
        if command is not None and self._speaker is not None and self.live:
            self.touch()
            self._follow(command, self._speaker)

    def _follow(self, command: Command, speaker: Speaker) -> None:
        kind = command.kind
        if kind == "avatar.speak_text":
            speaker.say(command.text, command.event_id)
        elif kind == "avatar.speak_response":
            self._asked(command.text, command.event_id)
        elif kind == "avatar.interrupt":
            speaker.interrupt()
        elif kind in ("avatar.start_listening", "avatar.stop_listening"):
            self._listen(kind == "avatar.start_listening")
        elif kind == "user.start_push_to_talk":
            self._push(True, "start", command.event_id)
        elif kind == "user.stop_push_to_talk":
            self._push(False, "stop", command.event_id)

    def _push(self, on: bool, verb: str, source: str | None) -> None:
        fits = self.order.push_to_talk and self._pushed != on
        if fits:
            self._pushed = on
            self._microphones.push(on)
        done = {"start": "started", "stop": "stopped"}[verb]
        kind = f"user.push_to_talk_{done if fits else f'{verb}_failed'}"
        self._stage.tell(self._events.one(kind, source))

    def _asked(self, text: str, source: str | None = None) -> None:
        self.record.add("user", text)
        if self._context is not None and self._speaker is not None:
            self._speaker.answer(text, source)

    def _listen(self, on: bool) -> None:
        if self._face is not None:
            self._face.listen(on)

    def _began(self) -> None:
        self.touch()
        self._stage.tell(self._events.one("user.speak_started"))
        if self._speaker is not None:
            self._speaker.interrupt()
        self._listen(True)

    def _ended(self) -> None:
        self.touch()
        self._stage.tell(self._events.one("user.speak_ended"))
        self._listen(False)

    def _understood(self, text: str) -> None:
        if text and self.live:
            for one in self._events.said("user", text):
                self._stage.tell(one)
            self._asked(text)

    async def _think(self, text: str) -> str:
        face, context = self._face, self._context
        if face is None or context is None:
            return ""
        return await self._talk.answer(face, context.prompt, text)
