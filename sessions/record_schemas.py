"""What the routes for events and transcripts promise."""

from __future__ import annotations

from enum import StrEnum

from marshmallow import Schema, fields, validate

from sessions.model import Role
from sessions.schemas import When
from web.schemas import StrictSchema, SuccessSchema


class FollowQuery(StrictSchema):
    """Where to begin."""

    after = fields.Integer(
        strict=False,
        load_default=0,
        validate=validate.Range(0, 999_999_999),
        metadata={"description": "The last event seen; Last-Event-ID goes before it."},
    )


class EventSchema(Schema):
    """The `data` of each event in a stream; its `id` there is `seq`."""

    seq = fields.Integer(metadata={"description": "From 1, without gaps."})
    at = When()
    kind = fields.String()
    data = fields.Dict(metadata={"description": "Ids and figures, never words."})


class Form(StrEnum):
    """What a transcript can be written as."""

    JSON = "json"
    TEXT = "text"
    VTT = "vtt"


class TranscriptQuery(StrictSchema):
    """How to write it; without it, as the Accept header says."""

    form = fields.Enum(Form, by_value=True, data_key="format", load_default=None)


class TurnSchema(Schema):
    """Something that was said."""

    number = fields.Integer(metadata={"description": "An interrupt begins the next."})
    role = fields.Enum(Role, by_value=True)
    text = fields.String(
        metadata={"description": "Of what was interrupted, what could be heard."}
    )
    began_at = When()
    ends_at = When(metadata={"description": "By the cloud's figures; null for a user."})
    task_ids = fields.Function(lambda turn: [task["task_id"] for task in turn.tasks])
    interrupted = fields.Boolean()
    erased = fields.Boolean(metadata={"description": "Its words were deleted."})
    refused = fields.Boolean(
        metadata={"description": "The user's words were against the persona's policy."}
    )
    warning = fields.String(
        metadata={"description": "Why something else than an answer was said."}
    )
    figures = fields.Dict(
        metadata={"description": "When the steps of a reply were reached, in ms."}
    )


class TranscriptSchema(Schema):
    """Everything that was said in a session, in order."""

    id = fields.String(attribute="session.id")
    session_id = fields.String(attribute="session.cloud_session_id")
    persona_id = fields.String(attribute="session.persona_id")
    started_at = When(metadata={"description": "What the times of cues count from."})
    turns = fields.List(fields.Nested(TurnSchema))


class ErasedCountSchema(Schema):
    """How much was erased."""

    turns = fields.Integer()


class ErasedSchema(SuccessSchema):
    """Answer of the erasure."""

    data = fields.Nested(ErasedCountSchema)
