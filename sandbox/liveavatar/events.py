"""What guests are told on the topic `agent-response`, in its order.

A turn: user.speak_started, user.speak_ended, user.transcription,
avatar.speak_started, avatar.transcription, avatar.speak_ended. Transcriptions come in
pieces first, then whole. How long a piece is, and that an avatar's come when it begins
to speak, is on no record.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

_PIECE = re.compile(r"\s*\S+(?:\s+\S+){0,3}")


class Events:
    """Makes the events of one session."""

    def __init__(self, session_id: str) -> None:
        self._session_id = session_id

    def one(self, kind: str, source: str | None = None, **more: Any) -> dict[str, Any]:
        """An event.

        Args:
            kind: Its `event_type`.
            source: The `event_id` of the command that it comes of.
            more: What belongs to its kind.
        """
        return {
            "event_id": str(uuid.uuid4()),
            "event_type": kind,
            "session_id": self._session_id,
            "source_event_id": source,
            **more,
        }

    def said(
        self, who: str, text: str, source: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """What the `user` or the `avatar` says, in pieces and whole."""
        for piece in _PIECE.findall(text):
            yield self.one(f"{who}.transcription.chunk", source, text=piece)
        yield self.one(f"{who}.transcription", source, text=text)
