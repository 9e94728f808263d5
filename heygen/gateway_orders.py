"""What `streaming.new` asks for, in the words of our sessions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from errors import InvalidInput
from heygen.gateway_reasons import DIRECT, IN_ROOM
from heygen.gateway_schemas import EMOTIONS
from sessions.order import SessionOrder

Json = Mapping[str, Any]


def wishes_of(body: Json) -> Json:
    """The wishes that a persona may have of its own: see PersonaSessions.create."""
    return {
        "avatar_name": body["avatar_id"] or body["avatar_name"],
        "voice_id": body["voice"]["voice_id"] or body["voice_id"],
        "quality": body["quality"],
        "language": body["language"],
        "activity_idle_timeout": body["activity_idle_timeout"],
        "variables": body["variables"],
    }


def base_of(body: Json, *, cloud_answers: bool) -> SessionOrder:
    """Everything else.

    Args:
        body: What the page asks for.
        cloud_answers: Whether the cloud's model answers what is written.

    Raises:
        InvalidInput: HeyGen's voices have no such emotion.
    """
    voice, in_room = body["voice"], body.get("version") == "v2"
    return SessionOrder(
        voice_rate=voice["rate"],
        voice_emotion=_emotion(voice["emotion"]),
        voice_settings=voice["elevenlabs_settings"],
        video_encoding=body.get("video_encoding", ""),
        hearing=body["stt_settings"],
        knowledge_base=body["knowledge_base"],
        knowledge_base_id=body["knowledge_base_id"] or body["knowledge_id"],
        never_idle=body["disable_idle_timeout"],
        prompts_silence=body["silence_response"],
        # What is said into a microphone is answered by the cloud in any case.
        cloud_may_answer=in_room or cloud_answers,
        in_room=in_room,
        microphone_in_room=body["ia_is_livekit_transport"],
        opened_by=IN_ROOM if in_room else DIRECT,
    )


def _emotion(name: str) -> str:
    """As it came: HeyGen's docs write it with a capital letter, its SDK without."""
    if name and name.lower() not in EMOTIONS:
        reason = f"Must be one of: {', '.join(EMOTIONS)}."
        raise InvalidInput(reason, fields={"voice.emotion": [reason]})
    return name
