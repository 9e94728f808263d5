"""Our avatars, voices and sessions as entries of HeyGen's lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heygen.gateway_reasons import LISTED
from sessions.catalogue import Avatar, Voice
from sessions.model import Session

Json = Mapping[str, Any]


def avatar_entry(avatar: Avatar) -> Json:
    """An entry of streaming/avatar.list."""
    made = avatar.created_at
    return {
        "avatar_id": avatar.id,
        "created_at": int(made.timestamp()) if made else 0,
        "default_voice": avatar.default_voice_id,
        "is_public": avatar.is_public,
        "normal_preview": avatar.preview_url,
        "pose_name": avatar.name,
        "status": "ACTIVE",
    }


def voice_entry(voice: Voice) -> Json:
    """An entry of /v2/voices; only those for live sessions are in ours."""
    return {
        "voice_id": voice.id,
        "language": voice.language,
        "gender": voice.gender,
        "name": voice.name,
        "preview_audio": voice.preview_url,
        "support_pause": voice.has_pauses,
        "emotion_support": voice.has_emotions,
        "support_interactive_avatar": True,
        "support_locale": False,
    }


def session_entry(session: Session) -> Json:
    """An entry of streaming.list."""
    return {
        "session_id": session.cloud_session_id,
        "status": LISTED[session.state],
        "created_at": int(session.created_at.timestamp()),
        "api_key_type": "regular",
    }


def is_listed(session: Session) -> bool:
    """Whether HeyGen's list would show it."""
    return session.state in LISTED
