"""What a viewer says to the avatar of a room, and what comes of it."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sandbox.clock import Clock, Timer
from sandbox.heygen.errors import HeygenError
from sandbox.heygen.room_events import user_events
from sandbox.heygen.schemas import TaskOrder
from sandbox.heygen.session import Session
from sandbox.voice.hearing import Hearing
from sandbox.voice.listening import Listening

SILENCE_S = 10.0
"""Seconds of silence on both sides before the avatar speaks up. Our choice, as are:"""

MOST_PROMPTS = 3
PROMPTS = (
    "Are you still there?",
    "Take your time. I am listening.",
    "I will be here when you want to go on.",
)

MOST_WAITING = 100
"""Texts that may wait for an answer."""


class TooManyTexts(ValueError):
    """Nobody can answer so many texts."""


class Socket(Protocol):
    """A chat socket that wants to know."""

    def tell(self, event: Mapping[str, Any]) -> None:
        """Send an event."""
        ...


class Conversation:
    """One viewer and one avatar.

    Args:
        session: Whose avatar it is.
        room: Tells everybody in its room.
        hearing: Makes text of speech.
        clock: The sandbox's time.

    Attributes:
        sockets: The chat sockets that are open.
        prompts_silence: The avatar speaks up when the viewer is silent.
    """

    def __init__(
        self,
        session: Session,
        room: Callable[[Mapping[str, Any]], None],
        hearing: Hearing,
        clock: Clock,
    ) -> None:
        self.sockets: set[Socket] = set()
        self.prompts_silence = session.order.silence_prompts
        self._session = session
        self._room = room
        self._listening = Listening(
            hearing, self._began, self._ended, understood=self._understood
        )
        self._clock = clock
        self._connected = asyncio.Event()
        self._turns: asyncio.Queue[TaskOrder] = asyncio.Queue(MOST_WAITING)
        self._working = asyncio.ensure_future(self._work())
        self._silences = 0
        self._silence: Timer | None = None
        self._speaking = 0
        session.watchers.append(self._moved)

    def say(self, text: str, *, talk: bool = True) -> None:
        """Have a text answered, or said as it is, once the avatar is there.

        Raises:
            TooManyTexts: A hundred wait already.
        """
        if self._turns.full():
            raise TooManyTexts("too many texts are waiting for an answer")
        if text.strip():
            self._session.touch()
            self._turns.put_nowait(TaskOrder(text=text.strip(), talk=talk))

    async def ear(self, *, push_to_talk: bool = False) -> Any:
        """A new `Ear` on the viewer."""
        return await self._listening.ear(push_to_talk=push_to_talk)

    def watch_silence(self) -> None:
        """Start waiting anew for somebody to say something."""
        if self._silence is not None:
            self._silence.cancel()
        if self.prompts_silence and self._session.state == "connected":
            self._silence = self._clock.after(SILENCE_S, self._fell_silent)

    def close(self) -> None:
        """The session is over."""
        self._working.cancel()
        if self._silence is not None:
            self._silence.cancel()

    def _moved(self, state: str) -> None:
        if state == "connected":
            self._connected.set()
            self.watch_silence()

    async def _work(self) -> None:
        while True:
            order = await self._turns.get()
            await self._connected.wait()
            # It may have ended meanwhile: then there is nobody to answer.
            with contextlib.suppress(HeygenError):
                await self._session.speak(order)

    def _tell(self, event: Mapping[str, Any]) -> None:
        for socket in self.sockets:
            socket.tell(event)

    def _began(self) -> None:
        self._speaking += 1
        self._silences = 0
        self._session.touch()
        self._tell({"event_type": "user_start"})
        if self._session.state == "connected":
            self._session.interrupt()
            self._session.listen(True)

    def _ended(self) -> None:
        self._speaking -= 1
        self._session.touch()
        self._tell({"event_type": "user_stop"})
        if self._session.state == "connected":
            self._session.listen(False)
        self.watch_silence()

    def _understood(self, text: str) -> None:
        if text:
            for event in user_events(str(uuid.uuid4()), text):
                self._room(event)
            self.say(text)

    async def _fell_silent(self) -> None:
        busy = self._speaking or self._session.tasks.speaking
        if not busy and self._silences < MOST_PROMPTS:
            self._silences += 1
            left = MOST_PROMPTS - self._silences
            self._tell(
                {
                    "event_type": "user_silence",
                    "silence_times": self._silences,
                    "count_down": SILENCE_S if left else 0,
                }
            )
            self.say(PROMPTS[self._silences - 1], talk=False)
        self.watch_silence()
