"""A refusal of /v1, looked at whole."""

from __future__ import annotations

from werkzeug.test import TestResponse

REFUSAL = {"code", "data", "message", "error", "detail"}


def refusal(answer: TestResponse) -> tuple[int, str]:
    """Its status and its stable word."""
    body = answer.get_json()
    assert answer.content_type == "application/json"
    assert set(body) == REFUSAL
    assert body["data"] is None
    assert body["code"] != 1000
    assert isinstance(body["detail"], str)
    assert body["detail"] == body["message"] != ""
    return answer.status_code, body["error"]
