"""Stand-ins around the proxy: LiveAvatar's calls, its rooms, and the customers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from errors import AppError, Unauthorized
from liveavatar.client import LiveavatarClient
from liveavatar.customers import Customer, id_of
from sessions.model import Opened
from sessions.order import SessionOrder
from tests.fakes import FakeCloud

ANN, BOB = "SE_1111222233334444", "SE_5555666677778888"
"""The keys of two customers."""
FACE, VOICE, CONTEXT = (str(uuid.UUID(int=n, version=4)) for n in (11, 12, 13))
INTRO = "Hello, I am Ann's."


class RoomCloud(FakeCloud):
    """A cloud whose sessions are rooms."""

    text_limit = 1000
    by_rooms = True

    def open(self, order: SessionOrder, named: Callable[[str], None]) -> Opened:
        self.more = {
            "livekit_url": "wss://rooms.test",
            "livekit_client_token": f"client-{order.cloud_session_id}",
            "max_session_duration": 1200,
            "ws_url": None,
            "commands_by": "server",
        }
        opened = super().open(order, named)
        data = {k: v for k, v in opened.data.items() if k != "sdp"}
        return Opened(cloud_session_id=opened.cloud_session_id, data=data)


class FakeLiveavatar(LiveavatarClient):
    """The calls that the proxy makes itself.

    Attributes:
        bodies: Of every token that was asked for.
        fails: Raised by the next call.
    """

    def __init__(self) -> None:
        super().__init__(http=None)
        self.bodies: list[Mapping[str, Any]] = []
        self.pages: list[tuple[int, int]] = []
        self.fails: AppError | None = None

    def token(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        self._fail()
        self.bodies.append(body)
        return {
            "session_id": str(uuid.uuid4()),
            "session_token": f"eyJ.{uuid.uuid4().hex}.sig",
        }

    def avatars_page(self, page: int, page_size: int) -> Mapping[str, Any]:
        self._fail()
        self.pages.append((page, page_size))
        one = {"id": FACE, "name": "Ann"}
        return {"count": 1, "next": None, "previous": None, "results": [one]}

    def _fail(self) -> None:
        error, self.fails = self.fails, None
        if error is not None:
            raise error


class FakeCustomers:
    """Two customers, of whom the second has chosen nothing.

    Attributes:
        known: By key.
        fails: Raised by the next question.
    """

    def __init__(self) -> None:
        self.fails: AppError | None = None
        self.known = {BOB: Customer(id=id_of(BOB))}
        self.knows(ANN, avatar_id=FACE, voice_id=VOICE, context_id=CONTEXT, intro=INTRO)

    def knows(self, key: str, **what: Any) -> None:
        self.known[key] = Customer(id=id_of(key), **what)

    def find(self, key: str) -> Customer:
        error, self.fails = self.fails, None
        if error is not None:
            raise error
        if key not in self.known:
            raise Unauthorized("This API key is not known here.")
        return self.known[key]


class Widget:
    """A customer's page before the proxy.

    Args:
        app: What to call.
        key: Sent as `X-Api-Key` with everything but a start.
        face: `/v1` or `/api`.
    """

    def __init__(self, app: Flask, key: str = ANN, face: str = "/v1") -> None:
        self.app = app
        self._key = key
        self._face = face

    def post(
        self, path: str, body: Any = None, *, token: str = "", **headers: str
    ) -> TestResponse:
        """POST; with a token, without the key."""
        sent = {"Content-Type": "application/json"}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        elif self._key:
            sent["X-Api-Key"] = self._key
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        more = {} if body is None else {"json": body}
        url = f"{self._face}/{path}"
        return self.app.test_client().post(url, headers=sent, **more)

    def get(self, path: str, **headers: str) -> TestResponse:
        """GET with the key."""
        sent = {"X-Api-Key": self._key} if self._key else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().get(f"{self._face}/{path}", headers=sent)

    def mint(self, **body: Any) -> tuple[str, str]:
        """A new session's id and token."""
        answer = self.post("sessions/token", body)
        assert answer.status_code == 200, answer.get_json()
        found = answer.get_json()
        data = found if self._face == "/api" else found["data"]
        return data["session_id"], data["session_token"]

    def begin(self, **body: Any) -> tuple[str, str]:
        """The same, started."""
        session_id, token = self.mint(**body)
        answer = self.post("sessions/start", token=token)
        assert answer.status_code == 201, answer.get_json()
        return session_id, token

    def report(self, who: str, session_id: str, text: Any) -> TestResponse:
        """Report what somebody said: `avatar` or `user`."""
        body = {"session_id": session_id, "text": text}
        return self.post(f"streaming.{who}_message", body)
