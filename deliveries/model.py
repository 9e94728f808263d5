"""What is to be delivered, and how far that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Body = Mapping[str, Any]
WORDS: Body = {"transcript": [], "content": ""}
"""What holds people's words in a body, and what it is without them."""


class State(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class Kind(StrEnum):
    """What a delivery tells."""

    STATUS = "status"
    MESSAGE = "message"


@dataclass(frozen=True)
class Delivery:
    """One thing to be told about a conversation.

    Attributes:
        id: Stays the same however often it is sent; whoever receives it can tell by it
            that it has come before.
        seq: Where it stands in its conversation.
        conversation_id: The receiver's name for the conversation.
        session_id: Ours, of the session it is about.
        kind: `status` or `message`.
        body: What is sent, as JSON; empty when it has been.
        created_at: When it was written down.
        completed: Whether the body is all there is to say.
        state: `waiting`, `done`, or `dead`: given up, until somebody resends it.
        attempts: How often it was tried since it was written down or resent.
        tried_at: When it was first tried since then.
        retry_at: When it is tried next; None unless it waits.
        last_error: The stable code of what went wrong last.
        done_at: When it had arrived.
        claim: Whose turn to send it it is; None while it is nobody's.
    """

    id: str
    seq: int
    conversation_id: str
    session_id: str
    kind: Kind
    body: Body = field(repr=False)
    created_at: datetime
    completed: bool
    state: State
    attempts: int
    tried_at: datetime | None
    retry_at: datetime | None
    last_error: str | None
    done_at: datetime | None
    claim: str | None


def without_words(body: Body) -> dict[str, Any]:
    """The same with nothing in it that anybody said."""
    return {name: WORDS.get(name, value) for name, value in body.items()}
