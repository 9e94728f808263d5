"""The voice-chat socket: who may open it, what it takes and what it tells."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from sandbox.heygen.frames import Audio, write
from tests.sandbox.fakes import a_box, aio
from tests.sandbox.heygen.chatter import chatting
from tests.sandbox.voice.sounds import silence, utterance

PATH = "/heygen/v1/ws/streaming.chat"
SANTA = "Name: Santa Claus\nInterests: reindeer, toy making"


@asynccontextmanager
async def a_chat(box, *, on_air=True, order=None, **query):
    """A v2 session opened with a token, and its chat socket."""
    _, answer = await box.post("create_token")
    token = answer["data"]["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    body = {"version": "v2", **(order or {})}
    _, answer = await box.post("new", body, headers=bearer)
    box.session_id = answer["data"]["session_id"]
    if on_air:
        await go_on_air(box)
    query = {"session_id": box.session_id, "session_token": token, **query}
    async with chatting(box.client, PATH, **query) as chat:
        yield chat


async def go_on_air(box):
    await box.post("start", {"session_id": box.session_id})
    box.faces[-1].on_state("connected")


@aio
async def test_what_is_written_is_answered_in_character():
    async with a_box() as box, a_chat(box, order={"knowledge_base": SANTA}) as chat:
        await chat.say("What are you interested in?")
        said = await box.faces[-1].until_said(1)
        assert "reindeer" in said[0][0]
        (entry,) = (await box.control("GET", "transcript"))["transcript"]
        assert entry["kind"] == "talk"


@aio
async def test_it_opens_before_the_start_and_greets_when_the_avatar_is_there():
    async with a_box() as box:
        chat = a_chat(box, on_air=False, opening_text="Ho ho ho!")
        async with chat:
            assert box.faces[-1].said == []
            await go_on_air(box)
            said = await box.faces[-1].until_said(1)
            assert said[0][0] == "Ho ho ho!"


@aio
async def test_what_is_said_is_heard_transcribed_and_answered():
    async with a_box() as box, a_chat(box, order={"knowledge_base": SANTA}) as chat:
        await box.control("POST", "hearing", {"transcripts": ["What is your name?"]})
        await chat.speak(utterance("Bla bla bla."))
        said = await box.faces[-1].until_said(1)
        assert chat.told == [{"event_type": "user_start"}, {"event_type": "user_stop"}]
        assert "Santa" in said[0][0]
        poses = [pose for pose in box.faces[-1].poses if pose.startswith("listen")]
        assert poses == ["listen True", "listen False"]
        heard = (await box.control("GET", "hearing"))["heard"]
        assert heard == ["What is your name?"]


@aio
async def test_who_speaks_up_interrupts_the_avatar():
    async with a_box() as box, a_chat(box) as chat:
        task = {"session_id": box.session_id, "text": "One two three."}
        await box.post("task", task)
        box.faces[-1].begin()
        await chat.speak(utterance("Stop, please."))
        await chat.until_told(event_type="user_stop")
        (entry,) = (await box.control("GET", "transcript"))["transcript"]
        assert (entry["spoken"], entry["interrupted"]) == ("One", True)


@aio
async def test_silent_frames_are_no_activity_and_speech_is():
    async with a_box() as box, a_chat(box) as chat:
        # Nothing is made out of it; a recogniser would take its time, and then answer.
        await box.control("POST", "hearing", {"transcripts": [""]})
        await box.advance(100)
        await chat.speak(utterance("Hello."))
        await chat.until_told(event_type="user_stop")
        await box.advance(100)
        assert await box.state(box.session_id) == "connected"
        await chat.speak(silence(1))
        await box.advance(25)
        assert await box.state(box.session_id) == "idle"


@aio
async def test_a_long_silence_is_told_and_broken_three_times():
    async with a_box() as box, a_chat(box, silence_response="true") as chat:
        for times in (1, 2, 3):
            await box.advance(10.1)
            told = await chat.until_told(event_type="user_silence", silence_times=times)
            assert told["count_down"] == (10.0 if times < 3 else 0)
            await box.faces[-1].until_said(times)
        await box.advance(30)
        assert len(box.faces[-1].said) == 3
        assert box.faces[-1].said[0][0] == "Are you still there?"


@aio
async def test_without_silence_prompts_a_silence_is_nobodys_business():
    async with a_box() as box, a_chat(box, silence_response="false") as chat:
        await box.advance(60)
        await chat.say("Hello")
        await box.faces[-1].until_said(1)
        assert chat.told == []


@pytest.mark.parametrize("end", ["stop", "idle"])
@aio
async def test_it_closes_when_the_session_ends(end):
    async with a_box() as box, a_chat(box) as chat:
        if end == "stop":
            await box.post("stop", {"session_id": box.session_id})
        else:
            await box.advance(121)
        await asyncio.wait_for(chat.closed.wait(), 5)
        assert chat.code == 1000


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"not a frame", 1007),
        (write(Audio(bytes(10), 1, 1)), 1007),
        (write(Audio(bytes(10), 16_000, 9)), 1007),
        (write(Audio(bytes(3), 16_000, 1)), 1007),
        (bytes(70_000), 1009),
    ],
)
@aio
async def test_what_is_no_frame_closes_it_and_the_session_goes_on(message, code):
    async with a_box() as box, a_chat(box) as chat:
        await chat.socket.send_bytes(message)
        await asyncio.wait_for(chat.closed.wait(), 5)
        assert chat.code == code
        assert await box.state(box.session_id) == "connected"


@aio
async def test_a_flood_of_texts_closes_it_and_the_session_goes_on():
    async with a_box() as box, a_chat(box, on_air=False) as chat:
        for _ in range(110):
            await chat.say("Hello?")
        await asyncio.wait_for(chat.closed.wait(), 5)
        assert chat.code == 1008
        assert await box.state(box.session_id) == "new"


@aio
async def test_transcriptions_and_text_messages_are_passed_over():
    async with a_box() as box, a_chat(box) as chat:
        await chat.socket.send_bytes(bytes.fromhex("1a041a026869"))
        await chat.socket.send_str("hello")
        await chat.say("Hi")
        assert len(await box.faces[-1].until_said(1)) == 1


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 401, 400112),
        ({"session_token": "junk"}, 401, 400112),
        ({"session_token": "mine", "session_id": "nobody"}, 400, 400004),
        ({"session_token": "other"}, 401, 400112),
    ],
)
@aio
async def test_it_opens_only_with_the_sessions_own_token(query, status, code):
    async with a_box() as box:
        tokens = {}
        for name in ("mine", "other"):
            _, answer = await box.post("create_token")
            tokens[name] = answer["data"]["token"]
        bearer = {"Authorization": f"Bearer {tokens['mine']}"}
        _, answer = await box.post("new", {"version": "v2"}, headers=bearer)
        given = {"session_id": answer["data"]["session_id"], **query}
        token = given.get("session_token", "")
        given["session_token"] = tokens.get(token, token)
        async with box.client.get(PATH, params=given) as refusal:
            assert refusal.status == status
            assert (await refusal.json())["code"] == code


@aio
async def test_ended_sessions_and_those_of_v1_have_no_chat():
    async with a_box() as box:
        first = await box.connected()
        second = (await box.on_air())["session_id"]
        await box.post("stop", {"session_id": second})
        for session_id, code in [(first, 400175), (second, 400006)]:
            path = f"/heygen/v1/ws/streaming.chat?session_id={session_id}"
            assert (await box.call("GET", path))[1]["code"] == code


@pytest.mark.parametrize("body", [{"transcripts": "hello"}, {"phrases": [1]}])
@aio
async def test_what_to_hear_must_be_texts(body):
    async with a_box() as box:
        status, answer = await box.call("POST", "/_sandbox/hearing", body)
        assert (status, "list of texts" in answer["error"]) == (400, True)
