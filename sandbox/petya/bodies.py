"""What Petya is sent, checked as strictly as its documents describe it."""

from __future__ import annotations

from typing import Any

ROLES = ("user", "avatar")


class BadBody(ValueError):
    """A body that does not fit; its text says why."""


def read_status(body: Any) -> dict[str, Any]:
    """The end of a conversation.

    `{sessionId, status: "completed", transcript: [{role, transcript, timestamp}]}`,
    timestamps in whole Unix seconds, and at times `duration`.

    Raises:
        BadBody: It is something else.
    """
    found = _object(body)
    if not _is_text(found.get("sessionId")):
        raise BadBody("sessionId must be a text")
    if found.get("status") != "completed":
        raise BadBody("status must be completed")
    transcript = found.get("transcript")
    if not isinstance(transcript, list):
        raise BadBody("transcript must be a list")
    for entry in transcript:
        _check_entry(_object(entry))
    return found


def read_message(body: Any) -> dict[str, Any]:
    """One message, `{content, isFromUser}`.

    Raises:
        BadBody: It is something else.
    """
    found = _object(body)
    if not isinstance(found.get("content"), str):
        raise BadBody("content must be a text")
    if not isinstance(found.get("isFromUser"), bool):
        raise BadBody("isFromUser must be true or false")
    return found


def _check_entry(entry: dict[str, Any]) -> None:
    if entry.get("role") not in ROLES:
        raise BadBody(f"role must be one of: {', '.join(ROLES)}")
    if not isinstance(entry.get("transcript"), str):
        raise BadBody("transcript must be a text")
    timestamp = entry.get("timestamp")
    if isinstance(timestamp, bool) or not isinstance(timestamp, int):
        raise BadBody("timestamp must be whole Unix seconds")


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadBody("an object is expected")
    return body


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
