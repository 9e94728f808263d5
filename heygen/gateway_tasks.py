"""What `streaming.task` makes the avatar say, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from talk.begun import begun
from talk.service import PersonaSessions
from talk.speech import Speech

Json = Mapping[str, Any]


class Tasks:
    """Says or answers texts.

    Tasks queue, as HeyGen's do: a new one does not cut off what is being said.

    Args:
        talk: The persona in its sessions.
        persona_answers: Whether the persona answers `talk` and `chat`; else the cloud.
    """

    def __init__(self, *, talk: PersonaSessions, persona_answers: bool) -> None:
        self.persona_answers = persona_answers
        self._talk = talk

    def run(self, body: Json) -> Json:
        """Do what a task asks for; `{task_id, duration_ms}`.

        An answer of the persona is several tasks, one for each sentence: this gives
        the first, as soon as the cloud has taken it, and the others follow.
        """
        session_id, text = body["session_id"], body["text"]
        if body["task_type"] == "repeat":
            return _of(self._talk.say(session_id, text))
        if not self.persona_answers:
            return _of(self._talk.hand_over(session_id, text))
        first = begun(self._talk.answer(session_id, text, cut_in=False))
        return _task(first and first["task_id"], first and first["duration_ms"])


def _of(speech: Speech) -> Json:
    first = speech.tasks[0] if speech.tasks else None
    return _task(first and first.task_id, round(speech.duration_s * 1000, 1))


def _task(task_id: object, duration_ms: object) -> Json:
    """No id, where an interrupt came before anything was said."""
    return {"task_id": task_id, "duration_ms": duration_ms or 0.0}
