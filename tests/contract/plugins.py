"""The chat plugin's two generations in a room, as far as a proxy notices them.

Source: public revisions of the plugin; the order of its calls and what becomes of the
events it is told.
"""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.sandbox.livekit.guest import RoomGuest

COMMANDS = "agent-control"


class Plugin:
    """Calls with the headers that it sends, and takes the room's events in order.

    Args:
        app: The server.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._taken = 0
        self.buffer = ""
        self.session_id = ""
        self.token = ""

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        """POST, with the content type of JSON even where there is no body."""
        sent = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        data = b"" if body is None else json.dumps(body).encode()
        return self._app.test_client().post(path, data=data, headers=sent)

    def command(self, event_type: str, **members: str) -> str:
        """A command for the room, as it sends them."""
        return json.dumps(
            {"event_type": event_type, "session_id": self.session_id, **members}
        )

    async def publish(self, guest: RoomGuest, event_type: str, **members: str) -> None:
        """Send one into the room."""
        await guest.say(self.command(event_type, **members), topic=COMMANDS)

    def catch_up(self, guest: RoomGuest) -> None:
        """Take what the room has told since the last time."""
        told = [
            json.loads(text)
            for _, topic, text in guest.data[self._taken :]
            if topic == "agent-response"
        ]
        self._taken = len(guest.data)
        for event in told:
            self.take(event)

    def take(self, event: dict[str, Any]) -> None:
        raise NotImplementedError


class FirstPlugin(Plugin):
    """Generation v1: with a key, reports to the proxy, and doubles the avatar's words.

    Attributes:
        reported: Path and text of each report.
    """

    def __init__(self, app: Flask, key: str) -> None:
        super().__init__(app)
        self._key = key
        self.reported: list[tuple[str, str]] = []

    def call(self, path: str, body: Any) -> TestResponse:
        return self.post(path, body, X_Api_Key=self._key)

    def begin(self, conversation_id: str) -> dict[str, Any]:
        """Token and start; what leads into the room."""
        answer = self.call("/v1/sessions/token", {"conversation_id": conversation_id})
        assert answer.status_code == 200, answer.get_json()
        data = answer.get_json()["data"]
        self.session_id, self.token = data["session_id"], data["session_token"]
        bearer = f"Bearer {self.token}"
        answer = self.post("/v1/sessions/start", Authorization=bearer, Accept="*/*")
        assert answer.status_code == 201, answer.get_json()
        started: dict[str, Any] = answer.get_json()["data"]
        return started

    def take(self, event: dict[str, Any]) -> None:
        kind, text = event["event_type"], event.get("text", "")
        if kind == "avatar.speak_started":
            self.buffer = ""
        elif kind == "avatar.transcription" and text:
            self.buffer += text
            self.buffer += text
        elif kind == "avatar.speak_ended" and self.buffer:
            self.report("/v1/streaming.avatar_message", self.buffer)
            self.buffer = ""
        elif kind == "user.transcription":
            self.report("/v1/streaming.user_message", text)

    def report(self, path: str, text: str) -> None:
        answer = self.call(path, {"session_id": self.session_id, "text": text})
        assert (answer.status_code, answer.get_json()) == (200, {"ok": True})
        self.reported.append((path, text))

    def close(self) -> TestResponse:
        return self.call("/v1/sessions/stop", {"session_id": self.session_id})


class LaterPlugin(Plugin):
    """Generation /api: without a key, and everything said goes to Petya directly.

    Attributes:
        messages: What it tells Petya: who, and what.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.messages: list[tuple[str, str]] = []

    def begin(self, config: dict[str, Any]) -> dict[str, Any]:
        """Token and start, with Petya's config; what leads into the room."""
        body = {
            "avatar_id": config["avatarId"],
            "context_id": config["knowledgeBaseId"] or config["contextId"],
            "voice_id": config["voiceId"],
            "language": "en",
        }
        answer = self.post("/api/sessions/token", body)
        assert answer.status_code == 200, answer.get_json()
        made = answer.get_json()
        self.session_id, self.token = made["session_id"], made["session_token"]
        answer = self.as_holder("start")
        assert answer.status_code == 201, answer.get_json()
        started: dict[str, Any] = answer.get_json()
        return started

    def as_holder(self, name: str, body: Any = None) -> TestResponse:
        return self.post(
            f"/api/sessions/{name}", body, Authorization=f"Bearer {self.token}"
        )

    def take(self, event: dict[str, Any]) -> None:
        kind, text = event["event_type"], event.get("text", "")
        if kind == "avatar.transcription" and text and text not in self.buffer:
            self.buffer = f"{self.buffer} {text}".strip()
        elif kind in ("avatar.speak_ended", "agent.speak_ended") and self.buffer:
            self.messages.append(("avatar", self.buffer))
            self.buffer = ""
