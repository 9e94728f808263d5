"""The microphones that viewers publish in a session's room."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from sandbox.livekit.avatars import Avatar, Microphone


class Listens(Protocol):
    """Somebody who wants to know what is said."""

    async def ear(self, *, push_to_talk: bool = False) -> Any:
        """A new `Ear`."""
        ...


class Microphones:
    """Listens to every microphone of a room whose owner is no agent.

    It listens only once it was opened: a page that brings its own bot publishes a
    microphone too, and that is not for the avatar.

    Args:
        avatar: Who listens, in the room where they are.
        listens: Who wants to know.
    """

    def __init__(self, avatar: Avatar, listens: Listens) -> None:
        self._avatar = avatar
        self._listens = listens
        self._open = self._push_to_talk = self._pushed = False
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
        there = self._avatar.microphones()
        for track_sid in there.keys() - self._tasks.keys():
            work = self._listen(track_sid, there[track_sid])
            self._tasks[track_sid] = asyncio.ensure_future(work)

    def push(self, on: bool) -> None:
        """The viewer pushes to talk, or lets go."""
        self._pushed = on
        for ear in self._ears.values():
            if on:
                ear.hold()
            else:
                ear.release()

    def close(self) -> None:
        """Listen no more."""
        for task in self._tasks.values():
            task.cancel()

    async def _listen(self, track_sid: str, microphone: Microphone) -> None:
        ear = await self._listens.ear(push_to_talk=self._push_to_talk)
        self._ears[track_sid] = ear
        if self._pushed:
            ear.hold()
        try:
            async for frame in microphone.frames():
                ear.hear_frame(frame)
        finally:
            ear.close()
            del self._ears[track_sid]
            # After a broken connection it may come back under the same sid.
            del self._tasks[track_sid]
