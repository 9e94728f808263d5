"""LiveAvatar's client and this server's seats, doing as they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from errors import AppError, Rejected
from liveavatar.client import LiveavatarClient
from liveavatar.doors import Door
from liveavatar.paging import PAGE_SIZE, PAGES
from liveavatar.refusals import malformed
from tests.liveavatar import shapes

# {"sub": "visitor-7"}
CLIENT_TOKEN = "head.eyJzdWIiOiJ2aXNpdG9yLTcifQ.seal"
AGENT_TOKEN = "the-agents-own-token"
STARTED = {
    **shapes.STARTED,
    "livekit_client_token": CLIENT_TOKEN,
    "livekit_agent_token": AGENT_TOKEN,
}


LISTED = PAGES * PAGE_SIZE
"""How many contexts of an account are read at most."""


class FakeClient(LiveavatarClient):
    """An account without HTTP.

    Attributes:
        calls: Every call in order: its name and what it was given.
        fails: Errors to raise, by the name of a call; each is raised once.
        started: What a start answers.
        record: What it knows of a session.
        kept: Names of the account's contexts, by id.
        faces: What the lists of avatars show.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.fails: dict[str, AppError] = {}
        self.started: Mapping[str, Any] = STARTED
        self.record: Mapping[str, Any] = {"duration": 42.0, "end_at": None}
        self.kept: dict[str, str] = {}
        self.faces: list[Mapping[str, Any]] = [{"id": shapes.AVATAR, "name": "Wayne"}]

    def token(self, body):
        self._called("token", body)
        number = self.names().count("token")
        return {"session_id": f"session-{number}", "session_token": f"token-{number}"}

    def start(self, session_token):
        self._called("start", session_token)
        return self.started

    def stop(self, session_id, *, reason="", token=""):
        self._called("stop", session_id)

    def keep_alive(self, session_id, *, token=""):
        self._called("keep_alive", session_id)

    def sessions(self):
        self._called("sessions", None)
        return [{"id": "session-1", "created_at": "2026-05-07T10:00:00Z"}]

    def session(self, session_id):
        self._called("session", session_id)
        return self.record

    def erase_events(self, session_id):
        self._called("erase_events", session_id)

    def avatars(self):
        self._called("avatars", None)
        return self.faces

    def contexts(self):
        self._called("contexts", None)
        shown = [{"id": one, "name": name} for one, name in self.kept.items()]
        yield from shown[:LISTED]
        if len(shown) > LISTED:
            raise malformed("gave too many pages")

    def create_context(self, name, prompt, opening_text):
        self._called("create_context", (prompt, opening_text))
        if name in self.kept.values():
            raise Rejected("LiveAvatar refused the request.", upstream="liveavatar")
        context_id = f"context-{len(self.kept) + 1}"
        self.kept[context_id] = name
        return context_id

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def asked(self, name: str) -> list[Any]:
        """What the calls of that name were given."""
        return [what for one, what in self.calls if one == name]

    def _called(self, name: str, what: Any) -> None:
        self.calls.append((name, what))
        error = self.fails.pop(name, None)
        if error is not None:
            raise error


class FakeAgents:
    """Seats that are all taken at once.

    Attributes:
        entered: The doors, by session.
        said: `(session id, command)`, in order.
        left: The sessions whose seats were given up.
    """

    def __init__(self) -> None:
        self.entered: dict[str, Door] = {}
        self.said: list[tuple[str, Mapping[str, Any]]] = []
        self.left: list[str] = []

    def enter(self, session_id: str, door: Door) -> None:
        self.entered[session_id] = door

    def say(
        self,
        session_id: str,
        command: Mapping[str, Any],
        door: Callable[[], Door | None],
    ) -> bool:
        if session_id not in self.entered and door() is None:
            return False
        self.said.append((session_id, command))
        return True

    def leave(self, session_id: str) -> None:
        self.left.append(session_id)
