"""A session's order in LiveAvatar's words: the body of /v1/sessions/token.

Source: docs.liveavatar.com, "Create session token". Members nobody chose are left out:
whether today's service takes explicit nulls is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sessions.order import SessionOrder

FREE_AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
"""The only avatar of LiveAvatar's own free sessions. Source: its SDK's demo."""


def body_of(
    order: SessionOrder, *, avatar_id: str, context_id: str, is_free: bool
) -> Mapping[str, Any]:
    """The body for a FULL session, in which LiveAvatar hears and speaks.

    Args:
        order: What is wished for.
        avatar_id: Whose face.
        context_id: What its own model is to be; without one it answers nobody.
        is_free: Whether it is one of LiveAvatar's own free sessions.
    """
    persona = {
        "voice_id": order.voice_id,
        "context_id": context_id,
        "language": order.language,
        "voice_settings": order.voice_settings,
    }
    video = {"quality": order.quality, "encoding": order.video_encoding}
    return {
        "mode": "FULL",
        "avatar_id": avatar_id,
        "avatar_persona": {name: value for name, value in persona.items() if value},
        "video_settings": {name: value for name, value in video.items() if value},
        **({"interactivity_type": "PUSH_TO_TALK"} if order.push_to_talk else {}),
        **({"is_sandbox": True} if is_free else {}),
    }
