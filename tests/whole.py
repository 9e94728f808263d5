"""The whole app over the real sandbox, and verbs for its persona face."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from config import Config
from tests.clouds import CLOUDS, HEYGEN, CloudKind
from tests.peer import Peer
from tests.sandbox_server import SandboxControl
from tests.waiting import until


def whole_app(
    sandbox: SandboxControl, folder: Path, cloud: CloudKind = HEYGEN, **settings: Any
) -> Flask:
    """The app as it is served, with this sandbox behind it."""
    given = {
        "persona_file": folder / "persona.json",
        "database_url": f"sqlite:///{folder / 'ledger.db'}",
        **cloud.settings(sandbox),
        **settings,
    }
    return create_app(Config(**given))


class Caller:
    """A client of the persona face.

    Args:
        app: What to call; may be called from many threads.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app

    @property
    def cloud(self) -> CloudKind:
        """Who lends its faces."""
        return CLOUDS[self.app.extensions["core"].sessions.cloud.name]

    def post(self, name: str, /, **body: Any) -> TestResponse:
        """POST to `/persona/heygen/<name>`, or to `name` when it starts with `/`."""
        path = name if name.startswith("/") else f"/persona/heygen/{name}"
        return self.app.test_client().post(path, json=body)

    def get(self, path: str) -> TestResponse:
        """GET."""
        return self.app.test_client().get(path)

    def create(self, **wishes: Any) -> dict[str, Any]:
        """Open a session; the `data` of the answer."""
        answer = self.post("session/create", **wishes)
        assert answer.status_code == 200, answer.get_json()
        data: dict[str, Any] = answer.get_json()["data"]
        return data

    def start(self, peer: Peer, data: dict[str, Any]) -> str:
        """Answer the offer, start, and wait until the face can speak; the id."""
        session_id: str = data["session_id"]
        answer, candidates = peer.answer(data["sdp"])
        started = self.post("session/start", session_id=session_id, sdp=answer)
        assert started.status_code == 200, started.get_json()
        for candidate in candidates:
            self.post("ice", session_id=session_id, candidate=candidate)
        return session_id

    def when_connected(self, name: str, /, **body: Any) -> TestResponse:
        """Post, again while the cloud is still connecting, as clients must."""

        def answer() -> TestResponse | None:
            found = self.post(name, **body)
            return None if found.status_code == 409 else found

        found = until(answer)
        assert found is not None
        return found
