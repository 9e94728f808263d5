"""What each known refusal means; the bodies and their sources are in refused.py."""

import pytest

from errors import InvalidInput, LimitReached, NotFound, OutOfCredits, Rejected
from liveavatar.refusals import refusal
from tests.liveavatar import refused
from upstream.http import Reply


def of(status, body):
    return refusal(Reply(status=status, body=body))


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, refused.UNKNOWN_KEY, Rejected),
        (401, {}, Rejected),
        (403, refused.NOT_AUTHENTICATED, Rejected),
        (403, refused.CONCURRENCY, LimitReached),
        (409, refused.CONCURRENCY, LimitReached),
        (403, refused.NO_CREDITS, OutOfCredits),
        (402, {}, OutOfCredits),
        (422, refused.FIELD_REQUIRED, InvalidInput),
        (422, refused.LISTED_FIELD, InvalidInput),
        (422, refused.documented("body", "FULL", "avatar_id"), InvalidInput),
        (422, refused.NO_MODE, Rejected),
        (422, {"detail": "Unprocessable"}, Rejected),
        (400, refused.at_start("context_id"), InvalidInput),
        (400, refused.MODEL_NOT_OURS, Rejected),
        (404, refused.NO_SESSION, NotFound),
        (400, refused.NO_SESSION, NotFound),
        (400, {"error": "Session not found"}, NotFound),
        (404, {}, NotFound),
        (400, refused.NOT_ACTIVE, NotFound),
        (405, {}, Rejected),
    ],
)
def test_each_refusal_has_its_meaning(status, body, kind):
    assert type(of(status, body)) is kind


def test_our_bad_key_is_never_the_callers():
    error = of(401, refused.UNKNOWN_KEY)
    assert error.status == 502
    assert "LIVEAVATAR_API_KEY" in error.message


def test_a_bad_session_token_is_not_said_to_be_a_bad_key():
    assert "LIVEAVATAR_API_KEY" not in of(403, refused.NOT_AUTHENTICATED).message


def test_who_comes_too_late_is_told_when_to_try_again():
    assert of(403, refused.CONCURRENCY).retry_after_s


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("avatar_id", "avatar_name"),
        ("voice_id", "voice_id"),
        ("context_id", "context_id"),
        ("max_session_duration", "max_session_duration"),
    ],
)
@pytest.mark.parametrize(
    ("status", "shape"),
    [
        (400, refused.at_start),
        (422, lambda name: refused.documented("body", "FULL", "persona", name)),
        (422, lambda name: refused.refused(f"{name}: Input should be a valid UUID")),
    ],
)
def test_a_refused_value_is_named_as_we_name_it(theirs, ours, status, shape):
    assert list(of(status, shape(theirs)).fields) == [ours]


def test_of_several_refused_values_all_are_named():
    error = of(400, refused.at_start("voice_id", "context_id"))
    assert set(error.fields) == {"voice_id", "context_id"}


def test_where_a_list_says_which_field_is_wrong_no_other_is_guessed_from_the_words():
    body = refused.at_start("context_id", message="not of the avatar_id's account")
    assert list(of(400, body).fields) == ["context_id"]


def test_a_caller_who_talks_of_credits_does_not_empty_the_account():
    body = refused.refused("context_id: 'credit advisor' is no valid UUID")
    assert type(of(422, body)) is InvalidInput


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, refused.refused("s3cret words", 4001)),
        (403, refused.refused("s3cret concurrency", 4003)),
        (403, refused.refused("s3cret credits", 4003)),
        (404, refused.refused("s3cret", 4004)),
        (422, refused.refused("avatar_id: s3cret")),
        (400, refused.at_start("context_id", message="s3cret")),
        (400, {"error": "s3cret", "detail": "s3cret"}),
        (418, refused.refused("s3cret", data=[{"loc": ["s3cret"], "msg": "s3cret"}])),
    ],
)
def test_no_word_of_the_cloud_is_repeated(status, body):
    error = of(status, body)
    assert "s3cret" not in f"{error.message} {error.detail} {error.fields}"


@pytest.mark.parametrize(
    "body",
    [
        {"code": "SUCCESS?", "message": None, "data": "odd"},
        {"message": {"text": "odd"}, "data": [None, 7, {"loc": "avatar_persona"}]},
        {"detail": [{"loc": None, "msg": None}], "error": {"code": 1}},
    ],
)
def test_a_body_of_a_shape_nobody_knows_does_no_harm(body):
    error = of(400, body)
    assert (type(error), error.upstream_status) == (Rejected, 400)
