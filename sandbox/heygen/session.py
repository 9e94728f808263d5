"""One session: its states, its countdowns and what may be asked of it when."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.clock import Clock, Timer
from sandbox.heygen.errors import (
    HeygenError,
    InvalidParameter,
    PeerFailed,
    WrongState,
)
from sandbox.heygen.faces import Face, FaceFactory
from sandbox.heygen.schemas import Order, TaskOrder
from sandbox.heygen.tasks import Task, Tasks
from sandbox.options import Limits
from sandbox.talk import Reply, Talk

LIVE = ("new", "connecting", "connected")


class Session:
    """A session of one key, from `streaming.new` to its end.

    Args:
        key: The account key it is billed to.
        order: What it shall be like.
        limits: When it ends by itself.
        clock: The sandbox's time.
        reply: The model that answers `talk` tasks.

    Attributes:
        state: `new`, `connecting`, `connected` (media is up), `closing`, `closed`.
        end_reason: `stopped`, `idle`, `limit`, `not_started`, `viewer_left`,
            `room_lost`, `credits` or `reset` once it has ended.
        watchers: Each is called with every new state.
        loss: The reason when its media breaks off.
    """

    loss = "viewer_left"

    def __init__(
        self, *, key: str, order: Order, limits: Limits, clock: Clock, reply: Reply
    ) -> None:
        # A time-based UUID, as every session id of the real cloud is.
        self.id = str(uuid.uuid1())
        self.key = key
        self.order = order
        self.state = "new"
        self.created_at = clock.now()
        self.closed_at: float | None = None
        self.end_reason: str | None = None
        self.tasks = Tasks(self.id, clock)
        self.watchers: list[Callable[[str], None]] = []
        self._limits = limits
        self._clock = clock
        self._talk = Talk(reply)
        self._turn = 0
        self._face: Face | None = None
        self._idle: Timer | None = None
        self._timers: list[Timer] = []

    @property
    def live(self) -> bool:
        """Whether it still holds one of the key's places."""
        return self.state in LIVE

    @property
    def duration_s(self) -> float:
        """Seconds from `streaming.new` until now or its end."""
        return (self.closed_at or self._clock.now()) - self.created_at

    async def open(self, faces: FaceFactory) -> dict[str, Any]:
        """Make its face; what the viewer needs to connect, in HeyGen's words."""
        self._face = await faces(
            avatar=self.order.avatar,
            quality=self.order.quality,
            codec=self.order.codec,
            on_event=self._on_event,
            on_state=self._on_state,
        )
        offer = await self._face.offer()
        self._start_countdowns()
        return {"sdp": offer, "ice_servers": [], "ice_servers2": []}

    def _start_countdowns(self) -> None:
        self._timers = [
            self._end_after(self._limits.session_limit_s, "limit"),
            self._end_after(self._limits.start_timeout_s, "not_started", LIVE[:2]),
        ]
        self.touch()

    async def start(self, answer: Mapping[str, Any]) -> None:
        """Take the viewer's answer.

        Raises:
            PeerFailed: It cannot be used.
        """
        face = self._need("new")
        self._move("connecting")
        try:
            await face.accept(answer)
        except ValueError:
            self._move("new")
            raise PeerFailed from None
        self.touch()

    async def add_candidate(self, candidate: Mapping[str, Any] | None) -> None:
        """Take one candidate of the viewer, before `start` too."""
        try:
            await self._need(*LIVE).add_candidate(candidate)
        except ValueError:
            raise InvalidParameter("candidate cannot be read") from None

    async def speak(self, order: TaskOrder) -> Task:
        """Queue a task, its reply first where it is `talk`."""
        face = self._need("connected")
        self.touch()
        if order.talk:
            task, turn = self.tasks.add("talk", ""), self._turn
            prompt = self.order.knowledge_base
            task.text = await self._talk.answer(face, prompt, order.text)
            if turn != self._turn or self.state != "connected":
                return task
        else:
            task = self.tasks.add("repeat", order.text)
        voice = self.order.voice
        task.duration_ms = await face.speak(
            task.id, task.text, voice, self.order.rate, self.order.emotion
        )
        return task

    def interrupt(self) -> None:
        """Silence it; harmless in silence."""
        face = self._need("connected")
        self.touch()
        self._turn += 1
        self.tasks.silence()
        face.interrupt()

    def listen(self, on: bool) -> None:
        """Switch the listening pose."""
        self._need("connected").listen(on)
        self.touch()

    def keep_alive(self) -> None:
        """Start the idle countdown anew."""
        self._need(*LIVE)
        self.touch()

    def touch(self) -> None:
        """Something happened: start the idle countdown anew."""
        if self._idle is not None:
            self._idle.cancel()
        seconds = self.order.idle_timeout_s
        if seconds is None:
            seconds = self._limits.idle_timeout_s
        if seconds and self.live:
            self._idle = self._clock.after(seconds, self._fall_idle)

    async def end(self, reason: str) -> None:
        """Leave the viewer and stop the bill; harmless twice."""
        if not self.live:
            return
        self._move("closing")
        self.closed_at = self._clock.now()
        self.end_reason = reason
        for timer in (*self._timers, self._idle):
            if timer is not None:
                timer.cancel()
        self.tasks.silence()
        try:
            if self._face is not None:
                await self._face.close()
        finally:
            self._face = None
            self._move("closed")

    async def _fall_idle(self) -> None:
        # A long speech is activity, though nobody calls while it lasts.
        if self.tasks.speaking:
            self.touch()
        else:
            await self.end("idle")

    def _need(self, *states: str) -> Face:
        if self.state not in states or self._face is None:
            raise self._refusal()
        return self._face

    def _refusal(self) -> HeygenError:
        return WrongState(self.state)

    def _move(self, state: str) -> None:
        self.state = state
        for watcher in list(self.watchers):
            watcher(state)

    def _end_after(
        self, seconds: float, reason: str, states: Sequence[str] = LIVE
    ) -> Timer:
        async def ring() -> None:
            if self.state in states:
                await self.end(reason)

        return self._clock.after(seconds, ring)

    def _on_event(self, event: Mapping[str, Any]) -> None:
        self.tasks.heard(event)
        self.touch()

    def _on_state(self, state: str) -> None:
        if state == "connected" and self.state == "connecting":
            self._move("connected")
        elif state == "closed" and self.live:
            self._timers.append(self._end_after(0, self.loss))
