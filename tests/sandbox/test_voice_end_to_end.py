"""Talking with the avatar of a v2 session, by socket and by the room's microphone."""

from __future__ import annotations

import asyncio

import pytest

from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox.room_acts import (
    QUESTION,
    is_heard_between_two_pushes,
    kinds,
    speak_into,
)
from tests.sandbox.voice.sounds import speech, utterance

pytestmark = pytest.mark.webrtc

SANTA = "Name: Santa Claus\nInterests: reindeer, toy making"


@aio
async def test_the_whole_way_from_a_token_to_an_answer_that_is_heard(sandbox):
    sandbox.hear(QUESTION)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.become_token()
        await caller.open(knowledge_base=SANTA)
        async with caller.chat() as chat:
            await chat.speak(utterance("Bla bla bla bla."))
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_loud()
            await caller.guest.until_told("avatar_stop_talking")
        told = [event["event_type"] for event in chat.told]
        assert told == ["user_start", "user_stop"]
        events = caller.guest.events
        heard = [one for one in events if one["type"] == "user_talking_message"]
        assert "".join(one["message"] for one in heard) == QUESTION
        assert kinds(caller.guest)[:3] == [
            "user_talking_message",
            "user_end_message",
            "avatar_start_talking",
        ]
        said = [one for one in events if one["type"] == "avatar_talking_message"]
        (entry,) = sandbox.transcript()
        assert "".join(one["message"] for one in said) == entry["text"]
        assert "Santa" in entry["text"]


@aio
async def test_a_microphone_in_the_room_is_heard_once_voice_chat_is_there(sandbox):
    sandbox.hear(QUESTION)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(knowledge_base=SANTA)
        source = await caller.guest.open_microphone()
        async with caller.chat(arch_version="v2") as chat:
            await speak_into(source, utterance("Bla bla bla.", rate=48_000))
            await chat.until_told(event_type="user_start")
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_told("avatar_start_talking")
            assert "user_end_message" in kinds(caller.guest)


@aio
async def test_a_microphone_for_somebody_elses_bot_is_not_for_the_avatar(sandbox):
    sandbox.hear(QUESTION)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        source = await caller.guest.open_microphone()
        bot = await caller.enter(caller.data["livekit_agent_token"])
        speaking = asyncio.ensure_future(
            speak_into(source, utterance("Bla bla bla.", rate=48_000))
        )
        await bot.until(lambda: ("client", "audio") in bot.tracks)
        await speaking
        await caller.act("task", text="Hi.")
        await caller.guest.until_told("avatar_start_talking")
        assert "user_end_message" not in kinds(caller.guest)


@aio
async def test_push_to_talk_hears_what_is_between_the_pushes(sandbox):
    await is_heard_between_two_pushes(sandbox)


@aio
async def test_a_text_sent_in_the_room_is_answered(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(knowledge_base=SANTA)
        await caller.guest.say("no JSON at all")
        await caller.guest.say('{"not": "a text"}')
        await caller.guest.say('"What is your name?"', topic="somebody-elses")
        await caller.guest.say('"What is your name?"')
        await caller.guest.until_told("avatar_end_message")
        (entry,) = sandbox.transcript()
        assert (entry["kind"], "Santa" in entry["text"]) == ("talk", True)


@aio
async def test_a_spoken_phrase_is_recognised_where_pocketsphinx_is_there(sandbox):
    if sandbox.call("GET", "hearing")["engine"] == "none":
        pytest.skip("pocketsphinx has no wheel for this Python: words stay unheard")
    sandbox.call("POST", "hearing", {"phrases": [QUESTION, "Good bye, Santa."]})
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(knowledge_base=SANTA)
        async with caller.chat() as chat:
            await chat.speak(utterance(QUESTION))
            await caller.guest.until_told("user_end_message")
        heard = [one for one in caller.guest.events if "message" in one]
        assert "".join(one["message"] for one in heard[:1]) == QUESTION


@aio
async def test_a_bot_speaks_by_the_realtime_socket_and_is_heard(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        bot = await caller.enter(caller.data["livekit_agent_token"])
        await bot.until(lambda: bot.people == ["client", "heygen"])
        async with caller.realtime() as socket:
            await socket.until_told(state="connected")
            await socket.speak_sound("e1", speech("Hello from a bot.", rate=24_000))
            await caller.guest.until_loud()
            await socket.until_told(type="agent.speak_ended", event_id="e1")
        await caller.guest.until_told("avatar_stop_talking")
        assert kinds(caller.guest) == ["avatar_start_talking", "avatar_stop_talking"]
