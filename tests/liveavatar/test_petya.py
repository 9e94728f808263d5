"""Petya's calls over HTTP: against the sandbox, and what it might answer otherwise."""

from __future__ import annotations

import pytest

from errors import (
    InvalidInput,
    Malformed,
    RateLimited,
    Rejected,
    TimedOut,
    Unauthorized,
    Unreachable,
    UpstreamError,
)
from liveavatar.petya import PetyaClient
from tests.liveavatar.customers import AVATAR, CONTEXT, KEY, VOICE
from tests.upstream.scripted import DROP, HANG, ScriptedCloud, answer
from upstream.http import Http, Timeouts

CONFIG, ALLOWED = (
    "/petya/api/v1/avatar/config",
    "/petya/api/v1/account/domain-allowlist",
)
CONVERSATION = "/petya/api/v1/avatar/conversations/c-1"
ENDED = {
    "sessionId": "s-1",
    "status": "completed",
    "transcript": [
        {"role": "user", "transcript": "Grüß Gott.", "timestamp": 1760000000}
    ],
}
SECRETS = {"secret": "the-shared-secret", "token": ""}


def client_to(url, read_s=0.3, secrets=SECRETS):
    http = Http(
        name="petya",
        base_url=url,
        headers={"Content-Type": "application/json"},
        sleep=lambda _s: None,
        timeouts=Timeouts(connect_s=1, read_s=read_s),
    )
    return PetyaClient(http=http, **secrets)


@pytest.fixture
def petya(sandbox):
    return client_to(sandbox.petya_url, read_s=10)


def test_a_customers_avatar_is_read_from_its_config(sandbox, petya):
    sandbox.customer(
        KEY,
        avatar_id=AVATAR,
        voice_id=VOICE,
        knowledge_base_id=CONTEXT,
        intro="Welcome.",
    )
    assert petya.config(KEY) == {
        "avatar_id": AVATAR,
        "voice_id": VOICE,
        "context_id": CONTEXT,
        "intro": "Welcome.",
    }


def test_what_petya_does_not_have_is_empty(petya):
    found = petya.config(KEY)
    assert (found["voice_id"], found["context_id"]) == ("", "")


def test_where_a_widget_may_be_is_read_from_the_list(sandbox, petya):
    assert list(petya.allowed_domains(KEY)) == []
    sandbox.customer(KEY, allowed_domains=["a.example", "b.example"])
    assert petya.allowed_domains(KEY) == ["a.example", "b.example"]


@pytest.mark.parametrize("call", ["config", "allowed_domains"])
def test_a_key_that_petya_does_not_know_is_refused(sandbox, petya, call):
    sandbox.customer(KEY, known=False)
    with pytest.raises(Unauthorized) as refused:
        getattr(petya, call)(KEY)
    assert KEY not in f"{refused.value.message} {refused.value.detail}"


@pytest.mark.parametrize("key", ["", " ", "a\r\nX-Api-Key: b", "ключ", "\x00", " a"])
def test_what_no_header_can_carry_is_nobodys_key_and_not_sent(sandbox, petya, key):
    with pytest.raises(Unauthorized):
        petya.config(key)
    assert sandbox.requests(CONFIG) == []


def test_questions_about_a_customer_carry_its_key_and_not_our_secrets():
    replies = [answer(200, {"avatarId": None}), answer(401, {})]
    with ScriptedCloud(replies) as cloud:
        both = {"secret": "our-secret", "token": "our-token"}
        petya = client_to(cloud.url, secrets=both)
        assert petya.config(KEY)["avatar_id"] == ""
        with pytest.raises(Unauthorized):
            petya.allowed_domains(KEY)
        for seen in cloud.seen:
            assert f"X-Api-Key: {KEY}".encode() in seen
            assert b"our-" not in seen


@pytest.mark.parametrize(
    ("secrets", "shown"),
    [
        ({"secret": "s", "token": ""}, {"X-Avatar-Service-Secret"}),
        ({"secret": "", "token": "t"}, {"Authorization"}),
        ({"secret": "s", "token": "t"}, {"X-Avatar-Service-Secret", "Authorization"}),
    ],
)
def test_deliveries_carry_whichever_secret_is_set(sandbox, secrets, shown):
    client_to(sandbox.petya_url, 10, secrets).status("c-1", ENDED, "d-1")
    (taken,) = sandbox.deliveries()
    assert {n for n, v in taken["headers"].items() if v == "redacted"} == shown


