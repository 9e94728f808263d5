"""Tasks: what is spoken, what is refused, what an interrupt leaves."""

from __future__ import annotations

import asyncio

import pytest

from tests.sandbox.fakes import a_box, aio

SANTA = "Name: Santa Claus\nTitle: Father Christmas\nInterests: reindeer, toy making"


@aio
async def test_without_a_type_the_text_is_said_as_it_is():
    async with a_box() as box:
        session_id = await box.connected()
        for extra in ({}, {"task_type": None}, {"task_type": "repeat"}):
            body = {"session_id": session_id, "text": "What is your name?", **extra}
            assert (await box.post("task", body))[0] == 200
        assert {said[0] for said in box.faces[-1].said} == {"What is your name?"}


@pytest.mark.parametrize("kind", ["talk", "chat"])
@aio
async def test_a_talk_task_is_answered_from_the_knowledge_base(kind):
    async with a_box() as box:
        session_id = await box.connected(knowledge_base=SANTA)
        body = {
            "session_id": session_id,
            "text": "What are you interested in?",
            "task_type": kind,
        }
        assert (await box.post("task", body))[0] == 200
        face = box.faces[-1]
    assert "reindeer" in face.said[0][0]
    assert face.poses == ["think True", "think False"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "x" * 1001}, 40039),
        ({"text": ""}, 40039),
        ({"text": "   "}, 40039),
        ({}, 40039),
        ({"text": ["x"]}, 400175),
        ({"text": "x", "task_type": "shout"}, 400175),
        ({"text": "x", "task_mode": "later"}, 400175),
    ],
)
@aio
async def test_a_task_that_cannot_be_spoken_is_refused(body, code):
    async with a_box() as box:
        session_id = await box.connected()
        status, answer = await box.post("task", {"session_id": session_id, **body})
        assert box.faces[-1].said == []
    assert (status, answer["code"]) == (400, code)


@aio
async def test_a_thousand_characters_are_spoken_and_interrupt_is_ignored_in_a_task():
    async with a_box() as box:
        session_id = await box.connected()
        body = {"session_id": session_id, "text": "x" * 1000, "interrupt": True}
        assert (await box.post("task", body))[0] == 200


@aio
async def test_the_transcript_tells_what_was_really_spoken():
    async with a_box() as box:
        session_id = await box.connected()
        for text in ("one two three", "four five", "six"):
            await box.post("task", {"session_id": session_id, "text": text})
        face = box.faces[-1]
        face.begin()
        face.finish()
        face.begin()
        await box.post("interrupt", {"session_id": session_id})
        entries = (await box.control("GET", "transcript"))["transcript"]
    told = [(one["spoken"], one["words_spoken"], one["interrupted"]) for one in entries]
    assert told == [("one two three", 3, False), ("four", 1, True), ("", 0, True)]
    assert entries[0]["started_at"] <= entries[0]["ended_at"]
    assert entries[2]["started_at"] is None


@aio
async def test_a_reply_that_was_interrupted_while_thought_of_is_never_said():
    async with a_box() as box:
        session_id = await box.connected(knowledge_base=SANTA)
        await box.control("POST", "model", {"first_token_delay_s": 0.1})
        body = {"session_id": session_id, "text": "Who are you?", "task_type": "talk"}
        thinking = asyncio.ensure_future(box.post("task", body))
        await box.faces[-1].thinking.wait()
        await box.post("interrupt", {"session_id": session_id})
        assert (await thinking)[0] == 200
        (entry,) = (await box.control("GET", "transcript"))["transcript"]
        assert box.faces[-1].said == []
        assert (entry["interrupted"], entry["spoken"]) == (True, "")


@aio
async def test_an_interrupt_in_silence_succeeds():
    async with a_box() as box:
        session_id = await box.connected()
        assert (await box.post("interrupt", {"session_id": session_id}))[0] == 200


@aio
async def test_listening_reaches_the_face():
    async with a_box() as box:
        session_id = await box.connected()
        for name in ("start_listening", "stop_listening"):
            assert (await box.post(name, {"session_id": session_id}))[0] == 200
        assert box.faces[-1].poses == ["listen True", "listen False"]
