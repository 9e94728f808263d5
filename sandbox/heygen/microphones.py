"""The microphones that viewers publish in a session's room."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from livekit.protocol.models import ParticipantInfo, TrackType

from sandbox.heygen.conversation import Conversation
from sandbox.livekit.resident import Resident

if TYPE_CHECKING:
    from sandbox.livekit.publication import Publication


class Microphones:
    """Listens to every microphone of a room whose owner is no agent.

    It listens only once it was opened: a page that brings its own bot publishes a
    microphone too, and that is not for the avatar.

    Args:
        avatar: Who listens, in the room where they are.
        conversation: Who wants to know.
    """

    def __init__(self, avatar: Resident, conversation: Conversation) -> None:
        self._avatar = avatar
        self._conversation = conversation
        self._open = self._push_to_talk = False
        self._ears: dict[str, Any] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def open(self, *, push_to_talk: bool = False) -> None:
        """Start to listen; with `push_to_talk` only between two pushes."""
        self._open = True
        self._push_to_talk |= push_to_talk
        for ear in self._ears.values():
            ear.push_to_talk = self._push_to_talk
        self.look()

    def look(self) -> None:
        """Somebody publishes more than before, or less."""
        if not self._open:
            return
        there = {
            track_sid: publication
            for one in self._avatar.room.people(but=self._avatar)
            if one.info().kind != ParticipantInfo.AGENT
            for track_sid, publication in one.publications().items()
            if publication.info.type == TrackType.AUDIO
        }
        for track_sid in there.keys() - self._tasks.keys():
            work = self._listen(track_sid, there[track_sid])
            self._tasks[track_sid] = asyncio.ensure_future(work)

    def push(self, on: bool) -> None:
        """The viewer pushes to talk, or lets go."""
        for ear in self._ears.values():
            if on:
                ear.hold()
            else:
                ear.release()

    def close(self) -> None:
        """Listen no more."""
        for task in self._tasks.values():
            task.cancel()

    async def _listen(self, track_sid: str, publication: Publication) -> None:
        ear = await self._conversation.ear(push_to_talk=self._push_to_talk)
        self._ears[track_sid] = ear
        try:
            async for frame in publication.frames():
                ear.hear_frame(frame)
        finally:
            ear.close()
            del self._ears[track_sid]
