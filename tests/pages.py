"""A page or program written for HeyGen, before our gateway."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse


class Page:
    """Calls the gateway with a key, or with a session token, or with nothing.

    Args:
        app: What to call.
        key: Sent as `X-Api-Key`.
        token: Sent as `Authorization: Bearer`.
    """

    def __init__(self, app: Flask, *, key: str = "", token: str = "") -> None:
        self._app = app
        self._headers = {"X-Api-Key": key} if key else {}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"

    def post(self, name: str, **body: Any) -> TestResponse:
        """POST to `/v1/streaming.<name>`."""
        path, headers = f"/v1/streaming.{name}", self._headers
        return self._app.test_client().post(path, json=body, headers=headers)

    def get(self, path: str) -> TestResponse:
        """GET."""
        return self._app.test_client().get(path, headers=self._headers)

    def with_token(self) -> Page:
        """The page that is given a new token by this one."""
        answer = self.post("create_token")
        assert answer.status_code == 200, answer.get_json()
        return Page(self._app, token=answer.get_json()["data"]["token"])

    def ok(self, name: str, **body: Any) -> Any:
        """POST, and the `data` of the success."""
        answer = self.post(name, **body)
        found = answer.get_json()
        assert (answer.status_code, found.get("code")) == (200, 100), found
        assert (sorted(found), found["message"]) == (
            ["code", "data", "message"],
            "success",
        )
        return found["data"]

    def refused(self, name: str, **body: Any) -> tuple[int, int, str, str]:
        """POST, and the refusal: status, code, message, reason."""
        return refusal(self.post(name, **body))


def refusal(answer: TestResponse) -> tuple[int, int, str, str]:
    """A refusal: status, code, message, reason."""
    body = answer.get_json()
    assert answer.status_code >= 400, body
    assert set(body) <= {"code", "message", "reason", "details"}, body
    return answer.status_code, body["code"], body["message"], body["reason"]
