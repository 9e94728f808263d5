"""/v1: who is let in, and how it refuses."""

import pytest

from errors import (
    InvalidInput,
    LimitReached,
    OutOfCredits,
    Rejected,
    StoreBroken,
    TimedOut,
    Unreachable,
)
from tests.liveavatar.proxy.fakes import ANN, Widget
from tests.liveavatar.proxy.refused import refusal

OTHER = "0f0e0d0c-0b0a-4908-8706-050403020100"
POSTS = (
    *("sessions/token", "sessions/start", "sessions/stop", "sessions/keep-alive"),
    *("streaming.avatar_message", "streaming.user_message"),
)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Api_Key": ANN},
        {"Authorization": f"Bearer {ANN}"},
        {"Authorization": f"bearer {ANN}"},
        {"Authorization": ANN},
        {"X_Api_Key": ANN, "Authorization": f"Bearer {ANN}"},
        {"X_Api_Key": ANN, "Authorization": "Basic eDp5"},
    ],
)
def test_a_key_is_found_wherever_clients_put_it(app, headers):
    anybody = Widget(app, key="")
    assert anybody.post("sessions/token", {}, **headers).status_code == 200


@pytest.mark.parametrize(
    "headers", [{}, {"X_Api_Key": "SE_0000000000000000"}, {"Authorization": "Bearer x"}]
)
@pytest.mark.parametrize("path", POSTS)
def test_without_a_key_or_with_an_unknown_one_nothing_is_done(
    app, path, headers, cloud, liveavatar
):
    body = {"session_id": OTHER, "text": "Hello."}
    answer = Widget(app, key="").post(path, body, **headers)
    assert refusal(answer) == (401, "unauthorized")
    assert (cloud.calls, liveavatar.bodies) == ([], [])


def test_a_key_is_no_token(ann, cloud):
    answer = ann.post("sessions/start", token=ANN)
    assert refusal(answer) == (401, "unauthorized")
    assert cloud.calls == []


@pytest.mark.parametrize("who", ["avatar", "user"])
@pytest.mark.parametrize(
    "body", [{}, {"text": "Hello."}, {"session_id": "", "text": "x"}, [], "text", None]
)
def test_a_report_must_name_its_session(ann, who, body):
    answer = ann.post(f"streaming.{who}_message", body)
    assert refusal(answer) == (400, "invalid_input")


@pytest.mark.parametrize("path", POSTS[:1] + POSTS[2:])
def test_a_broken_body_is_refused_in_json(ann, path):
    headers = {"X-Api-Key": ANN, "Content-Type": "application/json"}
    answer = ann.app.test_client().post(f"/v1/{path}", data=b"{", headers=headers)
    assert refusal(answer) == (400, "invalid_input")


def test_a_method_that_is_not_there_is_refused_in_json(ann):
    answer = ann.app.test_client().get("/v1/sessions/token")
    assert (answer.status_code, answer.content_type) == (405, "application/json")
    assert answer.get_json()["message"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (InvalidInput("LiveAvatar has no such avatar."), (400, "invalid_input")),
        (LimitReached("All in use.", retry_after_s=20), (429, "limit_reached")),
        (
            OutOfCredits("None left.", upstream="liveavatar"),
            (502, "upstream_out_of_credits"),
        ),
        (
            Unreachable("Not there.", upstream="liveavatar"),
            (502, "upstream_unreachable"),
        ),
        (TimedOut("Too late.", upstream="liveavatar"), (504, "upstream_timed_out")),
        (Rejected("No.", upstream="liveavatar"), (502, "upstream_rejected")),
    ],
)
@pytest.mark.parametrize("at", ["token", "start"])
def test_liveavatars_refusals_are_ours_in_json(
    ann, liveavatar, cloud, error, expected, at
):
    _, token = ann.mint()
    if at == "token":
        liveavatar.fails = error
        answer = ann.post("sessions/token", {})
    else:
        cloud.fails["open"] = error
        answer = ann.post("sessions/start", token=token)
    assert refusal(answer) == expected
    wait = answer.headers.get("Retry-After")
    assert wait == ("20" if isinstance(error, LimitReached) else None)


def test_a_directory_that_cannot_be_asked_is_no_wrong_key(ann, customers):
    customers.fails = Unreachable("Petya is not there.", upstream="petya")
    answer = ann.post("sessions/token", {})
    assert refusal(answer) == (502, "upstream_unreachable")


@pytest.mark.parametrize(
    "error",
    [
        StoreBroken("The customer file /srv/customers.json is broken at line 3."),
        Rejected(
            "LiveAvatar refused this server's key. Check LIVEAVATAR_API_KEY.",
            upstream="liveavatar",
            upstream_status=401,
        ),
    ],
)
def test_what_the_owner_has_to_mend_is_not_told_to_visitors(
    ann, liveavatar, error, caplog
):
    liveavatar.fails = error
    answer = ann.post("sessions/token", {})
    assert refusal(answer) == (error.status, error.code)
    for word in ("customers.json", "line 3", "LIVEAVATAR_API_KEY"):
        assert word not in answer.get_data(as_text=True)
    assert error.code in caplog.text


def test_without_liveavatar_the_routes_say_so(make_app):
    ann = Widget(make_app(is_on=False))
    for path in POSTS:
        answer = ann.post(path, {})
        assert refusal(answer) == (503, "not_configured")
        assert "AVATAR_CLOUD=liveavatar" in answer.get_json()["detail"]
    assert ann.app.test_client().options("/v1/sessions/token").status_code == 200
