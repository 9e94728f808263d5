"""Everything the app asks of the avatar cloud, each ready to be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.clouds import ANSWER, LIVEAVATAR, TOKEN
from tests.sandbox_server import SandboxControl
from tests.whole import Caller

V1 = "/heygen/v1/streaming"
HASTY_S = 0.6
"""The patience of an app that is made to wait in vain; enough for what is not."""
HOURS = 3600  # in seconds: longer than anybody waits
SUCCESS = {"code": 100, "message": "success", "data": None}
TASK = {**SUCCESS, "data": {"task_id": "t-1", "duration_ms": 900.0}}
CANDIDATE = {
    "candidate": "candidate:1 1 udp 2122 127.0.0.1 5000 typ host",
    "sdpMid": "0",
    "sdpMLineIndex": 0,
}

PROXIED = (
    *("/api/", "/v1/sessions/", "/v1/avatars/"),
    *("/v1/streaming.avatar_", "/v1/streaming.user_"),
)
"""How the proxy's paths begin, which refuse in LiveAvatar's words or their own."""

Session = Callable[[Caller, SandboxControl], str]


def none(call: Caller, sandbox: SandboxControl) -> str:
    """No session is needed."""
    return ""


def opened(call: Caller, sandbox: SandboxControl) -> str:
    """The id of a session that has not been started."""
    session_id: str = call.create()["session_id"]
    return session_id


def started(call: Caller, sandbox: SandboxControl) -> str:
    """The id of a session that is live as far as the app knows; no media flows."""
    session_id = opened(call, sandbox)
    if not call.cloud.by_rooms:
        sandbox.fault(f"{V1}.start", status=200, body=SUCCESS)
    answer = call.post("session/start", session_id=session_id, **call.cloud.start)
    assert answer.status_code == 200, answer.get_json()
    return session_id


@dataclass(frozen=True)
class Act:
    """One act.

    Attributes:
        cloud: The cloud's path that it calls.
        route: Ours; a read when it has no body.
        session: Makes the session it is allowed in.
        body: Sent beside the session's id.
        success: An answer of the cloud under which it succeeds; None for its own.
    """

    cloud: str
    route: str
    session: Session = none
    body: Any = None
    success: Any = None

    def attempt(self, call: Caller, session_id: str) -> TestResponse:
        """Do it."""
        if self.body is None:
            return call.get(f"/persona/heygen/{self.route}")
        known = {"session_id": session_id} if session_id else {}
        return call.post(self.route, **known, **self.body)


ACTS = {
    "create": Act(f"{V1}.new", "session/create", body={"quality": "low"}),
    "start": Act(f"{V1}.start", "session/start", opened, {"sdp": ANSWER}, SUCCESS),
    "ice": Act(f"{V1}.ice", "ice", opened, {"candidate": CANDIDATE}, SUCCESS),
    "text": Act(f"{V1}.task", "text", started, {"text": "Hello there."}, TASK),
    "greet": Act(f"{V1}.task", "init", started, {}, TASK),
    "interrupt": Act(f"{V1}.interrupt", "session/interrupt", started, {}, SUCCESS),
    "keep-alive": Act(f"{V1}.keep_alive", "session/keep-alive", opened, {}),
    "stop": Act(f"{V1}.stop", "session/stop", opened, {}),
    "avatars": Act(f"{V1}/avatar.list", "avatars"),
    "voices": Act("/heygen/v2/voices", "voices"),
}
LIVEAVATAR_ACTS = {
    "name": Act(TOKEN, "session/create", body={}),
    "create": Act(LIVEAVATAR.opens, "session/create", body={}),
    "keep-alive": Act(LIVEAVATAR.keeps, "session/keep-alive", opened, {}),
    "stop": Act(LIVEAVATAR.stops, "session/stop", opened, {}),
}
