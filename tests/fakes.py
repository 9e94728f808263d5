"""Stand-ins by role: the same methods as the real part, and what they were asked."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from errors import AppError, NotFound
from persona.model import Persona
from sessions.catalogue import Avatar, Voice
from sessions.model import CloudSession, Opened, SpokenTask
from sessions.order import SessionOrder


class FakeCloud:
    """An avatar cloud that does as it is told.

    Attributes:
        calls: Every call in order, as (verb, first argument after the session).
        fails: Errors to raise, by verb; each is raised once.
        gates: Events a verb waits for before it answers, by verb; or for one session
            only, as in "close cloud-1", where that is the first argument.
        listed: What its own list shows.
        more: Further members of what it answers to open.
        lasted: Seconds that ended sessions lasted, by id.
        missed: What its list does not show though it runs.
        tariff: By which its sessions are billed; empty for the one of its name.
        strange: How ids begin that it surely does not have.
    """

    name = "fake"
    text_limit = 40
    idle_timeout_s = 120.0
    sound_after_ms = 50.0
    by_rooms = False

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.fails: dict[str, AppError] = {}
        self.gates: dict[str, threading.Event] = {}
        self.entered = threading.Semaphore(0)
        self.opened = 0
        self.listed: list[CloudSession] = []
        self.lasted: dict[str, float] = {}
        self.more: dict[str, Any] = {}
        self.missed: set[str] = set()
        self.tariff = ""
        self.strange: tuple[str, ...] = ()

    def open(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        if order.cloud_session_id:
            named(order.cloud_session_id)
        self._called("open", order)
        self.opened += 1
        cloud_id = order.cloud_session_id or f"cloud-{self.opened}"
        data: dict[str, Any] = {
            "session_id": cloud_id,
            "sdp": {"type": "offer", "sdp": "v=0"},
        }
        data |= self.more
        return Opened(cloud_session_id=cloud_id, data=data)

    def accept(
        self, cloud_session_id: str, answer: Mapping[str, str] | None
    ) -> Mapping[str, Any] | None:
        self._called("accept", answer)
        return None

    def candidate(
        self, cloud_session_id: str, candidate: Mapping[str, Any]
    ) -> Mapping[str, Any] | None:
        self._called("candidate", candidate)
        return None

    def speak(self, cloud_session_id: str, text: str) -> SpokenTask:
        self._called("speak", text)
        number = sum(verb == "speak" for verb, _ in self.calls)
        return SpokenTask(task_id=f"task-{number}", text=text, duration_ms=500.0)

    def converse(self, cloud_session_id: str, text: str) -> SpokenTask:
        self._called("converse", text)
        return SpokenTask(task_id="talk-1", text="", duration_ms=700.0)

    def listen(self, cloud_session_id: str, *, attentive: bool) -> None:
        self._called("listen", attentive)

    def interrupt(self, cloud_session_id: str) -> None:
        self._called("interrupt", cloud_session_id)

    def keep_alive(self, cloud_session_id: str) -> None:
        self._called("keep_alive", cloud_session_id)

    def close(self, cloud_session_id: str) -> Mapping[str, Any] | None:
        self._called("close", cloud_session_id)
        return {"status": "success"}

    def forget(self, cloud_session_id: str) -> None:
        self._called("forget", cloud_session_id)

    def live(self) -> Sequence[CloudSession]:
        self._called("live", None)
        return list(self.listed)

    def lasted_s(self, cloud_session_id: str) -> float | None:
        return self.lasted.get(cloud_session_id)

    def tariff_of(self, order: SessionOrder) -> str:
        return self.tariff or self.name

    def has_ended(self, cloud_session_id: str) -> bool:
        return cloud_session_id not in self.missed

    def credits_left(self) -> float:
        self._called("credits_left", None)
        return 12.5

    def could_have(self, name: str) -> bool:
        return not name.startswith(self.strange)

    def avatars(self) -> Sequence[Avatar]:
        self._called("avatars", None)
        return [Avatar(id="ann", name="Ann")]

    def voices(self) -> Sequence[Voice]:
        self._called("voices", None)
        return [Voice(id="v1", name="Voice", language="English", gender="female")]

    def said(self) -> list[str]:
        return [what for verb, what in self.calls if verb == "speak"]

    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.calls]

    def _called(self, verb: str, what: Any) -> None:
        self.calls.append((verb, what))
        self.entered.release()
        gate = self.gates.get(verb) or self.gates.get(f"{verb} {what}")
        if gate:
            assert gate.wait(10), f"nobody opened the gate of {verb}"
        error = self.fails.pop(verb, None)
        if error is not None:
            raise error


class FakeModel:
    """A model that gives the same answer to everything, whole or word by word.

    Attributes:
        asked: The messages of every call.
        gate: When set, an answer waits for it.
        steps: When set, each delta of a stream takes one, and waits for it.
        fails: An error to raise instead.
        fails_after: Deltas that a stream gives before it.
        fails_whole: An error to raise for answers that are not streamed.
        cut_at_limit: What its streams say of themselves when they have ended.
        streams: Every stream it began, oldest first.
    """

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[Any] = []
        self.gate: threading.Event | None = None
        self.steps: threading.Semaphore | None = None
        self.entered = threading.Event()
        self.fails: AppError | None = None
        self.fails_after = 0
        self.fails_whole: AppError | None = None
        self.cut_at_limit = False
        self.streams: list[FakeStream] = []

    def complete(self, messages: Any) -> str:
        self.begin(messages)
        if self.gate:
            assert self.gate.wait(10), "nobody opened the model's gate"
        error = self.fails_whole or self.fails
        if error:
            raise error
        return self.answer

    def stream(self, messages: Any) -> FakeStream:
        return FakeStream(self, messages)

    def begin(self, messages: Any) -> None:
        self.asked.append(messages)
        self.entered.set()


class FakeStream:
    """One reply of a fake model, as a stream that can be cancelled while it waits.

    Attributes:
        cancelled: Set once somebody cancelled it.
        left: Set once it was left, as it must be.
    """

    def __init__(self, model: FakeModel, messages: Any) -> None:
        self.cut_at_limit = False
        self.cancelled = threading.Event()
        self.left = threading.Event()
        self._model = model
        self._messages = messages

    def __enter__(self) -> FakeStream:
        self._model.streams.append(self)
        self._model.begin(self._messages)
        return self

    def __exit__(self, *_failure: object) -> None:
        self.left.set()

    def __iter__(self) -> Iterator[str]:
        model = self._model
        if model.gate:
            self._wait(model.gate.wait, "nobody opened the model's gate")
        for number, delta in enumerate(re.findall(r"\s*\S+|\s+$", model.answer)):
            if model.fails and number == model.fails_after:
                break
            if model.steps:
                self._wait(model.steps.acquire, "nobody let the model go on")
            if self.cancelled.is_set():
                return
            yield delta
        if model.fails and not self.cancelled.is_set():
            raise model.fails
        self.cut_at_limit = model.cut_at_limit

    def cancel(self) -> None:
        self.cancelled.set()

    def _wait(self, wait: Callable[..., bool], complaint: str) -> None:
        """Wait for the test, or for the cancelling, whichever comes first."""
        until_s = time.monotonic() + 10
        while not (self.cancelled.is_set() or wait(timeout=0.005)):
            assert time.monotonic() < until_s, complaint


class FakePersonas:
    """A fixed set of personas, the first of them active until told otherwise."""

    def __init__(self, *personas: Persona) -> None:
        self.all = {persona.id: persona for persona in personas}
        self.active_id = personas[0].id

    def active(self) -> Persona:
        return self.all[self.active_id]

    def get(self, persona_id: str) -> Persona:
        if persona_id not in self.all:
            raise NotFound("There is no such persona.")
        return self.all[persona_id]
