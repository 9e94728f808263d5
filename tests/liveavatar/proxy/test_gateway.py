"""/v1: what each route takes and answers."""

import pytest

from tests.liveavatar.proxy.fakes import BOB, FACE, INTRO, Widget
from tests.liveavatar.proxy.refused import refusal

OTHER = "0f0e0d0c-0b0a-4908-8706-050403020100"


def test_a_start_leads_into_the_room_and_gives_the_first_words(ann, core):
    session_id, token = ann.mint(conversation_id="c1")
    answer = ann.post("sessions/start", token=token)
    assert answer.status_code == 201
    assert answer.get_json() == {
        "code": 1000,
        "message": "success",
        "data": {
            "session_id": session_id,
            "livekit_url": "wss://rooms.test",
            "livekit_client_token": f"client-{session_id}",
            "max_session_duration": 1200,
            "ws_url": None,
            "intro": INTRO,
        },
    }
    session = core.find(session_id)
    assert (session.state, session.cloud_session_id) == ("live", session_id)
    assert session.opened_by.startswith("v1:")


def test_without_an_intro_the_client_has_its_own(app):
    bob = Widget(app, BOB)
    _, token = bob.mint(avatar_id=FACE)
    data = bob.post("sessions/start", token=token).get_json()["data"]
    assert "intro" not in data


@pytest.mark.parametrize("body", [b"", b"{}", b"{broken", b"null", b'"text"'])
def test_the_body_of_a_start_is_of_no_interest(ann, body):
    _, token = ann.mint()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    answer = ann.app.test_client().post(
        "/v1/sessions/start", data=body, headers=headers
    )
    assert answer.status_code == 201


def test_a_token_starts_one_session(ann, cloud):
    _, token = ann.begin()
    assert refusal(ann.post("sessions/start", token=token)) == (409, "wrong_state")
    assert cloud.opened == 1


@pytest.mark.parametrize("empty", [None, {}])
def test_the_holder_of_a_token_keeps_alive_and_stops_without_a_body(ann, core, empty):
    session_id, token = ann.begin()
    kept = ann.post("sessions/keep-alive", empty, token=token)
    assert (kept.status_code, kept.get_json()["code"]) == (200, 1000)
    stopped = ann.post("sessions/stop", empty, token=token)
    assert stopped.status_code == 200
    assert stopped.get_json() == {
        "code": 1000,
        "data": {"ok": True},
        "message": "success",
    }
    assert core.find(session_id).end_reason == "client"


def test_a_customer_keeps_alive_and_stops_by_its_key(ann, core, clock):
    session_id, _ = ann.begin()
    clock.advance(100)
    assert (
        ann.post("sessions/keep-alive", {"session_id": session_id}).status_code == 200
    )
    assert core.find(session_id).seen_at == clock()
    body = {"session_id": session_id, "reason": "USER_CLOSED"}
    assert ann.post("sessions/stop", body).status_code == 200
    assert core.find(session_id).state == "closed"


def test_stopping_is_harmless_as_often_as_one_likes(ann, cloud):
    session_id, token = ann.begin()
    for _ in range(3):
        answer = ann.post("sessions/stop", {"session_id": session_id})
        assert (answer.status_code, answer.get_json()["data"]) == (200, {"ok": True})
        assert ann.post("sessions/stop", token=token).status_code == 200
    assert cloud.verbs().count("close") == 1


def test_the_avatars_are_liveavatars_page_by_page(ann, liveavatar):
    body = ann.get("avatars/public?page=2&page_size=50").get_json()
    assert (body["code"], body["message"]) == (1000, "success")
    assert set(body["data"]) == {"count", "next", "previous", "results"}
    assert body["data"]["results"][0]["id"] == FACE
    ann.get("avatars/public")
    assert liveavatar.pages == [(2, 50), (1, 20)]


@pytest.mark.parametrize("query", ["page=0", "page_size=101", "page=x"])
def test_a_page_that_cannot_be_is_refused(ann, query):
    assert refusal(ann.get(f"avatars/public?{query}")) == (400, "invalid_input")
