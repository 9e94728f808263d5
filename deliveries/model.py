"""What is to be delivered, and how far that has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Fate(StrEnum):
    """What has become of a delivery."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Something to be sent.

    Attributes:
        id: Sent along each time, so that whoever gets it twice can tell.
        seq: Its place in the order of all; those of a conversation arrive in order.
        conversation_id: Whose it is, at the receiver.
        session_id: Our session that it comes from.
        kind: What it is, such as `status`.
        body: What to send, people's words among it; empty once it has arrived.
        state: What has become of it.
        is_complete: Whether nothing has to be added to the body any more.
        attempts: How often it was tried in vain.
        created_at: When it was written down.
        retry_at: When to try it.
        done_at: When it arrived.
        last_error: Why it did not arrive at last; a stable word.
    """

    id: str
    seq: int
    conversation_id: str
    session_id: str
    kind: str
    body: Mapping[str, Any] = field(repr=False)
    state: Fate
    is_complete: bool
    attempts: int
    created_at: datetime
    retry_at: datetime
    done_at: datetime | None = None
    last_error: str = ""
