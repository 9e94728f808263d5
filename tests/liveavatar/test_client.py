"""LiveavatarClient over the answers that are on record, see shapes.py."""

import json

import pytest

from errors import (
    InvalidInput,
    LimitReached,
    Malformed,
    NotConfigured,
    NotFound,
    OutOfCredits,
    RateLimited,
    Rejected,
    UpstreamError,
)
from liveavatar.client import LiveavatarClient
from tests.liveavatar import refused, shapes
from tests.upstream.scripted import DROP, answer

HTML = b"<html>A gateway's own words</html>"


def without(name):
    return {k: v for k, v in shapes.STARTED.items() if k != name}


def test_without_a_key_every_call_says_which_one_is_missing():
    with pytest.raises(NotConfigured, match="LIVEAVATAR_API_KEY"):
        LiveavatarClient(http=None).token({})


def test_a_token_is_asked_for_with_the_accounts_key(scripted):
    client = scripted(answer(200, shapes.TOKEN))
    minted = client.token({"mode": "FULL", "avatar_id": shapes.AVATAR})
    assert minted["session_id"] == shapes.SESSION
    assert minted["session_token"] == "a.session.token"
    (asked,) = client.asked()
    assert asked.line == "POST /v1/sessions/token"
    assert asked.headers["x-api-key"] == "the-account-key"
    assert asked.body == {"mode": "FULL", "avatar_id": shapes.AVATAR}


def test_a_start_carries_the_sessions_token_and_not_the_accounts_key(scripted):
    client = scripted(answer(201, shapes.envelope(shapes.STARTED)))
    assert client.start("a.session.token") == shapes.STARTED
    (asked,) = client.asked()
    assert asked.line == "POST /v1/sessions/start"
    assert asked.headers["authorization"] == "Bearer a.session.token"
    assert "x-api-key" not in asked.headers


@pytest.mark.parametrize(
    "data",
    [
        {**shapes.STARTED, "livekit_agent_token": None},
        without("livekit_agent_token"),
        without("ws_url"),
        without("max_session_duration"),
        {**shapes.STARTED, "max_session_duration": None},
        {**shapes.STARTED, "ws_url": "wss://lite.example/ws"},
        {**shapes.STARTED, "something_new": {"of": "tomorrow"}},
    ],
)
def test_a_start_may_hold_less_and_more_and_is_given_as_it_came(scripted, data):
    assert scripted(answer(201, shapes.envelope(data))).start("t") == data


@pytest.mark.parametrize("name", ["session_id", "livekit_url", "livekit_client_token"])
def test_a_start_that_leads_into_no_room_leaves_the_act_in_doubt(scripted, name):
    client = scripted(answer(201, shapes.envelope(without(name))))
    with pytest.raises(Malformed) as caught:
        client.start("t")
    assert name in caught.value.detail
    assert caught.value.in_doubt


@pytest.mark.parametrize("data", [None, [], "odd", 7])
def test_data_of_another_kind_is_malformed(scripted, data):
    with pytest.raises(Malformed):
        scripted(answer(201, shapes.envelope(data))).start("t")


@pytest.mark.parametrize(
    "body", [shapes.envelope(shapes.STARTED, code=4003), shapes.STARTED, {}]
)
def test_a_success_without_the_code_for_it_is_none(scripted, body):
    with pytest.raises(Malformed) as caught:
        scripted(answer(200, body)).start("t")
    assert caught.value.in_doubt


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, refused.UNKNOWN_KEY, Rejected),
        (401, HTML, Rejected),
        (403, refused.CONCURRENCY, LimitReached),
        (403, refused.NOT_AUTHENTICATED, Rejected),
        (403, refused.NO_CREDITS, OutOfCredits),
        (400, refused.at_start("context_id"), InvalidInput),
        (422, refused.documented("body", "avatar_id"), InvalidInput),
        (404, HTML, NotFound),
        (405, HTML, Rejected),
        (429, HTML, RateLimited),
        (500, HTML, UpstreamError),
        (200, HTML, Malformed),
    ],
)
def test_a_refusal_is_an_error_of_ours_and_no_act_is_repeated(
    scripted, status, body, kind
):
    client = scripted(answer(status, body))
    with pytest.raises(kind) as caught:
        client.start("t")
    assert type(caught.value) is kind
    assert "gateway" not in caught.value.message + caught.value.detail
    assert len(client.asked()) == 1


