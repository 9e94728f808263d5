"""Where a session is, in HeyGen's words, and why it ended, in those of its pages."""

from __future__ import annotations

from sessions.model import ENDED, EndReason, Session, State

FACE = "heygen gateway"
IN_ROOM = f"{FACE} v2"
DIRECT = f"{FACE} v1"
"""What `opened_by` says of a session of each version."""

NOT_IN_STATE = (400006, "Session is not in correct state")
WORDS = {
    State.OPENING: (10001, "new"),
    State.OPEN: (10001, "new"),
    State.LIVE: (10002, "connecting"),
    State.DOUBTFUL: (10004, "closing"),
    State.CLOSING: (10004, "closing"),
    State.CLOSED: (10005, "closed"),
    State.FAILED: (10005, "closed"),
}
CONNECTED = (10003, "connected")
LISTED = {State.OPEN: "new", State.LIVE: "connected"}
"""The states that HeyGen's own list shows."""

ENDS = {
    EndReason.IDLE: "idle_timeout",
    EndReason.BUDGET: "credits_exhausted",
    EndReason.ERROR: "network_error",
}
"""What pages written for HeyGen call an end; the others keep our word."""


def state_refusal(session: Session, *, is_start: bool) -> tuple[int, str]:
    """Number and words for an act that the session's state forbids.

    Args:
        session: As the ledger has it.
        is_start: Whether the act is its start; else a live one is still connecting.
    """
    if session.opened_by == IN_ROOM:
        return NOT_IN_STATE
    is_started = is_start and session.state is State.LIVE
    code, word = CONNECTED if is_started else WORDS[session.state]
    return code, f"session state wrong: {word}"


def of_end(session: Session) -> str:
    """Why it ended or is ending; empty when it is not."""
    if session.end_reason is None or session.state not in (*ENDED, State.CLOSING):
        return ""
    return ENDS.get(session.end_reason, session.end_reason.value)
