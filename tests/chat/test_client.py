"""The model client against a real server over HTTP, in good days and bad ones."""

import logging
import socket

import pytest

from chat.client import ANSWER_LIMIT, ModelClient
from chat.model import ChatMessage, Role
from errors import (
    Malformed,
    NotConfigured,
    RateLimited,
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
)

PATH = "/openai/v1/chat/completions"
KEY = "sk-very-secret-key"
QUESTION = "What do you do all day?"
MESSAGES = [
    ChatMessage(Role.SYSTEM, "Name: Maya\nInterests: night trains"),
    ChatMessage(Role.USER, QUESTION),
]


@pytest.fixture
def build(sandbox):
    """Build clients of the sandbox's model server; they are closed afterwards."""
    clients = []

    def build(**changes):
        settings = {
            "base_url": sandbox.openai_url,
            "api_key": KEY,
            "model": "gpt-4o-mini",
            "timeout_s": 10,
            **changes,
        }
        clients.append(ModelClient(**settings))
        return clients[-1]

    yield build
    for client in clients:
        client.close()


def answer(content):
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}


def refusal(**error):
    return {"error": {"message": f"your key {KEY} said {QUESTION}", **error}}


def test_asks_and_gives_back_the_words(build, sandbox):
    assert build().complete(MESSAGES)
    (request,) = sandbox.requests(PATH)
    assert request["body"] == {
        "model": "gpt-4o-mini",
        "messages": [
            {"role": "system", "content": MESSAGES[0].content},
            {"role": "user", "content": QUESTION},
        ],
        "temperature": 0.7,
        "max_tokens": 1000,
    }


def test_an_answer_is_given_as_the_model_wrote_it(build, sandbox):
    sandbox.fault(PATH, status=200, body=answer("**Hello** there 😀"))
    assert build().complete(MESSAGES) == "**Hello** there 😀"


def test_twenty_thousand_characters_are_given_whole(build, sandbox):
    text = "I could go on. " * 1333
    sandbox.fault(PATH, status=200, body=answer(text))
    assert build().complete(MESSAGES) == text.strip()


def test_without_a_key_nothing_is_asked(build, sandbox):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY"):
        build(api_key="").complete(MESSAGES)
    assert sandbox.requests(PATH) == []


@pytest.mark.parametrize("key", ["clé", "two\nlines"])
def test_a_key_that_cannot_be_sent_is_named(build, sandbox, key):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY holds characters"):
        build(api_key=key).complete(MESSAGES)
    assert sandbox.requests(PATH) == []


def test_a_refused_key_is_our_problem_and_named(build):
    with pytest.raises(Rejected) as caught:
        build(api_key="refused-key").complete(MESSAGES)
    error = caught.value
    assert error.message == "The model server refused our key. Check OPENAI_API_KEY."
    assert (error.status, error.upstream_status) == (502, 401)


def test_an_unknown_model_is_named(build):
    with pytest.raises(Rejected, match="OPENAI_MODEL") as caught:
        build(model="refused-model").complete(MESSAGES)
    assert caught.value.upstream_code == "model_not_found"


@pytest.mark.parametrize(
    ("status", "body", "kind", "says"),
    [
        (400, refusal(), Rejected, "refused the request"),
        (400, refusal(code="context_length_exceeded"), Rejected, "too long"),
        (401, "no JSON", Rejected, "OPENAI_API_KEY"),
        (403, refusal(), Rejected, "OPENAI_API_KEY"),
        (404, "no JSON", Rejected, "OPENAI_MODEL"),
        (409, refusal(), Rejected, "refused the request"),
        (413, refusal(), Rejected, "refused the request"),
        (422, refusal(), Rejected, "refused the request"),
        (429, refusal(), RateLimited, "busy"),
        (429, refusal(code="insufficient_quota"), RateLimited, "quota"),
        (500, refusal(), UpstreamError, "problem of its own"),
        (503, "<html>", UpstreamError, "problem of its own"),
        (200, "<html>", Malformed, "could not be read"),
        (200, answer(""), Malformed, "no words"),
        (200, {"object": "chat.completion"}, Malformed, "could not be read"),
    ],
)
def test_a_refusal_becomes_one_of_ours(build, sandbox, status, body, kind, says):
    sandbox.fault(PATH, status=status, body=body, times=None)
    with pytest.raises(UpstreamError, match=says) as caught:
        build().complete(MESSAGES)
    error = caught.value
    assert type(error) is kind
    assert error.upstream == "openai"
    said = f"{error.message} {error.detail} {error.upstream_code}"
    assert KEY not in said
    assert QUESTION not in said
    assert len(sandbox.requests(PATH)) == 1


