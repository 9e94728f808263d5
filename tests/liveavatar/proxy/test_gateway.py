"""/v1: what each route takes and answers."""

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
from liveavatar.orders import FREE_AVATAR
from tests.liveavatar.proxy.fakes import (
    ANN,
    BOB,
    CONTEXT,
    FACE,
    INTRO,
    VOICE,
    Widget,
)

OTHER = "0f0e0d0c-0b0a-4908-8706-050403020100"
REFUSAL = {"code", "data", "message", "error", "detail"}
POSTS = (
    *("sessions/token", "sessions/start", "sessions/stop", "sessions/keep-alive"),
    *("streaming.avatar_message", "streaming.user_message"),
)


def refusal(answer):
    body = answer.get_json()
    assert answer.content_type == "application/json"
    assert set(body) == REFUSAL
    assert body["data"] is None
    assert body["code"] != 1000
    assert isinstance(body["detail"], str)
    assert body["detail"] == body["message"] != ""
    return answer.status_code, body["error"]


def test_a_token_names_a_session_with_the_customers_face(ann, liveavatar):
    answer = ann.post("sessions/token", {"conversation_id": "c1"})
    assert answer.status_code == 200
    body = answer.get_json()
    assert (body["code"], body["message"]) == (1000, "success")
    assert set(body["data"]) == {"session_id", "session_token"}
    assert liveavatar.bodies == [
        {
            "mode": "FULL",
            "avatar_id": FACE,
            "avatar_persona": {
                "voice_id": VOICE,
                "context_id": CONTEXT,
                "language": "en",
            },
        }
    ]


def test_what_nobody_chose_is_left_out_instead_of_sent_as_null(app, liveavatar):
    Widget(app, BOB).mint(conversation_id=None, quality=None, avatar_id=OTHER)
    (body,) = liveavatar.bodies
    assert body == {
        "mode": "FULL",
        "avatar_id": OTHER,
        "avatar_persona": {"language": "en"},
    }


def test_the_servers_own_choice_stands_in_for_the_customers(make_app, liveavatar):
    app = make_app(
        liveavatar_avatar=FACE, liveavatar_voice=VOICE, liveavatar_context=CONTEXT
    )
    Widget(app, BOB).mint()
    persona = {"voice_id": VOICE, "context_id": CONTEXT, "language": "en"}
    assert liveavatar.bodies[0]["avatar_id"] == FACE
    assert liveavatar.bodies[0]["avatar_persona"] == persona


@pytest.mark.parametrize(
    ("quality", "sent"),
    [("high", "high"), ("medium", "medium"), ("low", "low"), ("4k", "medium")],
)
def test_the_quality_is_one_of_liveavatars(ann, liveavatar, quality, sent):
    ann.mint(quality=quality)
    assert liveavatar.bodies[0]["video_settings"] == {"quality": sent}


def test_a_lite_session_has_no_persona(ann, liveavatar):
    ann.mint(mode="LITE")
    assert liveavatar.bodies == [{"mode": "LITE", "avatar_id": FACE}]


def test_a_free_session_has_the_only_face_it_may_have(make_app, liveavatar):
    Widget(make_app(liveavatar_is_free=True)).mint()
    assert liveavatar.bodies[0]["is_sandbox"] is True
    assert liveavatar.bodies[0]["avatar_id"] == FREE_AVATAR


def test_a_customers_longest_session_is_told_to_liveavatar(ann, customers, liveavatar):
    customers.knows(ANN, session_s=90)
    ann.mint()
    assert liveavatar.bodies[0]["max_session_duration"] == 90


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
