"""The model server on the wire: envelopes, streams, pace, refusals."""

from __future__ import annotations

import json
import time
from typing import Any

import openai
import pytest

from tests.sandbox.fakes import a_box, aio

URL = "/openai/v1/chat/completions"
KEY = {"Authorization": "Bearer a-key"}
MESSAGES: list[Any] = [
    {"role": "system", "content": "Name: Bob Stone\nInterests: bread; jazz"},
    {"role": "user", "content": "What do you like?"},
]
BODY = {"model": "gpt-4o-mini", "messages": MESSAGES}


async def stream(box, **more):
    """Status and every event of a streamed answer."""
    body = {**BODY, "stream": True, **more}
    async with box.client.post(URL, json=body, headers=KEY) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        text = await answer.text()
    assert text.endswith("\n\n")
    events = text.removesuffix("\n\n").split("\n\n")
    return [event.removeprefix("data: ") for event in events]


@aio
async def test_a_whole_answer_has_openais_shape():
    async with a_box() as box:
        status, answer = await box.call("POST", URL, BODY, headers=KEY)
    assert status == 200
    assert answer["object"] == "chat.completion"
    assert answer["model"] == "gpt-4o-mini"
    (choice,) = answer["choices"]
    assert choice["finish_reason"] == "stop"
    assert choice["message"]["role"] == "assistant"
    assert "bread and jazz" in choice["message"]["content"]
    usage = answer["usage"]
    total = usage["prompt_tokens"] + usage["completion_tokens"]
    assert usage["total_tokens"] == total > usage["prompt_tokens"] > 0


@aio
async def test_a_stream_says_the_same_token_by_token():
    async with a_box() as box:
        _, whole = await box.call("POST", URL, BODY, headers=KEY)
        events = await stream(box)
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert all("usage" not in chunk for chunk in chunks)
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert deltas[-1] == {}
    said = "".join(delta.get("content", "") for delta in deltas)
    assert said == whole["choices"][0]["message"]["content"]
    reasons = [chunk["choices"][0]["finish_reason"] for chunk in chunks]
    assert reasons == [None] * (len(chunks) - 1) + ["stop"]


@aio
async def test_a_stream_tells_its_usage_when_asked():
    async with a_box() as box:
        events = await stream(box, stream_options={"include_usage": True})
    *chunks, last = [json.loads(event) for event in events[:-1]]
    assert last["choices"] == []
    assert last["usage"]["completion_tokens"] > 0
    assert all(chunk["usage"] is None for chunk in chunks)


@aio
async def test_max_tokens_and_stop_end_the_reply_early():
    async with a_box() as box:
        body = {**BODY, "max_tokens": 2}
        _, answer = await box.call("POST", URL, body, headers=KEY)
        assert answer["choices"][0]["finish_reason"] == "length"
        assert answer["usage"]["completion_tokens"] == 2
        body = {**BODY, "stop": ["bread", "jazz"]}
        _, answer = await box.call("POST", URL, body, headers=KEY)
        assert answer["choices"][0]["finish_reason"] == "stop"
        assert "bread" not in answer["choices"][0]["message"]["content"]


@aio
async def test_content_may_come_in_parts_and_system_be_called_developer():
    parts = [{"type": "text", "text": "What do you like?"}]
    messages = [
        {**MESSAGES[0], "role": "developer"},
        {"role": "user", "content": parts},
    ]
    async with a_box() as box:
        body = {**BODY, "messages": messages}
        _, answer = await box.call("POST", URL, body, headers=KEY)
    assert "bread" in answer["choices"][0]["message"]["content"]


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"model": None}, "model"),
        ({"messages": None}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": ["hi"]}, "messages[0]"),
        ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
        ({"temperature": 3}, "temperature"),
        ({"temperature": "hot"}, "temperature"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_completion_tokens": 1.5}, "max_completion_tokens"),
        ({"n": 2}, "n"),
        ({"stop": ["a", "b", "c", "d", "e"]}, "stop"),
        ({"stop": [7]}, "stop"),
        ({"stream_options": {"include_usage": True}}, "stream_options"),
    ],
)
@aio
async def test_a_body_that_breaks_the_contract_is_refused(change, param):
    async with a_box() as box:
        status, answer = await box.call("POST", URL, {**BODY, **change}, headers=KEY)
    assert status == 400
    assert set(answer["error"]) == {"message", "type", "param", "code"}
    assert answer["error"]["param"] == param
    assert answer["error"]["type"] == "invalid_request_error"


