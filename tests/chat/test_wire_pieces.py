"""What one event of a stream holds, and what a moderation says."""

from __future__ import annotations

import json

import pytest

from chat.wire import Piece, flagged, piece
from errors import Malformed, RateLimited, Rejected, UpstreamError


def chunk(delta, **more):
    choice = {"index": 0, "delta": delta, "finish_reason": None, **more}
    return json.dumps({"id": "1", "choices": [choice]})


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (chunk({"content": " two "}), Piece(" two ")),
        (
            chunk({"content": [{"type": "text", "text": "a"}, {"text": "b"}]}),
            Piece("ab"),
        ),
        (chunk({"role": "assistant"}), Piece()),
        (chunk({"role": "assistant", "content": None}), Piece()),
        (chunk({"content": ""}), Piece()),
        (chunk({"reasoning_content": "Let me see."}), Piece()),
        (chunk({"refusal": "No."}), Piece()),
        (chunk({"tool_calls": [{"index": 0, "function": {"name": "f"}}]}), Piece()),
        (chunk({}, finish_reason=""), Piece()),
        (chunk(None), Piece()),
        (chunk({}, finish_reason="stop"), Piece(ends=True)),
        (chunk({"content": "Bye."}, finish_reason="stop"), Piece("Bye.", ends=True)),
        (chunk({}, finish_reason="length"), Piece(ends=True, cut=True)),
        (chunk({}, finish_reason="content_filter"), Piece(ends=True)),
        ('{"choices": [], "usage": {"total_tokens": 9}}', Piece()),
        ('{"choices": [{"finish_reason": "stop"}]}', Piece(ends=True)),
        ('{"choices": [{"delta": {"content": "a"}}], "error": null}', Piece("a")),
        ("[DONE]", Piece(ends=True)),
        (" [DONE]", Piece(ends=True)),
    ],
)
def test_only_what_is_to_be_said_is_read(data, found):
    assert piece(data) == found


def test_only_the_first_choice_is_read():
    choices = [{"delta": {"content": word}} for word in ("one", "two")]
    assert piece(json.dumps({"choices": choices})) == Piece("one")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ('{"choices": [', "JSON"),
        ("hello", "JSON"),
        ("[" * 100_000, "JSON"),
        ("[]", "choices"),
        ('{"object": "chat.completion.chunk"}', "choices"),
        ('{"choices": null}', "choices"),
        ('{"choices": {"0": 1}}', "choices"),
        ('{"choices": ["hello"]}', "delta"),
        ('{"choices": [{"delta": "hello"}]}', "delta"),
        ('{"choices": [{"delta": {"content": 5}}]}', "content"),
    ],
)
def test_a_misfit_names_its_field(data, field):
    with pytest.raises(Malformed) as caught:
        piece(data)
    assert field in caught.value.detail


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        ({"code": 429}, RateLimited, "429"),
        ({"code": "rate_limit_exceeded"}, RateLimited, "rate_limit_exceeded"),
        ({"code": "insufficient_quota"}, RateLimited, "insufficient_quota"),
        ({"code": "context_length_exceeded"}, Rejected, "context_length_exceeded"),
        ({"code": "content_filter"}, Rejected, "content_filter"),
        ({"code": 502}, UpstreamError, "502"),
        ({"code": "your words, repeated"}, UpstreamError, None),
        ({"code": ["429"]}, UpstreamError, None),
        ({"code": None, "message": "No."}, UpstreamError, None),
        ("No.", UpstreamError, None),
        ([], UpstreamError, None),
    ],
)
def test_an_error_is_told_apart_by_its_code(error, kind, code):
    with pytest.raises(UpstreamError) as caught:
        piece(json.dumps({"error": error, "choices": []}))
    assert type(caught.value) is kind
    assert caught.value.upstream_code == code


def test_a_reply_that_ends_with_an_error_is_none():
    with pytest.raises(UpstreamError, match="problem of its own"):
        piece(chunk({"content": "Hel"}, finish_reason="error"))


@pytest.mark.parametrize(
    ("verdicts", "found"), [([False], False), ([True], True), ([False, True], True)]
)
def test_a_moderation_is_flagged_when_one_of_its_results_is(verdicts, found):
    results = [{"flagged": verdict, "categories": {}} for verdict in verdicts]
    assert flagged(json.dumps({"results": results}).encode()) is found


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"<html>", "JSON"),
        (b"[]", "results"),
        (b'{"results": []}', "results"),
        (b'{"results": {"flagged": true}}', "results"),
        (b'{"results": [true]}', "flagged"),
        (b'{"results": [{}]}', "flagged"),
        (b'{"results": [{"flagged": "yes"}]}', "flagged"),
    ],
)
def test_a_moderation_that_is_none_names_its_field(body, field):
    with pytest.raises(Malformed) as caught:
        flagged(body)
    assert field in caught.value.detail
