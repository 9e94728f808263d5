"""What a room is told about its session: JSON by LiveKit data, keyed by `type`.

Reliable and without a topic: the cloud's own choice is on no record, and its SDK looks
at neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PIECE = re.compile(r"\s*\S+(?:\s+\S+){0,3}")


def avatar_events(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The room's events for one of a face.

    The text comes in pieces of a few words when its speech begins, their spaces inside:
    the clients put them together as they are.

    Args:
        event: As `TalkingFace` reports it, `text` included.
    """
    task_id, text = event["task_id"], event.get("text", "")
    yield {name: value for name, value in event.items() if name != "text"}
    if event["type"] == "avatar_start_talking" and text:
        yield from _message("avatar_talking_message", task_id, text)
        yield {"type": "avatar_end_message", "task_id": task_id}


def user_events(task_id: str, text: str) -> Iterator[dict[str, Any]]:
    """The room's events for what its viewer was heard to say."""
    yield from _message("user_talking_message", task_id, text)
    yield {"type": "user_end_message", "task_id": task_id}


def _message(kind: str, task_id: str, text: str) -> Iterator[dict[str, Any]]:
    for piece in _PIECE.findall(text):
        yield {"type": kind, "task_id": task_id, "message": piece}