@aio
async def test_broken_json_wrong_paths_and_methods_are_refused_in_openais_words():
    async with a_box() as box:
        async with box.client.post(URL, data="{", headers=KEY) as answer:
            assert answer.status == 400
            assert "JSON" in (await answer.json())["error"]["message"]
            assert answer.headers["x-request-id"].startswith("req_")
        status, answer = await box.call("GET", "/openai/v1/nothing", headers=KEY)
        assert (status, answer["error"]["code"]) == (404, None)
        assert (await box.call("GET", URL, headers=KEY))[0] == 405


@pytest.mark.parametrize(
    ("headers", "code"),
    [({}, None), ({"Authorization": "Bearer refused-key"}, "invalid_api_key")],
)
@aio
async def test_a_key_is_asked_for(headers, code):
    async with a_box() as box:
        for method, url in (("POST", URL), ("GET", "/openai/v1/models")):
            status, answer = await box.call(method, url, BODY, headers=headers)
            assert (status, answer["error"]["code"]) == (401, code)


@aio
async def test_models_are_listed_and_one_is_always_missing():
    async with a_box() as box:
        _, models = await box.call("GET", "/openai/v1/models", headers=KEY)
        assert "gpt-4o-mini" in [model["id"] for model in models["data"]]
        url = "/openai/v1/models/gpt-4o-mini"
        _, model = await box.call("GET", url, headers=KEY)
        assert model["object"] == "model"
        body = {**BODY, "model": "refused-model"}
        status, answer = await box.call("POST", URL, body, headers=KEY)
    assert (status, answer["error"]["code"]) == (404, "model_not_found")


@aio
async def test_the_pace_can_be_set():
    async with a_box() as box:
        await box.control(
            "POST", "model", {"first_token_delay_s": 0.1, "tokens_per_second": 100}
        )
        begun = time.monotonic()
        _, answer = await box.call("POST", URL, BODY, headers=KEY)
        took_s = time.monotonic() - begun
    tokens = answer["usage"]["completion_tokens"]
    assert took_s >= 0.1 + (tokens - 1) / 100


@aio
async def test_a_cut_stream_ends_without_done():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": URL, "cut": True})
        body = {**BODY, "stream": True}
        received = b""
        with pytest.raises(Exception, match=r"[Pp]ayload"):
            async with box.client.post(URL, json=body, headers=KEY) as answer:
                async for piece in answer.content.iter_any():
                    received += piece
    assert b"data: " in received
    assert b"[DONE]" not in received


def test_openais_own_client_is_at_home(sandbox):
    with openai.OpenAI(
        base_url=sandbox.openai_url, api_key="a-key", max_retries=0
    ) as client:
        whole = client.chat.completions.create(model="gpt-4o-mini", messages=MESSAGES)
        pieces: Any = client.chat.completions.create(
            model="gpt-4o-mini", messages=MESSAGES, stream=True
        )
        said = "".join(piece.choices[0].delta.content or "" for piece in pieces)
        assert said == whole.choices[0].message.content
        sandbox.fault("/openai/v1/*", status=429)
        with pytest.raises(openai.RateLimitError):
            client.models.list()
    with (
        openai.OpenAI(base_url=sandbox.openai_url, api_key="refused-key") as refused,
        pytest.raises(openai.AuthenticationError),
    ):
        refused.models.list()
