"""What an avatar says, put together from the pieces in which its words are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

SESSIONS = 10_000
"""Most speeches remembered at once; the oldest is forgotten, having lost its end."""


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What was said in one go.

    Attributes:
        cause: The id of the command that caused it; empty where nobody did.
        pieces: Its words so far.
    """

    cause: str = ""
    pieces: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All of them, in order."""
        return " ".join(self.pieces)


class Pieces:
    """Collects `avatar.transcription` between the start and the end of a speech.

    It is not confirmed whether LiveAvatar tells a speech at once or phrase by phrase.

    Args:
        on_speech: Called with a session's id and a speech that is over.
    """

    def __init__(self, on_speech: Callable[[str, Speech], None]) -> None:
        self._on_speech = on_speech
        self._open: dict[str, Speech] = {}

    def take(self, session_id: str, event: Mapping[str, Any]) -> None:
        """Look at one event of the room."""
        kind, cause = event.get("event_type"), str(event.get("source_event_id") or "")
        if kind == "avatar.speak_started":
            self._finish(session_id)
            self._open[session_id] = Speech(cause=cause)
            if len(self._open) > SESSIONS:
                del self._open[next(iter(self._open))]
        elif kind == "avatar.transcription":
            self._add(session_id, str(event.get("text") or "").strip(), cause)
        elif kind in ("avatar.speak_ended", "session.stopped"):
            self._finish(session_id)

    def _add(self, session_id: str, text: str, cause: str) -> None:
        if not text:
            return
        if session_id in self._open:
            self._open[session_id].pieces.append(text)
        else:  # told without a start
            self._on_speech(session_id, Speech(cause=cause, pieces=[text]))

    def _finish(self, session_id: str) -> None:
        speech = self._open.pop(session_id, None)
        if speech and speech.pieces:
            self._on_speech(session_id, speech)
