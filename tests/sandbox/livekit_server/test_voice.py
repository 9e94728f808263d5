"""What a viewer says in a room of a real LiveKit server."""

from __future__ import annotations

import pytest

from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox.room_acts import (
    QUESTION,
    is_heard_between_two_pushes,
    kinds,
    speak_into,
)
from tests.sandbox.voice.sounds import utterance

pytestmark = pytest.mark.webrtc

SANTA = "Name: Santa Claus\nInterests: reindeer, toy making"


@aio
async def test_a_microphone_is_heard_and_answered(sandbox):
    sandbox.hear(QUESTION)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low", knowledge_base=SANTA)
        source = await caller.guest.open_microphone()
        async with caller.chat(arch_version="v2") as chat:
            await speak_into(source, utterance("Bla bla bla.", rate=48_000))
            await chat.until_told(event_type="user_start")
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_told("avatar_start_talking")
        assert kinds(caller.guest)[:3] == [
            "user_talking_message",
            "user_end_message",
            "avatar_start_talking",
        ]


@aio
async def test_push_to_talk_hears_what_is_between_the_pushes(sandbox):
    await is_heard_between_two_pushes(sandbox)


@aio
async def test_a_text_sent_in_the_room_is_answered(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low", knowledge_base=SANTA)
        await caller.guest.say("no JSON at all")
        await caller.guest.say('"What is your name?"', topic="somebody-elses")
        await caller.guest.say('"What is your name?"')
        await caller.guest.until_told("avatar_end_message")
        (entry,) = sandbox.transcript()
        assert (entry["kind"], "Santa" in entry["text"]) == ("talk", True)
