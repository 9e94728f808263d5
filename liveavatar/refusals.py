"""What LiveAvatar's refusals mean in our error tree; its words are never repeated.

Source: what was seen of the service in 2026. Two different things share 403 and 4003,
and what a body says of a field has had three shapes; so the words decide where the
status leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from errors import (
    AppError,
    InvalidInput,
    LimitReached,
    Malformed,
    NotFound,
    OutOfCredits,
    Rejected,
)
from upstream.http import Reply

NAME = "liveavatar"
RETRY_AFTER_S = 20.0
GONE = ("session not found", "session is not active", "session not active")
FIELDS: Mapping[str, tuple[str, str]] = {
    "avatar_id": ("avatar_name", "LiveAvatar has no such avatar."),
    "voice_id": ("voice_id", "LiveAvatar has no such voice."),
    "context_id": ("context_id", "LiveAvatar has no such context."),
    "language": ("language", "LiveAvatar does not speak this language."),
    "max_session_duration": (
        "max_session_duration",
        "LiveAvatar allows no session as long as that.",
    ),
    "session_id": ("session_id", "LiveAvatar has no such session."),
}
"""Its names for what may be wrong: ours, and a sentence."""


def refusal(reply: Reply) -> AppError:
    """The error for an answer that is not a success."""
    words = " ".join(_words(reply.body)).lower()
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return _rejected(
            reply, "LiveAvatar refused this server's key. Check LIVEAVATAR_API_KEY."
        )
    if "concurrency" in words:
        return LimitReached(
            "All of the account's sessions at LiveAvatar are in use.",
            detail="LiveAvatar's concurrency limit is reached; close other sessions.",
            retry_after_s=RETRY_AFTER_S,
        )
    if _nothing_left(reply, words):
        sentence = "The LiveAvatar account has no credits left."
        return _rejected(reply, sentence, kind=OutOfCredits)
    if reply.status == HTTPStatus.NOT_FOUND or any(one in words for one in GONE):
        return NotFound("LiveAvatar knows no such session.")
    if reply.status == HTTPStatus.FORBIDDEN:
        return _rejected(reply, "LiveAvatar did not accept the session's token.")
    return _about_the_request(reply, words)


def malformed(what: str) -> Malformed:
    """The error for an answer that cannot be used; `what` is for developers."""
    sentence = "The liveavatar cloud's answer could not be read."
    return Malformed(sentence, detail=f"LiveAvatar {what}", upstream=NAME)


def _about_the_request(reply: Reply, words: str) -> AppError:
    places = _places(reply.body)
    wrong = [FIELDS[name] for name in FIELDS if name in places]
    wrong = wrong or [FIELDS[name] for name in FIELDS if name in words]
    if wrong:
        _, sentence = wrong[0]
        return InvalidInput(sentence, fields={field: [why] for field, why in wrong})
    return _rejected(reply, "LiveAvatar refused the request.")


def _nothing_left(reply: Reply, words: str) -> bool:
    """A guess: how a start is refused for want of credits is on no record.

    Of a 422 the words may be the caller's own, of whatever they talk.
    """
    if reply.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return False
    return reply.status == HTTPStatus.PAYMENT_REQUIRED or "credit" in words


def _rejected(
    reply: Reply, message: str, *, kind: type[Rejected] = Rejected
) -> Rejected:
    code = reply.body.get("code")
    return kind(
        message,
        detail=f"LiveAvatar answered with status {reply.status}",
        upstream=NAME,
        upstream_status=reply.status,
        upstream_code=code if isinstance(code, int) else None,
    )


def _misfits(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in ("data", "detail"):
        held = body.get(name)
        if isinstance(held, list):
            yield from (one for one in held if isinstance(one, Mapping))


def _places(body: Mapping[str, Any]) -> set[str]:
    """The names of the fields that its lists call wrong."""
    places = (one.get("loc") for one in _misfits(body))
    return {str(part) for place in places if isinstance(place, list) for part in place}


def _words(body: Mapping[str, Any]) -> Iterator[str]:
    """What it says, to be looked through and never to be repeated."""
    for one in _misfits(body):
        yield str(one.get("message") or one.get("msg") or "")
    for name in ("message", "error", "detail"):
        if isinstance(body.get(name), str):
            yield body[name]
