"""What Petya is sent, checked as strictly as its documents describe it."""

from __future__ import annotations

from typing import Any

ROLES = ("user", "avatar")
COMPLETED = "completed"


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
    _text(found, "sessionId")
    _check_completed(found)
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


def read_arrival(body: Any) -> dict[str, Any]:
    """A visitor, `{ip, location, conversationId}`; each may be null or missing.

    Raises:
        BadBody: It is something else.
    """
    found = _object(body)
    for name in ("ip", "conversationId"):
        if not isinstance(found.get(name), str | None):
            raise BadBody(f"{name} must be a text")
    return found


def read_talked(body: Any) -> bool:
    """Whether a visitor has used the chat, `{talkedToChat}`.

    Raises:
        BadBody: It is something else.
    """
    talked = _object(body).get("talkedToChat")
    if not isinstance(talked, bool):
        raise BadBody("talkedToChat must be true or false")
    return talked


def read_beginning(body: Any) -> str:
    """Who begins a conversation, `{visitorId}`.

    Raises:
        BadBody: It is something else.
    """
    return _text(_object(body), "visitorId")


def read_end(body: Any) -> str:
    """How the plugin ends a conversation, `{status: "completed"}`.

    Raises:
        BadBody: It is something else.
    """
    _check_completed(_object(body))
    return COMPLETED


def read_said(body: Any) -> tuple[str, dict[str, Any]]:
    """A conversation's id and a message of it, `{conversationId, isFromUser, content}`.

    Raises:
        BadBody: It is something else.
    """
    found = read_message(body)
    message = {name: found[name] for name in ("content", "isFromUser")}
    return _text(found, "conversationId"), message


def _check_completed(found: dict[str, Any]) -> None:
    if found.get("status") != COMPLETED:
        raise BadBody("status must be completed")


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


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value:
        raise BadBody(f"{name} must be a text")
    return value
