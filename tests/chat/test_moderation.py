"""The moderation client against a real server over HTTP."""

from __future__ import annotations

import logging
import socket

import pytest

from chat.moderation import ModerationClient
from chat.server import ANSWER_LIMIT
from errors import (
    Malformed,
    NotConfigured,
    RateLimited,
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
)
from tests.chat.asking import KEY, refusal

PATH = "/openai/v1/moderations"
SAID = "We murder for fun."


@pytest.fixture
def moderation(build):
    return lambda **changes: build(
        ModerationClient, **{"model": "omni-moderation-latest", **changes}
    )


def test_asks_the_model_about_the_text(moderation, sandbox):
    assert moderation().flags(SAID) is True
    (request,) = sandbox.requests(PATH)
    assert request["body"] == {"model": "omni-moderation-latest", "input": SAID}


@pytest.mark.parametrize("text", ["Come in!", "", "\U0001f600"])
def test_what_is_clean_is_not_flagged(moderation, text):
    assert moderation().flags(text) is False


def test_one_flag_among_several_is_enough(moderation, sandbox):
    results = [{"flagged": False}, {"flagged": True}]
    sandbox.fault(PATH, status=200, body={"results": results})
    assert moderation().flags(SAID) is True


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        ({"status": 400, "body": refusal()}, Rejected, "refused the request"),
        ({"status": 401, "body": "no JSON"}, Rejected, "OPENAI_API_KEY"),
        ({"status": 404, "body": refusal()}, Rejected, "OPENAI_MODERATION_MODEL"),
        ({"status": 429, "body": refusal()}, RateLimited, "busy"),
        ({"status": 500, "body": refusal()}, UpstreamError, "problem of its own"),
        ({"status": 200, "body": "<html>"}, Malformed, "could not be read"),
        ({"status": 200, "body": "x" * (ANSWER_LIMIT + 1)}, Malformed, "not be read"),
        ({"status": 200, "body": {"results": []}}, Malformed, "could not be read"),
        ({"garble": True}, Malformed, "could not be read"),
        ({"cut": True}, TimedOut, "broke off"),
        ({"drop": "after"}, TimedOut, "broke off"),
        ({"delay_s": 5}, TimedOut, "took too long"),
    ],
)
def test_a_failure_becomes_one_of_ours(moderation, sandbox, caplog, fault, kind, says):
    caplog.set_level(logging.DEBUG)
    sandbox.fault(PATH, times=None, **fault)
    with pytest.raises(UpstreamError, match=says) as caught:
        moderation(timeout_s=0.5).flags(SAID)
    assert type(caught.value) is kind
    said = f"{caught.value.message} {caught.value.detail} {caplog.text}"
    assert KEY not in said
    assert SAID not in said


def test_an_unknown_model_is_named(moderation):
    with pytest.raises(Rejected, match="OPENAI_MODERATION_MODEL"):
        moderation(model="refused-model").flags(SAID)


def test_a_server_that_is_down_is_unreachable(moderation):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="cannot be reached"):
        moderation(base_url=f"http://127.0.0.1:{port}/v1").flags(SAID)


def test_without_a_key_nothing_is_asked(moderation, sandbox):
    with pytest.raises(NotConfigured, match="OPENAI_API_KEY"):
        moderation(api_key="").flags(SAID)
    assert sandbox.requests(PATH) == []
