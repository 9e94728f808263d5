"""Whatever fails, fails alike: in a whole reply and in a streamed one."""

import logging
import socket

import pytest

from chat.failures import SettingNames
from errors import (
    Malformed,
    NotConfigured,
    RateLimited,
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
)
from tests.chat.asking import (
    KEY,
    PATH,
    QUESTION,
    answer,
    refusal,
    streamed,
    whole,
)


@pytest.fixture(params=[whole, streamed])
def ask(request):
    """One of the two ways to ask."""
    return request.param


def test_without_a_key_nothing_is_asked(build, ask, sandbox):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY"):
        ask(build(api_key=""))
    assert sandbox.requests(PATH) == []


@pytest.mark.parametrize("key", ["clé", "two\nlines"])
def test_a_key_that_cannot_be_sent_is_named(build, ask, sandbox, key):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY holds characters"):
        ask(build(api_key=key))
    assert sandbox.requests(PATH) == []


def test_a_refused_key_is_our_problem_and_named(build, ask):
    with pytest.raises(Rejected) as caught:
        ask(build(api_key="refused-key"))
    error = caught.value
    assert error.message == "The model server refused our key. Check OPENAI_API_KEY."
    assert (error.status, error.upstream_status) == (502, 401)


def test_an_unknown_model_is_named(build, ask):
    with pytest.raises(Rejected, match="OPENAI_MODEL") as caught:
        ask(build(model="refused-model"))
    assert caught.value.upstream_code == "model_not_found"


def test_a_second_server_names_settings_of_its_own(build, ask):
    names = SettingNames(key="SPARE_KEY", url="SPARE_URL", model="SPARE_MODEL")
    for changes, name in (
        ({"api_key": "refused-key"}, "SPARE_KEY"),
        ({"model": "refused-model"}, "SPARE_MODEL"),
        ({"base_url": "ftp://models.example"}, "SPARE_URL"),
    ):
        with pytest.raises(UpstreamError, match=name):
            ask(build(names=names, **changes))
    with pytest.raises(NotConfigured, match="SPARE_KEY"):
        ask(build(names=names, api_key=""))


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
def test_a_refusal_becomes_one_of_ours(build, ask, sandbox, status, body, kind, says):
    sandbox.fault(PATH, status=status, body=body, times=None)
    with pytest.raises(UpstreamError, match=says) as caught:
        ask(build())
    error = caught.value
    assert type(error) is kind
    assert error.upstream == "openai"
    said = f"{error.message} {error.detail} {error.upstream_code}"
    assert KEY not in said
    assert QUESTION not in said
    assert len(sandbox.requests(PATH)) == 1


def test_a_hint_when_to_come_back_is_kept(build, ask, sandbox):
    sandbox.fault(PATH, status=429, headers={"Retry-After": "7"})
    with pytest.raises(RateLimited) as caught:
        ask(build())
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("hint", ["Wed, 21 Oct 2026 07:28:00 GMT", "-1", "1e9"])
def test_a_hint_that_is_not_seconds_is_left_out(build, ask, sandbox, hint):
    sandbox.fault(PATH, status=429, headers={"Retry-After": hint})
    with pytest.raises(RateLimited) as caught:
        ask(build())
    assert caught.value.retry_after_s is None


def test_a_code_that_could_be_an_echo_is_left_out(build, ask, sandbox):
    sandbox.fault(PATH, status=400, body=refusal(code=KEY))
    with pytest.raises(Rejected) as caught:
        ask(build())
    assert caught.value.upstream_code is None


def test_an_option_the_model_refuses_is_left_out_from_then_on(build, ask, sandbox):
    for param in ("max_tokens", "temperature"):
        sandbox.fault(PATH, status=400, body=refusal(param=param))
    client = build()
    ask(client)
    ask(client)
    bodies = [request["body"] for request in sandbox.requests(PATH)]
    sent = [set(body) - {"stream"} for body in bodies]
    plain = {"model", "messages"}
    assert sent == [
        plain | {"temperature", "max_tokens"},
        plain | {"temperature"},
        plain,
        plain,
    ]


def test_a_refused_option_that_was_never_sent_is_a_refusal(build, ask, sandbox):
    sandbox.fault(PATH, status=400, body=refusal(param="messages"), times=None)
    with pytest.raises(Rejected):
        ask(build())


def test_a_slow_model_is_given_up_on(build, ask, sandbox):
    sandbox.fault(PATH, delay_s=5)
    with pytest.raises(TimedOut, match="took too long"):
        ask(build(timeout_s=0.1))


@pytest.mark.parametrize("how", [{"drop": "before"}, {"drop": "after"}, {"cut": True}])
def test_a_connection_that_breaks_may_have_been_heard(build, ask, sandbox, how):
    sandbox.fault(PATH, **how)
    with pytest.raises(TimedOut, match="broke off"):
        ask(build())


def test_half_an_answer_is_malformed(build, ask, sandbox):
    sandbox.fault(PATH, garble=True)
    with pytest.raises(Malformed, match="could not be read"):
        ask(build())


def test_a_server_that_is_down_is_unreachable(build, ask):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="cannot be reached"):
        ask(build(base_url=f"http://127.0.0.1:{port}/v1"))


@pytest.mark.parametrize("url", ["localhost:11434/v1", "ftp://models.example/v1"])
def test_an_address_that_is_none_is_named(build, ask, url):
    with pytest.raises(Unreachable, match="OPENAI_BASE_URL"):
        ask(build(base_url=url))


def test_it_recovers_after_a_failure(build, ask, sandbox):
    client = build()
    sandbox.fault(PATH, drop="before")
    with pytest.raises(TimedOut):
        ask(client)
    assert ask(client)


def test_no_key_and_no_words_reach_the_log(build, ask, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    client = build()
    ask(client)
    sandbox.fault(PATH, status=500, body=refusal())
    with pytest.raises(UpstreamError):
        ask(client)
    assert KEY not in caplog.text
    assert QUESTION not in caplog.text
