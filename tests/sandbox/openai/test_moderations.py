"""The stand-in moderation on the wire."""

from __future__ import annotations

import openai
import pytest

from sandbox.openai.moderation import CATEGORIES, WORDS
from tests.sandbox.fakes import a_box, aio

URL = "/openai/v1/moderations"
KEY = {"Authorization": "Bearer a-key"}


async def moderate(box, given, **more):
    status, answer = await box.call("POST", URL, {"input": given, **more}, headers=KEY)
    assert status == 200, answer
    return answer


@aio
async def test_an_answer_has_openais_shape():
    async with a_box() as box:
        answer = await moderate(box, "What a day!", model="text-moderation-latest")
    assert answer["id"].startswith("modr-")
    assert answer["model"] == "text-moderation-latest"
    (result,) = answer["results"]
    assert result["flagged"] is False
    assert list(result["categories"]) == list(CATEGORIES)
    assert not any(result["categories"].values())
    assert all(0 <= score < 0.5 for score in result["category_scores"].values())


@pytest.mark.parametrize(
    ("category", "word"),
    [(category, word) for category, words in WORDS.items() for word in words],
)
@aio
async def test_words_are_flagged_by_category(category, word):
    async with a_box() as box:
        answer = await moderate(box, f"Say {word.upper()}S, please.")
    (result,) = answer["results"]
    assert result["flagged"] is True
    found = [name for name, hit in result["categories"].items() if hit]
    assert found == [category]
    assert result["category_scores"][category] > 0.5
    assert result["category_applied_input_types"][category] == ["text"]


@pytest.mark.parametrize("text", ["", "What a skill!", "A bombastic killjoy"])
@aio
async def test_words_are_flagged_whole(text):
    async with a_box() as box:
        assert (await moderate(box, text))["results"][0]["flagged"] is False


@aio
async def test_each_text_has_its_own_verdict_and_parts_have_one():
    parts = [
        {"type": "text", "text": "Hello"},
        {"type": "image_url", "image_url": {"url": "https://x.test"}},
        {"type": "text", "text": "murder"},
    ]
    async with a_box() as box:
        texts = await moderate(box, ["Hello", "murder"])
        assert [one["flagged"] for one in texts["results"]] == [False, True]
        assert texts["model"] == "omni-moderation-latest"
        whole = await moderate(box, parts)
        assert [one["flagged"] for one in whole["results"]] == [True]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "input"),
        ({"input": 7}, "input"),
        ({"input": []}, "input"),
        ({"input": ["Hello", 7]}, "input"),
        ({"input": "Hello", "model": 7}, "model"),
    ],
)
@aio
async def test_a_body_that_breaks_the_contract_is_refused(body, param):
    async with a_box() as box:
        status, answer = await box.call("POST", URL, body, headers=KEY)
    assert (status, answer["error"]["param"]) == (400, param)


@aio
async def test_keys_and_models_are_checked():
    async with a_box() as box:
        status, _ = await box.call("POST", URL, {"input": "Hello"}, headers={})
        assert status == 401
        body = {"input": "Hello", "model": "refused-model"}
        status, answer = await box.call("POST", URL, body, headers=KEY)
        assert (status, answer["error"]["code"]) == (404, "model_not_found")


def test_openais_own_client_is_at_home(sandbox):
    with openai.OpenAI(
        base_url=sandbox.openai_url, api_key="a-key", max_retries=0
    ) as client:
        answer = client.moderations.create(input=["Hello", "murder"])
    assert [one.flagged for one in answer.results] == [False, True]
    assert answer.results[1].categories.violence is True
    assert answer.results[1].category_scores.violence > 0.5