def test_a_status_and_a_message_arrive_under_their_ids(sandbox, petya):
    petya.message("c-1", {"content": "Hello.", "isFromUser": True}, "d-1")
    petya.status("c-1", ENDED, "d-2")
    first, second = sandbox.deliveries()
    assert (first["kind"], first["body"]["content"]) == ("message", "Hello.")
    assert (second["kind"], second["body"]) == ("status", ENDED)
    assert second["conversation_id"] == "c-1"
    ids = [one["headers"]["Idempotency-Key"] for one in (first, second)]
    assert ids == ["d-1", "d-2"]


@pytest.mark.parametrize("odd", ["a/b", "a?b#c", "../x", "ü é", "%2e%2e", "a;b"])
def test_an_odd_conversation_id_stays_one_segment_of_the_path(sandbox, petya, odd):
    petya.status(odd, ENDED, "d-1")
    assert [one["conversation_id"] for one in sandbox.deliveries()] == [odd]


@pytest.mark.parametrize("impossible", ["", ".", "..", "\ud800"])
def test_an_id_that_would_lead_elsewhere_is_not_sent(sandbox, petya, impossible):
    with pytest.raises(InvalidInput):
        petya.status(impossible, ENDED, "d-1")
    assert sandbox.requests() == []


def test_a_secret_that_petya_refuses_is_named_as_a_setting(sandbox):
    petya = client_to(sandbox.petya_url, 10, {"secret": "refused-key", "token": ""})
    with pytest.raises(Rejected, match="AVATAR_SERVICE_SECRET"):
        petya.status("c-1", ENDED, "d-1")


def test_a_delivery_that_petya_refuses_tells_nobodys_words(petya):
    with pytest.raises(Rejected) as refused:
        petya.status("c-1", {**ENDED, "status": "over"}, "d-1")
    assert "Gott" not in f"{refused.value.message} {refused.value.detail}"


FAULTS = [
    ({"status": 500}, UpstreamError),
    ({"status": 429}, RateLimited),
    ({"status": 404, "body": "<html>"}, Rejected),
    ({"status": 302, "body": {}}, Rejected),
    ({"delay_s": 30}, TimedOut),
    ({"drop": "before"}, TimedOut),
    ({"cut": True}, TimedOut),
]


@pytest.mark.parametrize(("fault", "error"), [*FAULTS, ({"garble": True}, Malformed)])
def test_a_petya_that_fails_a_question_has_not_answered_it(sandbox, fault, error):
    sandbox.fault(CONFIG, times=None, **fault)
    with pytest.raises(error) as failed:
        client_to(sandbox.petya_url).config(KEY)
    assert not isinstance(failed.value, Unauthorized)


@pytest.mark.parametrize(("fault", "error"), [*FAULTS, ({"drop": "after"}, TimedOut)])
def test_a_petya_that_fails_a_delivery_has_not_surely_taken_it(sandbox, fault, error):
    sandbox.fault(f"{CONVERSATION}/status", times=None, **fault)
    with pytest.raises(error):
        client_to(sandbox.petya_url).status("c-1", ENDED, "d-1")


def test_a_petya_that_is_not_there_is_unreachable():
    with ScriptedCloud([]) as cloud:
        url = cloud.url
    with pytest.raises(Unreachable):
        client_to(url).config(KEY)
    with pytest.raises(Unreachable):
        client_to(url).status("c-1", ENDED, "d-1")


@pytest.mark.parametrize("body", [b"", b"OK", b"[]", b"{half"])
def test_a_delivery_has_arrived_whatever_a_success_says(body):
    with ScriptedCloud([answer(200, body)]) as cloud:
        client_to(cloud.url).status("c-1", ENDED, "d-1")
        assert len(cloud.seen) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"avatarId": 7},
        {"avatarId": None, "intro": []},
        {"data": {"config": {"avatarId": AVATAR}}},
        [],
        b"<html>",
    ],
)
def test_a_config_of_another_shape_is_none(body):
    with ScriptedCloud([answer(200, body)]) as cloud, pytest.raises(Malformed):
        client_to(cloud.url).config(KEY)


@pytest.mark.parametrize("body", [{}, {"data": []}, {"data": {"allowed_domains": "a"}}])
def test_a_list_of_another_shape_does_not_let_everybody_in(body):
    with ScriptedCloud([answer(200, body)]) as cloud, pytest.raises(Malformed):
        client_to(cloud.url).allowed_domains(KEY)


def test_a_petya_without_such_a_list_lets_in_every_page():
    with ScriptedCloud([answer(404, b"<html>")]) as cloud:
        assert list(client_to(cloud.url).allowed_domains(KEY)) == []


@pytest.mark.parametrize("last", [HANG, DROP])
def test_a_delivery_in_doubt_is_not_repeated_by_the_client_itself(last):
    with ScriptedCloud([last]) as cloud:
        with pytest.raises(TimedOut):
            client_to(cloud.url).status("c-1", ENDED, "d-1")
        assert len(cloud.seen) == 1
