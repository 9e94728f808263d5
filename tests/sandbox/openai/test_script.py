"""Replies that were written beforehand."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.fakes import a_box, aio

URL = "/openai/v1/chat/completions"
KEY = {"Authorization": "Bearer a-key"}
BODY = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}
SUMMARISE = [
    {"role": "system", "content": "Summarise this conversation."},
    {"role": "user", "content": "Visitor: My name is Tom."},
]
TEXTS = (
    "**Bold** and [linked](https://x.test)",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \u0928\u092e\u0938\u094d\u0924\u0947",
    "  two spaces,\n\n* a list\n ",
    "",
    " \n",
    "word " * 4000,
)


async def ask(box, **more):
    _, answer = await box.call("POST", URL, {**BODY, **more}, headers=KEY)
    choice = answer["choices"][0]
    return choice["message"]["content"], choice["finish_reason"]


async def stream(box):
    body = {**BODY, "stream": True}
    async with box.client.post(URL, json=body, headers=KEY) as answer:
        events = (await answer.text()).split("\n\n")
    chunks = [json.loads(one[6:]) for one in events if one.startswith("data: {")]
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks]
    return "".join(delta.get("content", "") for delta in deltas)


@aio
async def test_texts_are_said_word_for_word_one_by_one():
    async with a_box() as box:
        await box.control("POST", "model", {"say": TEXTS})
        for text in TEXTS:
            assert await ask(box, max_tokens=3, stop=["a"]) == (text, "stop")
        assert (await box.control("GET", "model"))["say"] == []
        assert (await ask(box))[0] not in TEXTS


@aio
async def test_a_stream_says_them_too():
    async with a_box() as box:
        await box.control("POST", "model", {"say": TEXTS})
        assert [await stream(box) for _ in TEXTS] == list(TEXTS)


@aio
async def test_a_face_that_talks_by_itself_says_them_too():
    async with a_box() as box:
        await box.control("POST", "model", {"say": ["Just this."]})
        session_id = await box.connected()
        task = {"session_id": session_id, "text": "Hi", "task_type": "talk"}
        await box.post("task", task)
        assert box.faces[-1].said[-1][0] == "Just this."


@aio
async def test_a_summary_is_no_reply_and_leaves_the_script_alone():
    async with a_box() as box:
        await box.control("POST", "model", {"say": ["Next."]})
        assert (await ask(box, messages=SUMMARISE))[0] == "The visitor's name is Tom."
        assert (await ask(box))[0] == "Next."


@aio
async def test_a_new_script_replaces_what_is_left_and_the_pace_stays():
    async with a_box() as box:
        pace = {"tokens_per_second": 5000}
        await box.control("POST", "model", {"say": ["One.", "Two."], **pace})
        await ask(box)
        model = await box.control("POST", "model", {"say": ["Three."]})
        assert (model["say"], model["tokens_per_second"]) == (["Three."], 5000)
        assert (await ask(box))[0] == "Three."


@aio
async def test_a_reset_forgets_the_script():
    async with a_box() as box:
        await box.control("POST", "model", {"say": ["One."]})
        await box.control("POST", "reset")
        assert (await box.control("GET", "model"))["say"] == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"say": "One."}, "say must be a list of texts"),
        ({"say": ["One.", 2]}, "say must be a list of texts"),
        ({"say": None}, "say must be a list of texts"),
        ({"says": ["One."]}, "unknown: says; may be given: first_token_delay_s"),
        ({"say": ["One."], "tokens_per_second": -1}, "tokens_per_second must be"),
    ],
)
@aio
async def test_a_script_that_makes_no_sense_is_refused_and_changes_nothing(body, says):
    async with a_box() as box:
        status, answer = await box.call("POST", "/_sandbox/model", body)
        assert status == 400
        assert says in answer["error"]
        assert (await box.control("GET", "model"))["say"] == []
