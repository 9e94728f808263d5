"""What an avatar says, put together from the pieces in which its words are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SESSIONS = 10_000
"""Most speeches remembered at once; the oldest is forgotten, having lost its end."""


class Pieces:
    """Collects `avatar.transcription` between the start and the end of a speech.

    It is not confirmed whether LiveAvatar tells a speech at once or phrase by phrase.

    Args:
        on_speech: Called with a session's id and all that was said in one speech.
    """

    def __init__(self, on_speech: Callable[[str, str], None]) -> None:
        self._on_speech = on_speech
        self._open: dict[str, list[str]] = {}

    def take(self, session_id: str, event: Mapping[str, Any]) -> None:
        """Look at one event of the room."""
        kind = event.get("event_type")
        if kind == "avatar.speak_started":
            self._finish(session_id)
            self._open[session_id] = []
            if len(self._open) > SESSIONS:
                del self._open[next(iter(self._open))]
        elif kind == "avatar.transcription":
            self._add(session_id, str(event.get("text") or "").strip())
        elif kind in ("avatar.speak_ended", "session.stopped"):
            self._finish(session_id)

    def _add(self, session_id: str, text: str) -> None:
        if not text:
            return
        if session_id in self._open:
            self._open[session_id].append(text)
        else:
            self._on_speech(session_id, text)  # told without a start

    def _finish(self, session_id: str) -> None:
        words = " ".join(self._open.pop(session_id, []))
        if words:
            self._on_speech(session_id, words)