@pytest.mark.parametrize("call", ["stop", "keep_alive"])
def test_a_session_is_addressed_by_the_accounts_key_and_its_id(scripted, call):
    client = scripted(answer(200, shapes.envelope()))
    getattr(client, call)(shapes.SESSION)
    (asked,) = client.asked()
    assert asked.line == f"POST /v1/sessions/{call.replace('_', '-')}"
    assert asked.headers["x-api-key"] == "the-account-key"
    assert asked.body == {"session_id": shapes.SESSION}


@pytest.mark.parametrize("call", ["stop", "keep_alive"])
def test_or_by_its_own_token_without_that_key(scripted, call):
    client = scripted(answer(200, shapes.envelope({"any": "thing"})))
    getattr(client, call)(shapes.SESSION, token="a.session.token")
    (asked,) = client.asked()
    assert asked.headers["authorization"] == "Bearer a.session.token"
    assert "x-api-key" not in asked.headers


def test_a_stop_tells_its_reason(scripted):
    client = scripted(answer(200, shapes.envelope()))
    client.stop(shapes.SESSION, reason="IDLE_TIMEOUT")
    assert client.asked()[0].body["reason"] == "IDLE_TIMEOUT"


def test_a_stop_of_a_session_that_is_gone_is_not_found(scripted):
    with pytest.raises(NotFound):
        scripted(answer(404, refused.NO_SESSION)).stop(shapes.SESSION)


@pytest.mark.parametrize("entry", [shapes.LISTED, shapes.HISTORIC])
def test_one_session_is_read_whether_it_runs_or_is_over(scripted, entry):
    found = scripted(answer(200, shapes.envelope(entry))).session(shapes.SESSION)
    assert (found["id"], found["duration"]) == (shapes.SESSION, 42)
    assert found["end_at"] == entry.get("end_at")


def test_a_sessions_events_are_erased(scripted):
    client = scripted(answer(200, shapes.envelope()))
    client.erase_events(shapes.SESSION)
    assert client.asked()[0].line == f"DELETE /v1/sessions/{shapes.SESSION}/events"


@pytest.mark.parametrize("call", ["session", "transcript", "erase_events"])
def test_an_id_stays_within_its_place_in_the_path(scripted, call):
    client = scripted(answer(404, refused.NO_SESSION))
    with pytest.raises(NotFound):
        getattr(client, call)("../users/credits?x=#y z")
    assert "/v1/sessions/..%2Fusers%2Fcredits%3Fx%3D%23y%20z" in client.asked()[0].line


@pytest.mark.parametrize("session_id", ["", ".", ".."])
@pytest.mark.parametrize("call", ["session", "transcript", "erase_events"])
def test_an_id_that_is_a_step_in_a_path_is_nobodys(scripted, call, session_id):
    client = scripted()
    with pytest.raises(NotFound):
        getattr(client, call)(session_id)
    assert client.asked() == []


def test_a_context_is_made_and_its_id_given(scripted):
    client = scripted(answer(200, shapes.CONTEXT_MADE))
    assert client.create_context("guide", "You are a guide.", "") == shapes.CONTEXT
    (asked,) = client.asked()
    assert asked.line == "POST /v1/contexts"
    assert asked.body == {
        "name": "guide",
        "prompt": "You are a guide.",
        "opening_text": "",
    }


def test_the_credits_are_a_number_though_they_come_as_text(scripted):
    assert scripted(answer(200, shapes.CREDITS)).credits_left() == 148.5


@pytest.mark.parametrize("left", ["plenty", "NaN", None])
def test_credits_that_are_no_number_are_malformed(scripted, left):
    client = scripted(answer(200, shapes.envelope({"credits_left": left})))
    with pytest.raises(Malformed):
        client.credits_left()


def test_a_read_whose_answer_is_lost_is_made_again(scripted):
    assert scripted(DROP, answer(200, shapes.CREDITS)).credits_left() == 148.5


def test_the_accounts_key_is_in_no_error(scripted):
    echoing = json.dumps(refused.refused("the-account-key is unknown")).encode()
    with pytest.raises(Rejected) as caught:
        scripted(answer(401, echoing)).voices()
    assert "the-account-key" not in repr(vars(caught.value)) + str(caught.value)
