"""The tasks of one session: what was asked for, and what was really spoken."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock


@dataclass(kw_only=True)
class Task:
    """One utterance.

    Attributes:
        text: What it was to say; empty while a reply is still being thought of.
        kind: `repeat`, `talk`, or `audio` for sound without a text.
        spoken: The part of the text whose words were really spoken.
        interrupted: It was silenced before its end, perhaps before its start.
        duration_ms: How long the whole text takes to say.
    """

    session_id: str
    kind: str
    text: str
    asked_at: float
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    spoken: str = ""
    interrupted: bool = False
    duration_ms: float | None = None
    started_at: float | None = None
    ended_at: float | None = None

    def entry(self) -> dict[str, Any]:
        """Its line in `/_sandbox/transcript`; times in Unix seconds."""
        return {
            "session_id": self.session_id,
            "task_id": self.id,
            "kind": self.kind,
            "text": self.text,
            "spoken": self.spoken,
            "words_spoken": len(self.spoken.split()),
            "interrupted": self.interrupted,
            "duration_ms": self.duration_ms,
            "asked_at": self.asked_at,
            "started_at": self.started_at,
            "ended_at": self.ended_at,
        }


class Tasks:
    """The tasks of one session, kept in step with what its face reports."""

    def __init__(self, session_id: str, clock: Clock) -> None:
        self._session_id = session_id
        self._clock = clock
        self._tasks: dict[str, Task] = {}

    def add(self, kind: str, text: str) -> Task:
        """Write a task down."""
        task = Task(
            session_id=self._session_id,
            kind=kind,
            text=text,
            asked_at=self._clock.now(),
        )
        self._tasks[task.id] = task
        return task

    def all(self) -> list[Task]:
        """Every task, oldest first."""
        return list(self._tasks.values())

    def heard(self, event: Mapping[str, Any]) -> None:
        """Take in what the face says about a task."""
        task = self._tasks.get(event.get("task_id", ""))
        if task is None:
            return
        if event["type"] == "avatar_start_talking":
            task.started_at = self._clock.now()
        elif event["type"] == "avatar_stop_talking":
            task.ended_at = self._clock.now()
            task.spoken = event.get("text", "")
            task.interrupted |= task.spoken != task.text

    @property
    def speaking(self) -> bool:
        """Whether one of them is being spoken at this moment."""
        return any(
            task.started_at is not None and task.ended_at is None
            for task in self._tasks.values()
        )

    def silence(self) -> None:
        """Mark every task that has not ended as cut off."""
        for task in self._tasks.values():
            if task.ended_at is None:
                task.interrupted = True
