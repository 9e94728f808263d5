"""Acts that come at the wrong time, and limits of the cloud."""

import pytest

from tests.clouds import ANSWER, LIVEAVATAR
from tests.faults.acts import ACTS, CANDIDATE, V1, none, opened, started
from tests.faults.conftest import on_either
from tests.peer import Peer
from tests.whole import Caller, whole_app

IN_A_SESSION = {name: act for name, act in ACTS.items() if act.session is not none}


@pytest.mark.parametrize("act", IN_A_SESSION.values(), ids=IN_A_SESSION)
def test_a_session_nobody_opened_is_404(call, sandbox, refused, act):
    refused(act.attempt(call, "5d63ea19-ca62-4cf2-8aaa-000000000000"), 404, "not_found")
    assert asked(sandbox, call.cloud) == []


def test_a_session_that_another_app_opened_is_404(call, sandbox, refused, tmp_path):
    session_id = opened(Caller(whole_app(sandbox, tmp_path)), sandbox)
    refused(call.post("session/stop", session_id=session_id), 404, "not_found")
    assert sandbox.sessions()[0]["state"] == "new"


@on_either
@pytest.mark.parametrize("name", ["text", "greet", "interrupt"])
def test_speech_before_the_start_is_refused_and_never_sent(
    call, sandbox, refused, name
):
    session_id = opened(call, sandbox)
    body = refused(ACTS[name].attempt(call, session_id), 409, "wrong_state")
    assert "not been started" in body["message"]
    assert sandbox.requests(ACTS[name].cloud) == []
    assert sandbox.transcript() == []


def test_a_question_before_the_start_costs_no_reply(call, sandbox, refused):
    question = {"text": "Who are you?", "generate_ai_response": True}
    answer = call.post("text", session_id=opened(call, sandbox), **question)
    refused(answer, 409, "wrong_state")
    assert sandbox.requests("/openai/v1/chat/completions") == []


@pytest.mark.webrtc
@pytest.mark.parametrize("name", ["text", "greet", "interrupt"])
def test_speech_before_the_media_is_up_is_refused_as_too_early(
    call, sandbox, refused, name
):
    data = call.create()
    with Peer() as peer:
        answer, _ = peer.answer(data["sdp"])
    started = {"session_id": data["session_id"], "sdp": answer}
    assert call.post("session/start", **started).status_code == 200
    body = refused(ACTS[name].attempt(call, data["session_id"]), 409, "wrong_state")
    assert "try again" in body["message"]


@on_either
def test_starting_twice_is_refused(call, sandbox, refused, cloud):
    session_id = started(call, sandbox)
    again = call.post("session/start", session_id=session_id, **cloud.start)
    body = refused(again, 409, "wrong_state")
    assert "already" in body["message"]


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize(
    ("route", "body"),
    [("session/start", {"sdp": ANSWER}), ("ice", {"candidate": CANDIDATE})],
)
def test_a_room_is_told_to_whoever_brings_sdp(call, sandbox, refused, route, body):
    session_id = opened(call, sandbox)
    answer = call.post(route, session_id=session_id, **body)
    message = refused(answer, 409, "wrong_state")["message"]
    assert "livekit_client_token" in message
    assert call.post("session/start", session_id=session_id).status_code == 200


def test_an_answer_the_cloud_cannot_use_is_the_callers_to_mend(call, sandbox, refused):
    session_id = opened(call, sandbox)
    bad = call.post("session/start", session_id=session_id, sdp="v=0\r\nnonsense")
    assert list(refused(bad, 400, "invalid_input")["fields"]) == ["sdp"]


def test_a_candidate_the_cloud_cannot_read_is_refused(call, sandbox, refused):
    candidate = {"candidate": "candidate:nonsense", "sdpMid": "0"}
    sent = call.post("ice", session_id=opened(call, sandbox), candidate=candidate)
    assert list(refused(sent, 400, "invalid_input")["fields"]) == ["candidate"]


NOBODY = "00000000-0000-4000-8000-000000000000"


@on_either
@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"avatar_name": "Nobody"}, "avatar_name"),
        ({"voice_id": "none"}, "voice_id"),
        ({"avatar_name": NOBODY}, "avatar_name"),
    ],
)
def test_a_face_or_voice_the_cloud_lacks_is_named(call, sandbox, refused, wish, field):
    answer = call.post("session/create", **wish)
    assert list(refused(answer, 400, "invalid_input")["fields"]) == [field]


@on_either
def test_the_clouds_limit_is_a_sentence_and_a_free_place_is_used(
    call, sandbox, refused, cloud
):
    cloud.limit(sandbox, max_sessions=1)
    first = opened(call, sandbox)
    full = call.post("session/create")
    body = refused(full, 429, "limit_reached")
    assert "in use" in body["message"]
    assert int(full.headers["Retry-After"]) > 0
    call.post("session/stop", session_id=first)
    assert call.post("session/create").status_code == 200


@on_either
def test_spent_credits_are_a_sentence(call, sandbox, refused, cloud):
    cloud.limit(sandbox, credits=0)
    body = refused(call.post("session/create"), 502, "upstream_out_of_credits")
    assert "credits" in body["message"]


@pytest.mark.parametrize(
    ("words", "status", "code", "ours"),
    [
        ("Please upgrade to Business plan.", 502, "upstream_rejected", "plan"),
        ("Trial API limit reached", 502, "upstream_out_of_credits", "no credits"),
        ("You have insufficient credit", 502, "upstream_out_of_credits", "no credits"),
        ("Concurrent limit reached, please upgrade", 429, "limit_reached", "in use"),
    ],
)
def test_the_clouds_words_decide_and_are_not_repeated(
    call, sandbox, refused, words, status, code, ours
):
    sandbox.fault(f"{V1}.new", status=400, body={"code": 1, "message": words})
    body = refused(call.post("session/create"), status, code)
    assert ours in body["message"]
    assert words not in str(body)


@on_either
@pytest.mark.parametrize("name", ["text", "greet", "interrupt"])
def test_the_end_at_the_cloud_is_told_and_stopping_is_still_fine(
    call, sandbox, refused, cloud, name
):
    session_id = started(call, sandbox)
    sandbox.advance(cloud.idle_s + 10)
    assert sandbox.sessions()[0]["end_reason"] in (cloud.is_idle, "not_started")
    body = refused(ACTS[name].attempt(call, session_id), 409, "wrong_state")
    assert "ended" in body["message"]
    again = refused(ACTS[name].attempt(call, session_id), 409, "wrong_state")
    assert "ended" in again["message"]
    assert call.post("session/stop", session_id=session_id).status_code == 200


@on_either
@pytest.mark.parametrize("name", [*IN_A_SESSION])
def test_after_the_stop_everything_but_stop_is_refused(call, sandbox, refused, name):
    session_id = started(call, sandbox)
    call.post("session/stop", session_id=session_id)
    sandbox.call("DELETE", "requests")
    answer = IN_A_SESSION[name].attempt(call, session_id)
    if name == "stop":
        assert answer.status_code == 200
    else:
        assert "ended" in refused(answer, 409, "wrong_state")["message"]
    assert asked(sandbox, call.cloud) == []


def asked(sandbox, cloud):
    """What the cloud was asked; leaving its rooms is something else."""
    return [
        one["path"]
        for one in sandbox.requests()
        if one["path"].startswith(f"/{cloud.name}/")
    ]
