"""What the gateway takes and answers: HeyGen's members and envelopes.

Clients send what they do not choose as null, or not at all, and members that nobody
documents: nulls and unknown members are dropped.
Source: docs.heygen.com, "streaming.*"; the members HeyGen's SDK 2.1.0 and pipecat send.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, pre_load, validate

from heygen.persona_schemas import ID_LIMIT, QUALITIES, Answer, CandidateSchema
from web.schemas import LenientSchema, Text

TEXT_LIMIT = 1000
KNOWLEDGE_LIMIT = 50_000
SPEAKERS = ("deepgram", "gladia", "assembly_ai")
EMOTIONS = ("excited", "serious", "friendly", "soothing", "broadcaster")
SHARE = validate.Range(0, 1)


class Members(LenientSchema):
    """Members of which null means that nobody chose."""

    @pre_load
    def drop_nulls(self, data: Any, **_: Any) -> Any:
        """Take null for nothing."""
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if value is not None}


class StreamingElevenLabsSchema(Members):
    """For voices of ElevenLabs."""

    stability = fields.Float(validate=SHARE)
    similarity_boost = fields.Float(validate=SHARE)
    style = fields.Float(validate=SHARE)
    use_speaker_boost = fields.Boolean()
    model_id = Text(limit=ID_LIMIT)


class StreamingVoiceSchema(Members):
    """How it sounds."""

    voice_id = Text(limit=ID_LIMIT, load_default="")
    rate = fields.Float(load_default=None, validate=validate.Range(0.5, 1.5))
    emotion = Text(load_default="", limit=20)
    elevenlabs_settings = fields.Nested(StreamingElevenLabsSchema, load_default=dict)


def usual_voice() -> dict[str, Any]:
    """The voice of whoever chose nothing."""
    return dict(StreamingVoiceSchema().load({}))


class StreamingSttSchema(Members):
    """How speech is made into text."""

    provider = fields.String(validate=validate.OneOf(SPEAKERS))
    confidence = fields.Float(validate=SHARE)


class StreamingNewSchema(Members):
    """`streaming.new`."""

    quality = fields.String(load_default="low", validate=validate.OneOf(QUALITIES))
    avatar_id = Text(limit=ID_LIMIT, load_default="")
    avatar_name = Text(limit=ID_LIMIT, load_default="")
    voice = fields.Nested(
        StreamingVoiceSchema, load_default=lambda: StreamingVoiceSchema().load({})
    )
    voice_id = Text(limit=ID_LIMIT, load_default="")
    stt_settings = fields.Nested(StreamingSttSchema, load_default=dict)
    video_encoding = fields.String(validate=validate.OneOf(("VP8", "H264", "")))
    knowledge_base = Text(limit=KNOWLEDGE_LIMIT, load_default="")
    knowledge_base_id = Text(limit=ID_LIMIT, load_default="")
    knowledge_id = Text(limit=ID_LIMIT, load_default="")
    language = Text(limit=35, load_default="")
    version = fields.String(validate=validate.OneOf(("v1", "v2", "")))
    disable_idle_timeout = fields.Boolean(load_default=False)
    activity_idle_timeout = fields.Integer(
        strict=True, load_default=None, validate=validate.Range(30, 3600)
    )
    silence_response = fields.Boolean(load_default=False)
    ia_is_livekit_transport = fields.Boolean(load_default=False)
    variables = fields.Dict(
        keys=fields.String(),
        load_default=dict,
        metadata={"description": "Ours: what the persona's texts say of this session."},
    )


class StreamingSessionSchema(Members):
    """Which session."""

    session_id = Text(required=True, blank=False, limit=ID_LIMIT)


class StreamingStartSchema(StreamingSessionSchema):
    """`streaming.start`; in a room there is no SDP."""

    sdp = Answer(load_default=None, metadata={"type": "object"})


class StreamingIceSchema(StreamingSessionSchema):
    """`streaming.ice`."""

    candidate = fields.Nested(CandidateSchema, load_default=None)


class StreamingTaskSchema(StreamingSessionSchema):
    """`streaming.task`."""

    text = Text(required=True, blank=False, limit=TEXT_LIMIT)
    task_type = fields.String(
        load_default="repeat", validate=validate.OneOf(("repeat", "talk", "chat"))
    )
    task_mode = fields.String(validate=validate.OneOf(("sync", "async", "")))


class ChatQuerySchema(StreamingSessionSchema):
    """The voice chat's socket; what else is in the query goes to HeyGen as it is."""

    session_token = Text(
        limit=ID_LIMIT,
        load_default="",
        metadata={"description": "The token that opened the session."},
    )
    opening_text = Text(
        limit=TEXT_LIMIT,
        load_default="",
        metadata={"description": "What the avatar says first, once it is there."},
    )


class StreamingAnswerSchema(Schema):
    """The envelope of `streaming.*` and the list of avatars."""

    code = fields.Integer(required=True, metadata={"example": 100})
    message = fields.String(required=True, metadata={"example": "success"})
    data = fields.Raw(required=True)


class StreamingOtherAnswerSchema(Schema):
    """The envelope of `streaming.create_token` and `/v2/*`."""

    error = fields.Raw(required=True, metadata={"example": None})
    data = fields.Raw(required=True)
