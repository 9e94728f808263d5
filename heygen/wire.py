"""What HeyGen sends, as far as we read it, and what its refusals mean.

Source: docs.heygen.com reference pages and bodies pasted by its users; the numbers
changed meaning over the years, so the HTTP status and the words decide first.
"""

from __future__ import annotations

from marshmallow import fields

from upstream.wire import WireSchema


class SdpSchema(WireSchema):
    """An SDP description."""

    type = fields.String(required=True)
    sdp = fields.String(required=True)


class TokenSchema(WireSchema):
    """`data` of streaming.create_token."""

    token = fields.String(required=True)


class NewSessionSchema(WireSchema):
    """`data` of streaming.new; the rest of it is handed through unread."""

    session_id = fields.String(required=True)
    sdp = fields.Nested(SdpSchema, allow_none=True)


class TaskSchema(WireSchema):
    """`data` of streaming.task."""

    task_id = fields.String(required=True)
    duration_ms = fields.Float(load_default=None, allow_none=True)


class ListedSessionSchema(WireSchema):
    """One entry of streaming.list; `created_at` is unix seconds."""

    session_id = fields.String(required=True)
    status = fields.String(load_default="")
    created_at = fields.Float(load_default=None, allow_none=True)


class SessionListSchema(WireSchema):
    """`data` of streaming.list."""

    sessions = fields.List(fields.Nested(ListedSessionSchema), required=True)


class PastSessionSchema(WireSchema):
    """One entry of /v2/streaming.list; `duration` is in seconds."""

    session_id = fields.String(required=True)
    duration = fields.Float(required=True)


class HistorySchema(WireSchema):
    """A page of /v2/streaming.list."""

    data = fields.List(fields.Nested(PastSessionSchema), required=True)


class AvatarSchema(WireSchema):
    """One entry of streaming/avatar.list."""

    avatar_id = fields.String(required=True)
    pose_name = fields.String(load_default="", allow_none=True)
    normal_preview = fields.String(load_default="", allow_none=True)
    default_voice = fields.String(load_default="", allow_none=True)
    created_at = fields.Float(load_default=None, allow_none=True)
    is_public = fields.Boolean(load_default=True, allow_none=True)
    status = fields.String(load_default="ACTIVE", allow_none=True)


class AvatarListSchema(WireSchema):
    """The envelope of streaming/avatar.list."""

    data = fields.List(fields.Nested(AvatarSchema), required=True)


class VoiceSchema(WireSchema):
    """One entry of /v2/voices."""

    voice_id = fields.String(required=True)
    name = fields.String(load_default="", allow_none=True)
    language = fields.String(load_default="", allow_none=True)
    gender = fields.String(load_default="", allow_none=True)
    preview_audio = fields.String(load_default="", allow_none=True)
    support_pause = fields.Boolean(load_default=False, allow_none=True)
    emotion_support = fields.Boolean(load_default=False, allow_none=True)
    support_interactive_avatar = fields.Boolean(load_default=True, allow_none=True)


class VoiceListSchema(WireSchema):
    """`data` of /v2/voices."""

    voices = fields.List(fields.Nested(VoiceSchema), required=True)


class QuotaSchema(WireSchema):
    """`data` of /v2/user/remaining_quota."""

    remaining_quota = fields.Float(required=True)
