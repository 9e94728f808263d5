"""A session's order in HeyGen's words: the body of streaming.new.

Source: docs.heygen.com, "New Session"; the member names are those its SDK 2.1.0 sends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sessions.order import SessionOrder


def body_of(order: SessionOrder) -> Mapping[str, Any]:
    """The members of `order` that somebody chose; HeyGen decides the others."""
    chosen = {
        "language": order.language,
        "stt_settings": order.hearing,
        "knowledge_base": order.knowledge_base,
        "knowledge_base_id": order.knowledge_base_id,
        "video_encoding": order.video_encoding,
        "version": "v2" if order.in_room else "",
        "activity_idle_timeout": order.activity_idle_timeout_s,
        "disable_idle_timeout": order.never_idle,
        "silence_response": order.prompts_silence,
        "ia_is_livekit_transport": order.microphone_in_room,
    }
    return {
        "quality": order.quality,
        "avatar_name": order.avatar_name,
        "voice": _said(
            {
                "voice_id": order.voice_id,
                "rate": order.voice_rate,
                "emotion": order.voice_emotion,
                "elevenlabs_settings": order.voice_settings,
            }
        ),
        **_said(chosen),
    }


def _said(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
