"""What the persona face promises for sessions: bodies in, envelopes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from web.schemas import LenientSchema, SuccessSchema, Text, WarningSchema

ID_LIMIT = 200
SDP_LIMIT = 100_000
SPEECH_LIMIT = 10_000
QUALITIES = ("low", "medium", "high")


class Answer(fields.Field[dict[str, str]]):
    """An SDP answer: `{type, sdp}` as clients send it, or the bare text of it."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,
    ) -> dict[str, str]:
        sdp = value.get("sdp") if isinstance(value, Mapping) else value
        if not isinstance(sdp, str) or not sdp.strip():
            raise ValidationError("Must be an SDP answer: {type, sdp} or its text.")
        if len(sdp) > SDP_LIMIT:
            raise ValidationError(f"Longer than {SDP_LIMIT} characters.")
        if isinstance(value, Mapping) and value.get("type", "answer") != "answer":
            raise ValidationError("Must be the answer; the avatar made the offer.")
        return {"type": "answer", "sdp": sdp}


class SessionIdSchema(LenientSchema):
    """Which session."""

    session_id = Text(required=True, blank=False, limit=ID_LIMIT)


class InitSchema(LenientSchema):
    """With a session, the greeting is spoken as well."""

    session_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)


class CreateSchema(LenientSchema):
    """What the new session should look and sound like."""

    avatar_name = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    voice_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    quality = fields.String(load_default="low", validate=validate.OneOf(QUALITIES))
    language = Text(limit=35, load_default="", allow_none=True)
    activity_idle_timeout = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(30, 3600),
        metadata={"description": "Seconds of silence until the cloud ends it."},
    )
    push_to_talk = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Hear the viewer between two pushes of a button only, where"
            " the session is a LiveKit room with a microphone."
        },
    )
    variables = fields.Dict(
        keys=fields.String(),
        load_default=dict,
        allow_none=True,
        metadata={
            "description": "What the persona's texts say about this session, by the"
            " names that the persona declares."
        },
    )

    @post_load
    def no_variables_are_none(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Take null for nothing."""
        return {**data, "variables": data["variables"] or {}}


class StartSchema(SessionIdSchema):
    """The browser's answer to the offer, where the new session came with one."""

    sdp = Answer(load_default=None, allow_none=True, metadata={"type": "object"})


class CandidateSchema(LenientSchema):
    """`RTCIceCandidate.toJSON()`; empty text means there are no more."""

    candidate = Text(required=True, limit=2000)
    sdp_mid = Text(data_key="sdpMid", limit=50, allow_none=True)
    sdp_m_line_index = fields.Integer(
        data_key="sdpMLineIndex",
        strict=True,
        allow_none=True,
        validate=validate.Range(0, 1000),
    )
    username_fragment = Text(data_key="usernameFragment", limit=300, allow_none=True)


class IceSchema(SessionIdSchema):
    """One of the browser's ICE candidates; null means there are no more."""

    candidate = fields.Nested(CandidateSchema, required=True, allow_none=True)


class SpeechSchema(SessionIdSchema):
    """What to say, or what to answer."""

    text = Text(required=True, blank=False, limit=SPEECH_LIMIT)
    generate_ai_response = fields.Boolean(
        load_default=False,
        metadata={"description": "Let the persona answer the text; else say it as is."},
    )
    queue = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Wait for what is being said; else the text cuts in on it."
            " By default an answer cuts in, and what is said as it is waits."
        },
    )


class SessionDataSchema(SuccessSchema):
    """An envelope around the cloud's data as it came."""

    data = fields.Dict(required=True)


class GreetingSchema(Schema):
    """The persona's first words, and the tasks that say them."""

    text = fields.String(required=True)
    tasks = fields.List(fields.Dict())


class GreetedSchema(SuccessSchema):
    """The answer of init."""

    data = fields.Nested(GreetingSchema, required=True)


class TaskSchema(Schema):
    """One utterance the cloud has accepted."""

    task_id = fields.String(required=True)
    text = fields.String(required=True)
    duration_ms = fields.Float(required=True, allow_none=True)


class SpeechDataSchema(Schema):
    """The first task, and all of them in order."""

    task_id = fields.String(required=True, allow_none=True)
    duration_ms = fields.Float(required=True, allow_none=True)
    tasks = fields.List(fields.Nested(TaskSchema), required=True)


class SpeechResultSchema(SuccessSchema):
    """The answer of text."""

    data = fields.Nested(SpeechDataSchema, required=True)
    ai_response = fields.String(metadata={"description": "When it was asked for."})
    speaking_duration = fields.Float(
        required=True, metadata={"description": "Seconds, in all."}
    )
    interrupted = fields.Boolean(
        metadata={"description": "True when an interrupt kept some of it unsaid."}
    )
    warning = fields.Nested(WarningSchema)
    turn = fields.Integer(metadata={"description": "The turn it belongs to."})
    figures = fields.Dict(
        metadata={"description": "When the steps of the reply were reached, in ms."}
    )


class AvatarSchema(Schema):
    """A face for live sessions."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    preview_url = fields.String(required=True)
    default_voice_id = fields.String(required=True)


class AvatarsSchema(SuccessSchema):
    """Every face the cloud offers."""

    data = fields.List(fields.Nested(AvatarSchema), required=True)


class VoiceSchema(Schema):
    """A voice for live sessions."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    language = fields.String(required=True)
    gender = fields.String(required=True)


class VoicesSchema(SuccessSchema):
    """Every voice the cloud offers."""

    data = fields.List(fields.Nested(VoiceSchema), required=True)
