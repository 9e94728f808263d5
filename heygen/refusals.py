"""What HeyGen's refusals mean in our error tree.

Source: the error catalogue in HeyGen's docs and bodies pasted by its users. One
number has meant different things over the years (10003, 10004, 10013), so the
HTTP status and the words decide, and the number only where they leave it open.
"""

from __future__ import annotations

from http import HTTPStatus

from errors import (
    AppError,
    InvalidInput,
    LimitReached,
    NotFound,
    OutOfCredits,
    RateLimited,
    Rejected,
    UpstreamError,
    WrongState,
)
from upstream.http import Reply

NAME = "heygen"
UNAUTHORIZED = {400112, 40009, 401056, 401057, 400573}
RATE_LIMITED = {400123}
NO_SUCH_SESSION = {400004, 10006}
WRONG_STATE = {400006, 10001, 10002, 10003, 10005}
NOTHING_LEFT = ("credit", "quota", "trial api limit")
SESSION_OVER = ("closed", "closing", "does not exist", "not found")
CONCURRENCY_WAIT_S = 20.0  # seen: a slot is free again about 20 s after an unclean end


def refusal(reply: Reply) -> AppError:
    """The error for an answer that is not a success."""
    code, words = _code(reply), _words(reply)
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN) or (
        code in UNAUTHORIZED
    ):
        return _rejected(
            reply, "HeyGen refused this server's key. Check HEYGEN_API_KEY."
        )
    if "concurrent limit" in words or "session full" in words:
        return LimitReached(
            "All of the account's sessions at HeyGen are in use.",
            detail="HeyGen's concurrency limit is reached; close other sessions.",
            retry_after_s=CONCURRENCY_WAIT_S,
        )
    if code in RATE_LIMITED:
        return RateLimited(
            "The heygen cloud is busy; please try again in a moment.", upstream=NAME
        )
    return _about_the_request(reply, code, words)


def _about_the_request(reply: Reply, code: int | None, words: str) -> AppError:
    if any(word in words for word in NOTHING_LEFT):
        return _rejected(
            reply, "The HeyGen account has no credits left.", kind=OutOfCredits
        )
    if "upgrade" in words:
        return _rejected(reply, "The HeyGen account's plan does not include this.")
    if "avatar" in words:
        return _bad_field("avatar_name", "HeyGen has no such avatar for live sessions.")
    if "voice" in words:
        return _bad_field("voice_id", "HeyGen has no such voice for live sessions.")
    if "answer" in words:
        return _bad_field("sdp", "HeyGen could not use this SDP answer.")
    if "candidate" in words:
        return _bad_field("candidate", "HeyGen could not read this ICE candidate.")
    if "invalid text" in words or "blocked word" in words:
        return _bad_field("text", "HeyGen does not speak this text.")
    if code in NO_SUCH_SESSION or "session does not exist" in words:
        return NotFound("HeyGen knows no such session.")
    if "session" in words and "state" in words:
        if any(word in words for word in SESSION_OVER):
            return NotFound("HeyGen has ended this session.")
        return WrongState("The session is not ready for this yet; try again shortly.")
    if code in WRONG_STATE:
        return WrongState("The session is not ready for this yet; try again shortly.")
    return _rejected(reply, "HeyGen refused the request.")


def _bad_field(name: str, reason: str) -> InvalidInput:
    return InvalidInput(reason, fields={name: [reason]})


def _rejected(
    reply: Reply, message: str, *, kind: type[Rejected] = Rejected
) -> UpstreamError:
    code = _code(reply)
    return kind(
        message,
        detail=f"HeyGen answered with status {reply.status}, code {code}",
        upstream=NAME,
        upstream_status=reply.status,
        upstream_code=code,
    )


def _code(reply: Reply) -> int | None:
    code = reply.body.get("code")
    return code if isinstance(code, int) else None


def _words(reply: Reply) -> str:
    """What it says, in lower case, to be looked through and never to be repeated."""
    return " ".join(
        str(reply.body.get(name, "")).lower() for name in ("message", "details")
    )
