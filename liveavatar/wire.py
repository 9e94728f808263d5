"""What LiveAvatar sends, as far as we read it.

Source: docs.liveavatar.com, API reference (May 2026), and what was seen of the service.
"""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from upstream.wire import WireSchema


class Words(fields.String):
    """Text that may be missing or null: read as none at all."""

    def __init__(self) -> None:
        super().__init__(load_default="", allow_none=True)

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        """The text, or an empty one."""
        return super().deserialize(value, *args, **kwargs) or ""


class TokenSchema(WireSchema):
    """`data` of /v1/sessions/token."""

    session_id = fields.String(required=True)
    session_token = fields.String(required=True)


class StartedSchema(WireSchema):
    """`data` of /v1/sessions/start; `ws_url` is there in LITE mode only."""

    session_id = fields.String(required=True)
    livekit_url = fields.String(required=True)
    livekit_client_token = fields.String(required=True)
    livekit_agent_token = fields.String(load_default=None, allow_none=True)
    ws_url = fields.String(load_default=None, allow_none=True)
    max_session_duration = fields.Float(load_default=None, allow_none=True)


class SessionSchema(WireSchema):
    """A session, by itself or on a list; `end_at` once it is over."""

    id = fields.String(required=True)
    created_at = fields.String(load_default=None, allow_none=True)
    duration = fields.Float(load_default=0.0, allow_none=True)
    end_at = fields.String(load_default=None, allow_none=True)
    end_reason = fields.String(load_default=None, allow_none=True)


class EntrySchema(WireSchema):
    """What was said once; `absolute_timestamp` may be seconds or milliseconds."""

    role = fields.String(required=True)
    transcript = Words()
    absolute_timestamp = fields.Float(load_default=None, allow_none=True)
    relative_timestamp = fields.Float(load_default=None, allow_none=True)


class TranscriptSchema(WireSchema):
    """`data` of /v1/sessions/{id}/transcript."""

    transcript_data = fields.List(fields.Nested(EntrySchema), required=True)
    next_timestamp = fields.Integer(load_default=None, allow_none=True)


class NamedSchema(WireSchema):
    """Something with an id and a name."""

    id = fields.String(required=True)
    name = Words()


class AvatarSchema(NamedSchema):
    """A face; one without a `status` can be used."""

    created_at = fields.String(load_default=None, allow_none=True)
    preview_url = Words()
    default_voice = fields.Nested(NamedSchema, load_default=None, allow_none=True)
    status = Words()
    is_expired = fields.Boolean(load_default=False, allow_none=True)


class VoiceSchema(NamedSchema):
    """A voice."""

    language = Words()
    gender = Words()


class CreditsSchema(WireSchema):
    """`data` of /v1/users/credits: a decimal number as text."""

    credits_left = fields.Float(required=True)


class PageSchema(WireSchema):
    """A page of a list; only these two are promised."""

    count = fields.Integer(required=True)
    results = fields.List(fields.Dict(), required=True)
