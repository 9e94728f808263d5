"""What our server writes down of a session, read as its owner reads it."""

from __future__ import annotations

from typing import Any

import requests

Json = dict[str, Any]


class Ledger:
    """The session routes.

    Args:
        http: Sends the owner's key.
        url: Our server.
    """

    def __init__(self, http: requests.Session, url: str) -> None:
        self._http = http
        self._url = url

    def session(self, session_id: str) -> Json:
        """The account of a session."""
        return self._read(f"/sessions/{session_id}")

    def turns(self, session_id: str) -> list[Json]:
        """What was said in it."""
        turns: list[Json] = self._read(f"/sessions/{session_id}/transcript")["turns"]
        return turns

    def words(self, session_id: str) -> list[tuple[str, str]]:
        """Who said what in it."""
        return [(turn["role"], turn["text"]) for turn in self.turns(session_id)]

    def _read(self, path: str) -> Json:
        answer = self._http.get(f"{self._url}{path}", timeout=10)
        assert answer.ok, answer.text
        found: Json = answer.json()
        return found
