"""LiveAvatar's answers as they are known, each with where it is known from.

API   its published OpenAPI description and documentation (about May 2026)
SDK   its web SDK 0.0.18, by what that reads
LIVE  seen of the real service
GUESS on no record; read as well as can be until `make test-live` meets the real one

Ids, tokens and words are made up.
"""

from __future__ import annotations

from typing import Any

SESSION = "0d5a6f0e-6c1f-4f6b-9a63-1f2a4b3c5d6e"
AVATAR = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
OTHER_AVATAR = "65f9e3c9-d48b-4118-b73a-4ae2e3cbb8f0"
VOICE = "c2527536-6d1f-4412-a643-53a3497dada9"
CONTEXT = "5b9dba8a-aa31-11f0-a6ee-066a7fa2e369"


def envelope(data: Any = None, code: int = 1000) -> dict[str, Any]:
    """Of every success. The code: SDK, LIVE (API's own default, 100, is not sent)."""
    return {"code": code, "data": data, "message": "Success"}


def page(*results: Any, count: int | None = None, **links: Any) -> dict[str, Any]:
    """A list's page: API; only count and results are promised."""
    total = len(results) if count is None else count
    return envelope({"count": total, "results": list(results), **links})


# API, SDK.
TOKEN = envelope({"session_id": SESSION, "session_token": "a.session.token"})

# API, SDK, LIVE; sent with status 201.
STARTED: dict[str, Any] = {
    "session_id": SESSION,
    "livekit_url": "wss://rooms.example",
    "livekit_client_token": "the.pages.token",
    "livekit_agent_token": "an.agents.token",
    "max_session_duration": 1200,
    "ws_url": None,
}

# API: members that are not always there.
LISTED = {
    "id": SESSION,
    "created_at": "2026-05-07T10:00:00Z",
    "updated_at": "2026-05-07T10:00:42Z",
    "duration": 42,
    "source": "API",
    "mode": "FULL",
    "is_sandbox": True,
    "credits_consumed": 0,
}
HISTORIC = {**LISTED, "end_at": "2026-05-07T10:00:42Z", "end_reason": "USER_CLOSED"}


def said(role: str, transcript: str | None, at: int) -> dict[str, Any]:
    """An entry of a transcript: API. That the times are seconds: GUESS."""
    return {
        "role": role,
        "transcript": transcript,
        "absolute_timestamp": 1_760_000_000 + at,
        "relative_timestamp": at,
    }


def transcript(*entries: Any, more: int | None, active: bool = False) -> Any:
    """A page of a transcript: API."""
    data = {
        "session_active": active,
        "next_timestamp": None if more is None else 1_760_000_000 + more,
        "transcript_data": list(entries),
    }
    return envelope(data)


def avatar(avatar_id: str = AVATAR, **more: Any) -> dict[str, Any]:
    """An avatar with what is always there: API."""
    made = "2026-01-01T00:00:00Z"
    always = {"id": avatar_id, "name": "Wayne", "error_message": None}
    return {**always, "created_at": made, "updated_at": made, **more}


# API.
FULL_AVATAR = avatar(
    space_id="6d2e15c3-a087-5624-9425-e8bac9602429",
    type="VIDEO",
    status="ACTIVE",
    preview_url="https://files.example/wayne.webp",
    is_expired=False,
    default_voice={"id": VOICE, "name": "Wayne"},
    is_1080p=True,
)
VOICE_ENTRY: dict[str, Any] = {
    "id": VOICE,
    "name": "Wayne",
    "description": None,
    "language": "en",
    "gender": "male",
    "tags": [],
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
}
CONTEXT_LINE = {
    "id": CONTEXT,
    "name": "guide",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
}
CONTEXT_MADE = envelope(
    {
        **CONTEXT_LINE,
        "prompt": "You are a guide.",
        "opening_text": "Hello.",
        "links": [],
        "required_dynamic_variables": [],
    }
)
CREDITS = envelope({"credits_left": "148.50"})
"""API: a decimal number as text."""
