"""A reply as it is written: what comes, and what it is when it has come to its end."""

from __future__ import annotations

import json

import pytest

from chat.server import ANSWER_LIMIT
from chat.stream import STREAM_LIMIT_S
from errors import Malformed, NotConfigured, RateLimited, TimedOut, UpstreamError
from tests.chat.asking import (
    EVENT_STREAM,
    KEY,
    MESSAGES,
    PATH,
    QUESTION,
    answer,
    refusal,
    streamed,
)
from tests.waiting import until

TEXT = "One extraordinarily uncomplicated sentence."
TWENTY_THOUSAND = "I could go on. " * 1334


def event(delta, finish_reason=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    return f"data: {json.dumps({'choices': [choice]})}\n\n"


END = event({}, "stop") + "data: [DONE]\n\n"


def canned(sandbox, *events):
    """Let the next answer be a stream of these very bytes."""
    sandbox.fault(PATH, status=200, headers=EVENT_STREAM, body="".join(events))


def until_it_fails(stream):
    """The words that come before the failure, and the failure."""
    words = ""
    with stream, pytest.raises(UpstreamError) as caught:
        for delta in stream:
            words += delta
    return words, caught.value


def test_asks_for_a_stream_and_gives_the_words_of_a_whole_reply(build, sandbox):
    client = build()
    assert streamed(client) == client.complete(MESSAGES)
    stream, whole = [request["body"] for request in sandbox.requests(PATH)]
    assert stream == {**whole, "stream": True}


def test_nothing_is_asked_before_it_is_entered(build, sandbox):
    client = build()
    client.stream(MESSAGES)
    assert sandbox.requests(PATH) == []


def test_words_come_while_the_model_still_writes(build, sandbox):
    sandbox.model(say=[TEXT], tokens_per_second=30)
    with build().stream(MESSAGES) as stream:
        deltas = iter(stream)
        first = next(deltas)
        assert sandbox.requests(PATH)[0]["took_ms"] is None
        rest = [*deltas]
    assert first + "".join(rest) == TEXT
    assert all(rest)
    assert len(rest) >= 4


@pytest.mark.parametrize(
    "text",
    [
        "**Bold**, a [link](https://x.test)\n\n* and\n* a list\n",
        "\U0001f469\u200d\U0001f467 \u0928\u092e\u0938\u094d\u0924\u0947",
        TWENTY_THOUSAND,
    ],
)
def test_words_are_given_as_the_model_wrote_them(build, sandbox, text):
    sandbox.model(say=[text])
    assert streamed(build()) == text


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_reply_without_words_is_malformed(build, sandbox, text):
    sandbox.model(say=[text])
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == text
    assert type(error) is Malformed
    assert "gave no words" in error.message


def test_a_server_that_cannot_stream_gives_its_reply_in_one(build, sandbox):
    sandbox.fault(PATH, status=200, body=answer(TEXT))
    with build().stream(MESSAGES) as stream:
        assert list(stream) == [TEXT]


@pytest.mark.parametrize(("reason", "cut"), [("length", True), ("stop", False)])
def test_a_reply_cut_at_the_token_limit_says_so(build, sandbox, reason, cut):
    canned(sandbox, event({"content": "Hello th"}), event({}, reason))
    with build().stream(MESSAGES) as stream:
        assert list(stream) == ["Hello th"]
        assert stream.cut_at_limit is cut


def test_a_character_that_comes_in_halves_is_put_together(build, sandbox):
    first, second = event({"content": "Hi \ud83d"}), event({"content": "\ude00!"})
    canned(sandbox, first, second, END)
    with build().stream(MESSAGES) as stream:
        assert list(stream) == ["Hi ", "\U0001f600!"]


def test_half_a_character_is_replaced(build, sandbox):
    canned(sandbox, event({"content": "Hi \ud83d"}), event({"content": "!"}), END)
    assert streamed(build()) == "Hi \ufffd!"
    canned(sandbox, event({"content": "Hi \ud83d"}), END)
    assert streamed(build()) == "Hi \ufffd"


def test_a_stream_may_end_without_done_and_without_a_reason(build, sandbox):
    canned(sandbox, event({"content": "Hello."}, "stop"))
    assert streamed(build()) == "Hello."
    canned(sandbox, event({"content": "Hello."}), "data: [DONE]\n\n")
    assert streamed(build()) == "Hello."


def test_a_stream_without_any_end_is_cut(build, sandbox):
    canned(sandbox, event({"content": "Hello th"}))
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == "Hello th"
    assert type(error) is TimedOut
    assert "broke off" in error.message


def test_a_stream_that_breaks_off_gives_what_it_had(build, sandbox):
    sandbox.model(say=[TEXT])
    sandbox.fault(PATH, cut=True)
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == "One extraordinarily u"
    assert type(error) is TimedOut


def test_an_event_that_cannot_be_read_is_malformed(build, sandbox):
    sandbox.model(say=[TEXT])
    sandbox.fault(PATH, garble=True)
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == "One extraordinarily u"
    assert type(error) is Malformed


@pytest.mark.parametrize(
    ("given", "kind", "says"),
    [
        ({}, UpstreamError, "problem of its own"),
        (refusal()["error"], UpstreamError, "problem of its own"),
        (refusal(code=KEY)["error"], UpstreamError, "problem of its own"),
        (refusal(code=429)["error"], RateLimited, "busy"),
        (refusal(code="insufficient_quota")["error"], RateLimited, "quota"),
        ("Overloaded", UpstreamError, "problem of its own"),
    ],
)
def test_an_error_inside_the_stream_is_told_apart(build, sandbox, given, kind, says):
    sandbox.model(say=[TEXT])
    sandbox.fault(PATH, error=given)
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == "One extraordinarily u"
    assert type(error) is kind
    said = f"{error.message} {error.detail} {error.upstream_code}"
    assert says in said
    assert KEY not in said
    assert QUESTION not in said


def test_a_model_that_accepts_and_never_writes_is_given_up_on(build, sandbox):
    sandbox.model(first_token_delay_s=60)
    words, error = until_it_fails(build(timeout_s=0.2).stream(MESSAGES))
    assert words == ""
    assert type(error) is TimedOut
    assert "took too long" in error.message
    assert until(lambda: sandbox.requests(PATH)[0]["left"])


def test_comments_do_not_count_as_words(build, sandbox):
    sandbox.model(say=[TEXT])
    sandbox.fault(PATH, stall_s=60)
    words, error = until_it_fails(build(timeout_s=0.3).stream(MESSAGES))
    assert words == "One extraordinarily u"
    assert "took too long" in error.message


def test_every_word_allows_for_another_silence(build, sandbox):
    sandbox.model(say=[TEXT], first_token_delay_s=0.6)
    sandbox.fault(PATH, stall_s=0.6)
    assert streamed(build(timeout_s=1)) == TEXT


def test_a_reply_that_does_not_stop_is_given_up_on(build, sandbox):
    now = [0.0]
    sandbox.model(say=[TWENTY_THOUSAND], tokens_per_second=100)
    words = ""
    with (
        build(clock=lambda: now[0]).stream(MESSAGES) as stream,
        pytest.raises(TimedOut, match="took too long"),
    ):
        for delta in stream:
            words += delta
            now[0] = STREAM_LIMIT_S + 1
    assert 0 < len(words) < len(TWENTY_THOUSAND)


def test_a_reply_of_endless_size_is_given_up_on(build, sandbox):
    half = "x" * (ANSWER_LIMIT // 2)
    canned(sandbox, *[event({"content": half})] * 3)
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == half * 2
    assert type(error) is Malformed


def test_an_event_of_endless_size_is_given_up_on(build, sandbox):
    canned(sandbox, event({"content": "x" * ANSWER_LIMIT}))
    words, error = until_it_fails(build().stream(MESSAGES))
    assert words == ""
    assert type(error) is Malformed


def test_whoever_reads_on_hears_the_same_end(build, sandbox):
    with build().stream(MESSAGES) as stream:
        assert list(stream)
        assert list(stream) == []
    sandbox.fault(PATH, status=500)
    with build().stream(MESSAGES) as stream:
        for _ in range(2):
            with pytest.raises(UpstreamError):
                list(stream)


def test_without_a_key_there_is_no_stream(build, sandbox):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY"):
        build(api_key="").stream(MESSAGES)
    assert sandbox.requests(PATH) == []
