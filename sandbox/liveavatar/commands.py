"""What clients ask on the topic `agent-control`."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        kind: Its `event_type`.
        event_id: Null where the client gave none; answers name it as their source.
    """

    kind: str
    event_id: str | None
    text: str


def read_command(payload: bytes) -> Command | None:
    """The command in some data; None if there is none. `session_id` counts for nothing.

    Source: the web SDK leaves `session_id` out and `event_id` at times, others send
    both. That anything else is passed over in silence is a guess.
    """
    try:
        members = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(members, dict) or not isinstance(members.get("event_type"), str):
        return None
    event_id, text = members.get("event_id"), members.get("text")
    return Command(
        kind=members["event_type"],
        event_id=event_id if isinstance(event_id, str) else None,
        text=text.strip() if isinstance(text, str) else "",
    )
