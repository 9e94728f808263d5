"""What LiveAvatar sends, as far as we read it.

Source: docs.liveavatar.com, API reference (May 2026), and what was seen of the service.
"""

from __future__ import annotations

from marshmallow import fields

from upstream.wire import WireSchema


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
    transcript = fields.String(required=True, allow_none=True)
    absolute_timestamp = fields.Float(load_default=None, allow_none=True)
    relative_timestamp = fields.Float(load_default=None, allow_none=True)


class TranscriptSchema(WireSchema):
    """`data` of /v1/sessions/{id}/transcript."""

    transcript_data = fields.List(fields.Nested(EntrySchema), required=True)
    next_timestamp = fields.Integer(load_default=None, allow_none=True)


class NamedSchema(WireSchema):
    """Something with an id and a name."""

    id = fields.String(required=True)
    name = fields.String(load_default="", allow_none=True)


class AvatarSchema(NamedSchema):
    """A face."""

    created_at = fields.String(load_default=None, allow_none=True)
    preview_url = fields.String(load_default="", allow_none=True)
    default_voice = fields.Nested(NamedSchema, load_default=None, allow_none=True)
    status = fields.String(load_default="ACTIVE", allow_none=True)
    is_expired = fields.Boolean(load_default=False, allow_none=True)


class VoiceSchema(NamedSchema):
    """A voice."""

    language = fields.String(load_default="", allow_none=True)
    gender = fields.String(load_default="", allow_none=True)


class CreditsSchema(WireSchema):
    """`data` of /v1/users/credits: a decimal number as text."""

    credits_left = fields.Float(required=True)


class PageSchema(WireSchema):
    """A page of a list; only these two are promised."""

    count = fields.Integer(required=True)
    results = fields.List(fields.Dict(), required=True)
