"""What Petya sends, as far as we read it."""

from __future__ import annotations

from marshmallow import fields

from upstream.wire import WireSchema


class ConfigSchema(WireSchema):
    """The answer of /api/v1/avatar/config; all but the avatar may be missing."""

    avatar_id = fields.String(data_key="avatarId", required=True, allow_none=True)
    intro = fields.String(load_default=None, allow_none=True)
    context_id = fields.String(
        data_key="knowledgeBaseId", load_default=None, allow_none=True
    )
    voice_id = fields.String(data_key="voiceId", load_default=None, allow_none=True)


class AllowedSchema(WireSchema):
    """`data` of /api/v1/account/domain-allowlist."""

    allowed_domains = fields.List(fields.String(), required=True, allow_none=True)
