"""What the persona face answers: its envelope, and a speech as it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from heygen.persona_schemas import SpeechResultSchema
from talk.reply import Reply
from talk.service import PersonaSessions
from talk.speech import Speech
from web.sse import Message

Json = Mapping[str, Any]
RESULT = SpeechResultSchema()


def done(message: str, data: Any = None, **more: Any) -> Json:
    """The success envelope of this face."""
    return {
        "success": True,
        "message": message,
        "data": {} if data is None else data,
        **more,
    }


def told(talk: PersonaSessions, body: Json) -> Iterator[Message]:
    """Say or answer what `text` was given; the last message is the whole answer.

    What can be refused at once is refused before this returns.
    """
    session_id, text = body["session_id"], body["text"]
    is_asked, queue = body["generate_ai_response"], body["queue"]
    cut_in = is_asked if queue is None else not queue
    if is_asked:
        return _answered(talk.answer(session_id, text, cut_in=cut_in))
    return iter([_whole(talk.say(session_id, text, cut_in=cut_in))])


def _answered(reply: Reply) -> Iterator[Message]:
    for step in reply.steps():
        yield Message(name=step.name, data=step.data)
    assert reply.speech is not None  # the steps have come to their end
    yield _whole(reply.speech, ai_response=reply.speech.text, turn=reply.speech.turn)


def _whole(speech: Speech, **more: Any) -> Message:
    first = speech.tasks[0] if speech.tasks else None
    if speech.notice is not None:
        more["warning"] = asdict(speech.notice)
    if speech.figures is not None:
        more["figures"] = speech.figures
    if not speech.complete:
        more["interrupted"] = True
    data = {
        "task_id": first and first.task_id,
        "duration_ms": first and first.duration_ms,
        "tasks": speech.tasks,
    }
    answer = done(
        "Text sent successfully",
        data,
        speaking_duration=speech.duration_s,
        **more,
    )
    return Message(name="done", data=RESULT.dump(answer))
