"""The sound of a LITE session: pieces in, one utterance after the other out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.heygen.faces import Face, Sound
from sandbox.heygen.tasks import Tasks

UTTERANCE_LIMIT = 20 * 60 * 24_000 * 2
"""Bytes of one utterance, twenty minutes: a session is not longer by default."""


class Mouthpiece:
    """Puts pieces of sound together to utterances.

    Clients use ids in three ways: one for each utterance, one for each piece, none.
    So an utterance is what comes until its end is told, whatever its pieces are called;
    it goes by the id of its first one. After an interrupt, pieces under an id that was
    used before it are late and left out.

    Args:
        face: Who speaks.
        tasks: Where it is written down.
        tell: Sends every client a message.
    """

    def __init__(
        self, face: Face, tasks: Tasks, tell: Callable[[Mapping[str, Any]], None]
    ) -> None:
        self._face = face
        self._tasks = tasks
        self._tell = tell
        self._sound: Sound | None = None
        self._length = 0
        self._used: set[str] = set()
        self._silenced: set[str] = set()
        self._ids: dict[str, str | None] = {}
        self._cut: set[str] = set()

    def speak(self, sound: bytes, event_id: str | None) -> None:
        """Here is a piece: 24 kHz, mono, signed 16 bit, little-endian."""
        if event_id in self._silenced:
            return
        if self._sound is None:
            task = self._tasks.add("audio", "")
            self._ids[task.id] = event_id
            self._sound, self._length = self._face.play(task.id), 0
        if event_id is not None:
            self._used.add(event_id)
        self._length += len(sound)
        if self._length <= UTTERANCE_LIMIT:
            self._sound.append(sound)

    def finish(self) -> None:
        """The utterance is whole; harmless in silence."""
        if self._sound is not None:
            self._sound.finish()
        self._sound = None
        self._used.clear()

    def interrupt(self) -> None:
        """Fall silent and forget what waits; harmless in silence."""
        self._silenced |= self._used
        self._cut |= {one.id for one in self._tasks.all() if one.ended_at is None}
        self._tasks.silence()
        self._face.interrupt()
        self.finish()

    def face_event(self, event: Mapping[str, Any]) -> None:
        """Tell when an utterance begins and ends."""
        task_id = event["task_id"]
        if event["type"] == "avatar_start_talking":
            self._say("agent.speak_started", task_id)
            return
        if task_id in self._cut:
            # Before the end: LiveKit's plugin tells a cut from an end by this order.
            self._say("agent.speak_interrupted", task_id)
        self._say("agent.speak_ended", task_id)

    def _say(self, kind: str, task_id: str) -> None:
        event_id = self._ids.get(task_id)
        self._tell({"type": kind, "event_id": event_id, "task": {"id": task_id}})
