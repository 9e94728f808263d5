"""What a customer's session shall be like, and LiveAvatar's words for it.

Source: docs.liveavatar.com, "Create session token". Nulls are left out: whether
LiveAvatar takes them is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from liveavatar.customers import Customer
from liveavatar.orders import FREE_AVATAR

QUALITIES = ("very_high", "high", "medium", "low")


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a session shall be like; what is empty the customer's config says.

    Attributes:
        quality: One of LiveAvatar's; anything else is `medium`, and empty is its own.
        mode: `FULL`, where LiveAvatar hears and speaks, or `LITE`.
        is_free: Whether it is one of LiveAvatar's own free sessions.
    """

    avatar_id: str = ""
    voice_id: str = ""
    context_id: str = ""
    language: str = ""
    quality: str = ""
    conversation_id: str = ""
    mode: str = "FULL"
    push_to_talk: bool = False
    is_free: bool = False


@dataclass(frozen=True, kw_only=True)
class Defaults:
    """The server's own choices, where neither customer nor caller has any."""

    avatar_id: str = ""
    voice_id: str = ""
    context_id: str = ""
    is_free: bool = False


def chosen_of(wishes: Wishes, customer: Customer, own: Defaults) -> Wishes:
    """The wishes, filled from the customer's config and from our own choices."""
    avatar_id = wishes.avatar_id or customer.avatar_id or own.avatar_id
    return replace(
        wishes,
        avatar_id=FREE_AVATAR if own.is_free else avatar_id,
        voice_id=wishes.voice_id or customer.voice_id or own.voice_id,
        context_id=wishes.context_id or customer.context_id or own.context_id,
        is_free=own.is_free,
    )


def body_of(wishes: Wishes, *, longest_s: int | None) -> Mapping[str, Any]:
    """The body of /v1/sessions/token; a LITE session has no persona."""
    persona = {
        "voice_id": wishes.voice_id,
        "context_id": wishes.context_id,
        "language": wishes.language or "en",
    }
    body: dict[str, Any] = {"mode": wishes.mode, "avatar_id": wishes.avatar_id}
    if wishes.mode == "FULL":
        body["avatar_persona"] = {k: v for k, v in persona.items() if v}
    if wishes.push_to_talk:
        body["interactivity_type"] = "PUSH_TO_TALK"
    if wishes.quality:
        quality = wishes.quality if wishes.quality in QUALITIES else "medium"
        body["video_settings"] = {"quality": quality}
    if longest_s is not None:
        body["max_session_duration"] = longest_s
    if wishes.is_free:
        body["is_sandbox"] = True
    return body
