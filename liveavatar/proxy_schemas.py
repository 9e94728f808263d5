"""Bodies and answers of the proxy's two generations.

Source: the chat plugin's contract and the code of proxy and plugin.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from web.schemas import LenientSchema, Text

ID_LIMIT = 200
TEXT_LIMIT = 10_000
MODES = ("FULL", "LITE")
WAYS = ("CONVERSATIONAL", "PUSH_TO_TALK")


def uuid_of(value: object) -> str:
    """A UUID in LiveAvatar's form, with dashes; empty for what is none.

    32 hexadecimal digits are given their dashes. With dashes it has to be of versions
    1 to 5, as the original asked.
    """
    text = value.strip() if isinstance(value, str) else ""
    return str(uuid.UUID(text)) if _UUID.fullmatch(text) else ""


_UUID = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    re.IGNORECASE,
)


class MaybeUuid(fields.Field[str]):
    """A UUID; what is none counts for nothing, as it always did."""

    def _deserialize(
        self,
        value: Any,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: Any,
    ) -> str:
        return uuid_of(value)


class ProxyPersonaSchema(LenientSchema):
    """Voice, context and language; what is left out the customer's config says."""

    voice_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    context_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    language = Text(limit=35, load_default="", allow_none=True)


class ProxyTokenSchema(LenientSchema):
    """Which conversation the session belongs to, and what it shall be like."""

    conversation_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    avatar_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    avatar_persona = fields.Nested(
        ProxyPersonaSchema,
        load_default=lambda: ProxyPersonaSchema().load({}),
        allow_none=True,
    )
    quality = Text(limit=20, load_default="", allow_none=True)
    mode = fields.String(load_default="FULL", validate=validate.OneOf(MODES))
    interactivity_type = fields.String(
        load_default=WAYS[0], validate=validate.OneOf(WAYS)
    )


class ProxyStopSchema(LenientSchema):
    """Which session; a token names its own."""

    session_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    reason = Text(limit=50, load_default="", allow_none=True)


class ProxyMessageSchema(LenientSchema):
    """What was said."""

    session_id = Text(required=True, blank=False, limit=ID_LIMIT)
    text = Text(limit=TEXT_LIMIT, load_default="", allow_none=True)


class ProxyPagingSchema(LenientSchema):
    """Which page of a list."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, 10_000))
    page_size = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class ApiTokenSchema(LenientSchema):
    """What the session shall be like; the server's own settings come first."""

    avatar_id = fields.Raw(load_default="", metadata={"type": "string"})
    context_id = MaybeUuid(
        load_default="", allow_none=True, metadata={"type": "string"}
    )
    voice_id = MaybeUuid(load_default="", allow_none=True, metadata={"type": "string"})
    language = Text(limit=35, load_default="", allow_none=True)
    conversation_id = Text(limit=ID_LIMIT, load_default="", allow_none=True)
    mode = fields.String(load_default="FULL", validate=validate.OneOf(MODES))


class ApiSpeakSchema(ProxyStopSchema):
    """What the avatar is to say, or to answer."""

    text = Text(required=True, blank=False, limit=1000)
    task_type = fields.String(
        load_default="repeat", validate=validate.OneOf(("repeat", "talk", "chat"))
    )


class ProxyEnvelopeSchema(Schema):
    """LiveAvatar's envelope."""

    code = fields.Integer(required=True, metadata={"example": 1000})
    data = fields.Dict(required=True, allow_none=True)
    message = fields.String(required=True)


class ProxyOkSchema(Schema):
    """A report was taken."""

    ok = fields.Boolean(required=True, metadata={"example": True})


class ApiTokenAnswerSchema(Schema):
    """A session's name, and what starts it."""

    session_id = fields.String(required=True)
    session_token = fields.String(required=True)


class ApiDoneSchema(Schema):
    """It was done; `task_id` where something is said."""

    success = fields.Boolean(required=True, metadata={"example": True})
    task_id = fields.String()