def test_a_hint_when_to_come_back_is_kept(build, sandbox):
    sandbox.fault(PATH, status=429, headers={"Retry-After": "7"})
    with pytest.raises(RateLimited) as caught:
        build().complete(MESSAGES)
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("hint", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "1e9"])
def test_a_hint_that_is_not_seconds_is_left_out(build, sandbox, hint):
    sandbox.fault(PATH, status=429, headers={"Retry-After": hint})
    with pytest.raises(RateLimited) as caught:
        build().complete(MESSAGES)
    assert caught.value.retry_after_s is None


def test_a_code_that_could_be_an_echo_is_left_out(build, sandbox):
    sandbox.fault(PATH, status=400, body=refusal(code=KEY))
    with pytest.raises(Rejected) as caught:
        build().complete(MESSAGES)
    assert caught.value.upstream_code is None


def test_an_option_the_model_refuses_is_left_out_from_then_on(build, sandbox):
    for param in ("max_tokens", "temperature"):
        sandbox.fault(PATH, status=400, body=refusal(param=param))
    client = build()
    client.complete(MESSAGES)
    client.complete(MESSAGES)
    sent = [set(request["body"]) for request in sandbox.requests(PATH)]
    plain = {"model", "messages"}
    assert sent == [
        plain | {"temperature", "max_tokens"},
        plain | {"temperature"},
        plain,
        plain,
    ]


def test_a_refused_option_that_was_never_sent_is_a_refusal(build, sandbox):
    sandbox.fault(PATH, status=400, body=refusal(param="messages"), times=None)
    with pytest.raises(Rejected):
        build().complete(MESSAGES)


def test_a_slow_model_is_given_up_on(build, sandbox):
    sandbox.fault(PATH, delay_s=5)
    with pytest.raises(TimedOut, match="took too long"):
        build(timeout_s=0.1).complete(MESSAGES)


def test_an_answer_that_drips_past_the_deadline_is_given_up_on(build):
    clock = iter([0.0, 10.1])
    with pytest.raises(TimedOut, match="took too long"):
        build(clock=lambda: next(clock)).complete(MESSAGES)


def test_an_answer_without_end_is_given_up_on(build, sandbox):
    sandbox.fault(PATH, status=200, body="x" * (ANSWER_LIMIT + 1))
    with pytest.raises(Malformed, match="could not be read"):
        build().complete(MESSAGES)


@pytest.mark.parametrize("how", [{"drop": "before"}, {"drop": "after"}, {"cut": True}])
def test_a_connection_that_breaks_may_have_been_heard(build, sandbox, how):
    sandbox.fault(PATH, **how)
    with pytest.raises(TimedOut, match="broke off"):
        build().complete(MESSAGES)


def test_half_an_answer_is_malformed(build, sandbox):
    sandbox.fault(PATH, garble=True)
    with pytest.raises(Malformed, match="could not be read"):
        build().complete(MESSAGES)


def test_a_server_that_is_down_is_unreachable(build):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="cannot be reached"):
        build(base_url=f"http://127.0.0.1:{port}/v1").complete(MESSAGES)


@pytest.mark.parametrize("url", ["localhost:11434/v1", "ftp://models.example/v1"])
def test_an_address_that_is_none_is_named(build, url):
    with pytest.raises(Unreachable, match="OPENAI_BASE_URL"):
        build(base_url=url).complete(MESSAGES)


def test_it_recovers_after_a_failure(build, sandbox):
    client = build()
    sandbox.fault(PATH, drop="before")
    with pytest.raises(TimedOut):
        client.complete(MESSAGES)
    assert client.complete(MESSAGES)


def test_no_key_and_no_words_reach_the_log(build, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    client = build()
    client.complete(MESSAGES)
    sandbox.fault(PATH, status=500, body=refusal())
    with pytest.raises(UpstreamError):
        client.complete(MESSAGES)
    assert KEY not in caplog.text
    assert QUESTION not in caplog.text
