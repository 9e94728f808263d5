"""A streamed answer when something goes wrong, and when its reader leaves."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
import requests

from sandbox.openai.streaming import torn
from tests.sandbox.fakes import a_box, aio
from tests.waiting import until

URL = "/openai/v1/chat/completions"
KEY = {"Authorization": "Bearer a-key"}
BODY = {
    "model": "gpt-4o-mini",
    "messages": [{"role": "user", "content": "Hello"}],
    "stream": True,
}
TEXT = "One extraordinarily uncomplicated sentence."


def post(box):
    return box.client.post(URL, json=BODY, headers=KEY)


async def read(box, **fault):
    """Everything that is received of a scripted answer, and what ended it."""
    await box.control("POST", "model", {"say": [TEXT]})
    await box.control("POST", "faults", {"path": URL, **fault})
    received = b""
    try:
        async with post(box) as answer:
            async for piece in answer.content.iter_any():
                received += piece
    except aiohttp.ClientError as error:
        return received.decode(), type(error)
    return received.decode(), None


def said(received):
    """The words in what was received."""
    data = [line[6:] for line in received.splitlines() if line.startswith("data: {")]
    chunks = [json.loads(one) for one in data]
    deltas = [one["choices"][0]["delta"] for one in chunks if "choices" in one]
    return "".join(delta.get("content", "") for delta in deltas)


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("", ("", "")),
        ("a", ("", "a")),
        ("One two.", ("One t", "wo.")),
        ("   ", ("  ", " ")),
    ],
)
def test_half_a_text_ends_inside_a_word(text, halves):
    assert torn(text) == halves


@aio
async def test_a_cut_stream_stops_in_the_middle_of_a_word():
    async with a_box() as box:
        received, error = await read(box, cut=True)
    assert error is aiohttp.ClientPayloadError
    assert said(received) == torn(TEXT)[0] == "One extraordinarily u"
    assert "[DONE]" not in received


@aio
async def test_a_garbled_stream_holds_an_event_that_is_no_json():
    async with a_box() as box:
        received, error = await read(box, garble=True)
    assert error is None
    *events, last = received.removesuffix("\n\n").split("\n\n")
    assert said("\n\n".join(events)) == torn(TEXT)[0]
    with pytest.raises(ValueError, match="Unterminated"):
        json.loads(last.removeprefix("data: "))


@aio
async def test_an_error_may_come_inside_a_stream():
    given = {"message": "Overloaded", "code": 502}
    async with a_box() as box:
        received, error = await read(box, error=given)
    assert error is None
    assert said(received) == torn(TEXT)[0]
    assert json.loads(received.splitlines()[-2][6:]) == {"error": given}
    assert "[DONE]" not in received


@aio
async def test_a_stalled_stream_goes_on_after_comments():
    async with a_box() as box:
        received, error = await read(box, stall_s=0.1)
    assert error is None
    assert said(received) == TEXT
    before, after = received.split(": still thinking", 1)
    assert said(before) == torn(TEXT)[0]
    assert after.endswith("data: [DONE]\n\n")


@aio
async def test_a_dropped_stream_brings_nothing_at_all():
    async with a_box() as box:
        for drop in ("before", "after"):
            received, error = await read(box, drop=drop)
            assert received == ""
            assert error is aiohttp.ServerDisconnectedError


@aio
async def test_a_late_stream_begins_late():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": URL, "late_s": 60})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(read(box), timeout=0.3)


@aio
async def test_a_fault_leaves_the_next_request_on_the_connection_alone():
    async with a_box() as box:
        faults: list[Any] = [{"garble": True}, {"error": {}}, {"stall_s": 0.01}]
        for fault in faults:
            await read(box, **fault)
            received, _ = await read(box, times=0)
            assert said(received) == TEXT


@pytest.fixture
def ask(sandbox):
    """Ask a sandbox in a process of its own; one in this is told of a loss at once."""
    url = f"{sandbox.openai_url}/chat/completions"
    with requests.Session() as session:
        yield lambda: session.post(url, json=BODY, headers=KEY, stream=True)


def seen(sandbox):
    (one,) = sandbox.requests(URL)
    return one


@pytest.mark.parametrize(
    "pace", [{"first_token_delay_s": 600}, {"tokens_per_second": 0.01}]
)
def test_it_stops_when_the_reader_leaves(sandbox, ask, pace):
    sandbox.model(say=[TEXT], **pace)
    with ask() as answer:
        next(answer.iter_content(None))
        assert seen(sandbox)["took_ms"] is None
    until(lambda: seen(sandbox)["took_ms"])
    assert seen(sandbox)["left"] is True


def test_it_stops_when_the_reader_leaves_a_stall(sandbox, ask):
    sandbox.fault(URL, stall_s=600)
    with ask() as answer:
        assert any(line.startswith(b": still") for line in answer.iter_lines())
    until(lambda: seen(sandbox)["left"])


def test_a_reader_who_stays_has_not_left(sandbox, ask):
    with ask() as answer:
        assert answer.text
    assert until(lambda: seen(sandbox)["took_ms"])
    assert seen(sandbox)["left"] is False
