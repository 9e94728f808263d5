"""Which pages get as far as the voice chat's door."""

from __future__ import annotations

import pytest

PAGE = "https://page.example"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}


def knock(app, **headers):
    url = "/v1/ws/streaming.chat?session_id=nobody"
    return app.test_client().get(url, headers={**HANDSHAKE, **headers})


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        (PAGE, "session_not_found"),
        ("http://localhost", "session_not_found"),
        ("https://localhost", "session_not_found"),
        ("https://else.example", "forbidden"),
        ("null", "forbidden"),
        ("http://[", "forbidden"),
    ],
)
def test_pages_of_other_origins_may_not_knock(make_app, origin, reason):
    answer = knock(make_app(cors_origins=(PAGE,)), Origin=origin)
    assert answer.get_json()["reason"] == reason


def test_where_any_page_may_call_any_page_may_knock(make_app):
    answer = knock(make_app(), Origin="https://else.example")
    assert answer.get_json()["reason"] == "session_not_found"


def test_who_is_no_page_may_knock(make_app):
    answer = knock(make_app(cors_origins=(PAGE,)))
    assert answer.get_json()["reason"] == "session_not_found"


def test_a_plain_request_is_told_what_the_address_is_for(app):
    url = "/v1/ws/streaming.chat"
    answer = app.test_client().get(url, headers={"X-Api-Key": "owner-key"})
    assert (answer.status_code, answer.get_json()["code"]) == (400, 400175)
