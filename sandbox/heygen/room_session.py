"""A session of version v2: its avatar lives in a LiveKit room named after it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.clock import Timer
from sandbox.heygen.conversation import Conversation, TooManyTexts
from sandbox.heygen.errors import HeygenError, NotInState, RoomsFailed
from sandbox.heygen.faces import FaceFactory, Sound
from sandbox.heygen.microphones import Microphones
from sandbox.heygen.room_events import avatar_events
from sandbox.heygen.session import LIVE, Session
from sandbox.heygen.tasks import Task
from sandbox.livekit.avatars import AvatarRooms, NoRooms, Senses
from sandbox.livekit.tokens import Ticket
from sandbox.voice.hearing import Hearing

log = logging.getLogger(__name__)

AVATAR, VIEWER, AGENT = "heygen", "client", "agent"
"""Identities in the room. The agent's is our choice: it is on no record."""

ON_AIR_S = 2.0
"""Seconds from `streaming.start` until it is connected though nobody has come yet."""

ABSENCE_S = 300.0
"""Seconds without a viewer, agents not counted, that end a session."""


PUSHES = {"push_to_talk:start": True, "push_to_talk:stop": False}
"""Source: HeyGen's SDK 2.1.0, `pushToTalkStart` and `pushToTalkStop`."""


class RoomSession(Session):
    """A session in a room.

    Attributes:
        conversation: What its viewer says, and the answers.
        listeners: Each is called with every event of the face.

    Args:
        rooms: Where to make it.
        hearing: Makes text of what the viewer says.
        origin: The sandbox as sockets reach it: `ws://host:port`.
        parts: As `Session` takes them.
    """

    loss = "room_lost"

    def __init__(
        self, *, rooms: AvatarRooms, hearing: Hearing, origin: str, **parts: Any
    ) -> None:
        super().__init__(**parts)
        self.listeners: list[Callable[[Mapping[str, Any]], None]] = []
        self._rooms = rooms
        self._origin = origin
        self._absence: Timer | None = None
        senses = Senses(
            on_data=self._on_data,
            on_tracks=lambda: self._microphones.look(),
            on_people=self._people_changed,
        )
        self._avatar = rooms.avatar(self.id, AVATAR, senses)
        self.conversation = Conversation(self, self.tell, hearing, self._clock)
        self._microphones = Microphones(self._avatar, self.conversation)
        if self.order.room_microphone:
            self._microphones.open()

    async def open(self, faces: FaceFactory) -> dict[str, Any]:
        """Make its face; where its room is, and the tokens that open it.

        Raises:
            RoomsFailed: There is no room for it.
        """
        try:
            await self._rooms.open(self.id)
        except NoRooms as error:
            raise RoomsFailed(str(error)) from None
        self._face = await faces(
            avatar=self.order.avatar,
            quality=self.order.quality,
            codec=self.order.codec,
            on_event=self._on_event,
            on_state=self._on_state,
            resident=self._avatar,
        )
        self._start_countdowns()
        return {
            "url": self._rooms.url(self._origin),
            "access_token": self._ticket(VIEWER),
            "livekit_agent_token": self._ticket(AGENT, kind="agent"),
            "realtime_endpoint": f"{self._origin}/heygen/v2-alpha"
            f"/interactive-avatar/session/{self.id}",
        }

    async def start(self, answer: Mapping[str, Any]) -> None:
        """Let the avatar into the room.

        Raises:
            RoomsFailed: It cannot enter; the session is over.
        """
        face = self._need("new")
        self._move("connecting")
        self._people_changed()
        try:
            await face.accept({})
        except NoRooms as error:
            await self.end("room_lost")
            raise RoomsFailed(str(error)) from None
        self._timers.append(self._clock.after(ON_AIR_S, self._on_air))
        self.touch()

    async def end(self, reason: str) -> None:
        """Send everybody away and stop the bill; harmless twice."""
        self.conversation.close()
        self._microphones.close()
        if self._absence is not None:
            self._absence.cancel()
        await super().end(reason)
        await self._rooms.delete(self.id)

    def play(self) -> tuple[Task, Sound]:
        """Speak sound from elsewhere, as it comes.

        Raises:
            NotInState: The avatar is not up.
        """
        face = self._need("connected")
        self.touch()
        task = self.tasks.add("audio", "")
        return task, face.play(task.id)

    def hear_room(self, *, push_to_talk: bool) -> None:
        """From now on the viewer speaks in the room."""
        self._microphones.open(push_to_talk=push_to_talk)

    def tell(self, event: Mapping[str, Any]) -> None:
        """Tell everybody in the room."""
        self._avatar.say(json.dumps(event).encode())

    def _refusal(self) -> HeygenError:
        return NotInState()

    def _ticket(self, identity: str, kind: str = "standard") -> str:
        ticket = Ticket(room=self.id, identity=identity, name=identity, kind=kind)
        return self._rooms.tokens.issue(ticket)

    async def _on_air(self) -> None:
        self._on_state("connected")

    def _on_event(self, event: Mapping[str, Any]) -> None:
        super()._on_event(event)
        for one in avatar_events(event):
            self.tell(one)
        for listener in list(self.listeners):
            listener(event)
        self.conversation.watch_silence()

    def _on_data(self, payload: bytes, topic: str) -> None:
        """Take what the SDK sends: a JSON string, a command or a text to answer."""
        text = "" if topic else _written(payload)
        if text in PUSHES:
            self._microphones.push(PUSHES[text])
        elif text:
            try:
                self.conversation.say(text)
            except TooManyTexts:
                log.warning("a text in the room of %s is left unanswered", self.id)

    def _people_changed(self) -> None:
        if self.state not in LIVE or self.state == "new":
            return
        if self._avatar.has_viewer():
            if self._absence is not None:
                self._absence.cancel()
                self._absence = None
        elif self._absence is None:
            self._absence = self._end_after(ABSENCE_S, "viewer_absent")


def _written(payload: bytes) -> str:
    try:
        text = json.loads(payload)
    except ValueError:
        return ""
    return text if isinstance(text, str) else ""
