"""What the session routes promise: queries in, sessions out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from sessions.ledger import Place
from sessions.model import State
from storage.types import EPOCH, TICK, ticks
from web.schemas import StrictSchema, SuccessSchema, Text

ID_LIMIT = 100
CURSOR = re.compile(r"([0-9]{1,17})\.([0-9a-f-]{36})")
STATES = [state.value for state in State]


class When(fields.DateTime):
    """A UTC time, in ISO 8601 ending in Z."""

    def _serialize(
        self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any
    ) -> str | None:
        if value is None:
            return None
        text = value.astimezone(UTC).isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z")


class Cursor(fields.Field[Place]):
    """Where a page ends: made by us, opaque to clients."""

    def _serialize(
        self, value: Place | None, attr: str | None, obj: Any, **kwargs: Any
    ) -> str | None:
        return None if value is None else f"{ticks(value[0])}.{value[1]}"

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,
    ) -> Place:
        found = CURSOR.fullmatch(str(value))
        if not found:
            raise ValidationError("Must be what `next` of an earlier answer was.")
        return EPOCH + int(found[1]) * TICK, found[2]


class States(fields.List[State]):
    """Some states: given several times, or in one with commas between."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.Enum(State, by_value=True), **kwargs)

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **kwargs: Any
    ) -> list[Any]:
        words = [word.strip() for part in value for word in part.split(",")]
        return super()._deserialize([w for w in words if w], attr, data, **kwargs)


class PageQuery(StrictSchema):
    """Which sessions, newest first."""

    states = States(
        data_key="state",
        load_default=list,
        metadata={"description": "Some of the states."},
    )
    persona_id = Text(limit=ID_LIMIT, load_default="")
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    before = Cursor(
        load_default=None,
        metadata={"type": "string", "description": "`next` of the page before."},
    )


class CostSchema(Schema):
    """What it costs so far, or cost in the end."""

    credits = fields.Float()
    money = fields.Float(metadata={"description": "null without CREDIT_PRICE."})
    currency = fields.String()


class LimitSchema(Schema):
    """What will end a session."""

    ends_in_s = fields.Function(lambda end: round(max(0.0, end.left_s), 3))
    reason = fields.String(metadata={"description": "What the end will be called."})


class ViewerSchema(Schema):
    """Who looks on."""

    seen_at = When(metadata={"description": "The last sign of life."})
    gone_after_s = fields.Float(
        metadata={"description": "Without another one for so long, a page has left."},
    )


class SessionSchema(Schema):
    """A session as the ledger has it, with its figures at this moment."""

    id = fields.String(attribute="session.id")
    session_id = fields.String(
        attribute="session.cloud_session_id",
        metadata={"description": "The cloud's id; null before it has given one."},
    )
    cloud = fields.String(attribute="session.cloud")
    state = fields.String(
        attribute="session.state", metadata={"enum": STATES, "type": "string"}
    )
    persona_id = fields.String(attribute="session.persona_id")
    opened_by = fields.String(attribute="session.opened_by")
    created_at = When(attribute="session.created_at")
    started_at = When(attribute="session.started_at")
    ended_at = When(attribute="session.ended_at")
    end_reason = fields.String(attribute="session.end_reason")
    duration_s = fields.Float(
        attribute="cost.duration_s", metadata={"description": "Billed for, so far."}
    )
    cost = fields.Nested(CostSchema)
    limit = fields.Nested(
        LimitSchema,
        attribute="end",
        allow_none=True,
        metadata={"description": "What will end it; null when no limit will."},
    )
    viewer = fields.Nested(ViewerSchema)
    turn = fields.Integer(attribute="session.turn")
    last_reply = fields.Dict(
        attribute="session.last_reply",
        allow_none=True,
        metadata={
            "description": "When the steps of its last reply were reached, in ms since"
            " the question; null before the first."
        },
    )


class PageSchema(Schema):
    """A page of sessions, and how to ask for the next one."""

    sessions = fields.List(fields.Nested(SessionSchema))
    next = Cursor(
        metadata={"type": "string", "description": "For `before`; null at the end."}
    )


class SessionDoneSchema(SuccessSchema):
    """What was done, and the session after it."""

    data = fields.Nested(SessionSchema)
