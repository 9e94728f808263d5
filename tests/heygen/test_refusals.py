"""The bodies are those users of the cloud pasted in public; see heygen/refusals.py."""

import pytest

from errors import (
    InvalidInput,
    LimitReached,
    NotFound,
    OutOfCredits,
    RateLimited,
    Rejected,
    WrongState,
)
from heygen.refusals import refusal
from upstream.http import Reply


def of(status, code, message):
    return refusal(Reply(status=status, body={"code": code, "message": message}))


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (401, 400112, "Unauthorized", Rejected),
        (400, 400112, "Unauthorized", Rejected),
        (403, 400573, "permission denied", Rejected),
        (400, 400006, "Session is not in correct state", WrongState),
        (400, 400004, "Session does not exist. SessionID: x", NotFound),
        (404, 10006, "Session not found", NotFound),
        (400, 10002, "session state wrong: connecting", WrongState),
        (400, 10003, "session state wrong: connected", WrongState),
        (400, 10004, "session state wrong: closing", NotFound),
        (400, 10005, "session state wrong: closed", NotFound),
        (400, 10004, "Concurrent limit reached, please upgrade", LimitReached),
        (400, 10007, "Concurrent limit reached, please make sure", LimitReached),
        (400, 10014, "Session full", LimitReached),
        (400, 10013, "avatar not found", InvalidInput),
        (400, None, "invalid avatar: not an interactive avatar", InvalidInput),
        (400, 10003, "avatar version is deprecated", InvalidInput),
        (400, 400014, "Avatar version is deprecated", InvalidInput),
        (400, 400, "peer start failed,please check the answer", InvalidInput),
        (400, 400123, "Exceed rate limit", RateLimited),
        (400, 400599, "Please upgrade to use this feature.", Rejected),
        (400, 10015, "Trial API limit reached", OutOfCredits),
        (400, 40039, "Invalid text", InvalidInput),
        (400, 400631, "The text holds blocked words", InvalidInput),
        (400, None, "", Rejected),
    ],
)
def test_each_refusal_has_its_meaning(status, code, message, kind):
    assert type(of(status, code, message)) is kind


def test_our_bad_key_is_never_the_callers():
    error = of(401, 400112, "Unauthorized")
    assert error.status == 502
    assert "HEYGEN_API_KEY" in error.message


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ("avatar not found", "avatar_name"),
        ("voice not found", "voice_id"),
        ("peer start failed,please check the answer", "sdp"),
        ("candidate cannot be read", "candidate"),
        ("Invalid text", "text"),
    ],
)
def test_a_refused_value_is_named(message, field):
    assert list(of(400, None, message).fields) == [field]


def test_the_details_are_read_where_the_message_says_little():
    body = {"code": 400175, "message": "Invalid parameter", "details": "no such voice"}
    error = refusal(Reply(status=400, body=body))
    assert isinstance(error, InvalidInput)
    assert list(error.fields or {}) == ["voice_id"]


def test_an_empty_account_is_told_from_a_plan_that_is_too_small():
    assert "credits" in of(400, 10015, "Trial API limit reached").message
    assert "plan" in of(400, 400599, "Please upgrade to use this.").message


def test_no_word_of_the_cloud_is_repeated():
    error = of(400, 400599, "token abc of account 7 has no access")
    assert "abc" not in error.message + error.detail


def test_a_code_that_is_no_number_does_no_harm():
    assert type(of(400, "SUCCESS?", "odd")) is Rejected
