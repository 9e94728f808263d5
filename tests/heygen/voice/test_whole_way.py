"""A voice chat through our server: the sandbox as HeyGen, LiveKit's own client."""

from __future__ import annotations

import pytest
import requests

from heygen.chat_client import ChatSocket
from heygen.frames import Sound
from tests.sandbox.fakes import aio
from tests.sandbox.voice.sounds import pieces, speech, utterance
from tests.waiting import until

pytestmark = pytest.mark.webrtc

QUESTION = "What is your name?"


def told(chat):
    return [event["event_type"] for event in chat.told]


def said_by(guest, kind):
    found = [event for event in guest.events if event["type"] == kind]
    return "".join(event["message"] for event in found)


def record(served, session_id, what=""):
    return requests.get(f"{served.url}/sessions/{session_id}{what}", timeout=10).json()


@aio
async def test_the_six_steps_from_a_token_to_an_answer_that_is_heard(served, caller):
    served.sandbox.hear(QUESTION)
    async with caller:
        await caller.become_token()
        await caller.open()
        async with caller.chat() as chat:
            await chat.speak(utterance("Bla bla bla bla."))
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_loud()
            await caller.guest.until_told("avatar_stop_talking")
        assert told(chat) == ["user_start", "user_stop"]
        assert said_by(caller.guest, "user_talking_message") == QUESTION
        (entry,) = served.sandbox.transcript()
        assert said_by(caller.guest, "avatar_talking_message") == entry["text"]
        # The active persona's, though nobody sent HeyGen a knowledge base.
        assert "Maya" in entry["text"]


@aio
async def test_what_is_written_is_answered_by_the_persona_and_in_the_ledger(
    served, caller
):
    async with caller:
        await caller.become_token()
        await caller.open()
        async with caller.chat() as chat:
            await chat.say(QUESTION)
            await caller.guest.until_loud()
            await caller.guest.until_told("avatar_stop_talking")
        entries = served.sandbox.transcript()
        assert {entry["kind"] for entry in entries} == {"repeat"}
        turns = record(served, caller.session_id, "/transcript")["turns"]
        assert (turns[0]["role"], turns[0]["text"]) == ("user", QUESTION)
        assert turns[1]["role"] == "persona"
        assert entries[0]["text"] in turns[1]["text"]


@aio
async def test_a_user_who_speaks_cuts_in_on_what_the_persona_has_still_to_say(
    served, caller
):
    answer = "This first sentence takes a while to be said. " * 8
    served.sandbox.model(say=[answer], tokens_per_second=10)
    served.sandbox.hear("Stop it.")
    async with caller:
        await caller.become_token()
        await caller.open()
        async with caller.chat() as chat:
            await chat.say(QUESTION)
            await caller.guest.until_loud()
            await chat.speak(utterance("Bla bla bla bla."))
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_told("user_end_message")

        def cut():
            said = record(served, caller.session_id, "/transcript")["turns"][1]
            return said if said["interrupted"] else None

        assert len(until(cut)["text"]) < len(answer) / 2


@aio
async def test_a_bot_finds_every_door_it_needs_and_is_heard_in_the_room(served, caller):
    nulls = {"knowledge_base": None, "language": None, "voice": {"rate": None}}
    async with caller:
        await caller.open(**nulls, avatar_id=None, activity_idle_timeout=None)
        doors = ("url", "access_token", "livekit_agent_token", "realtime_endpoint")
        assert all(isinstance(caller.data[name], str) for name in doors)
        bot = await caller.enter(caller.data["livekit_agent_token"])
        await bot.until(lambda: bot.people == ["client", "heygen"])
        async with caller.realtime() as socket:
            await socket.until_told(state="connected")
            await socket.speak_sound("e1", speech("Hello from a bot.", rate=24_000))
            await caller.guest.until_loud()
            await bot.until_loud()
            await socket.until_told(type="agent.speak_ended", event_id="e1")


@aio
async def test_the_python_client_writes_speaks_and_is_told(served, caller):
    served.sandbox.hear(QUESTION)
    async with caller:
        await caller.become_token()
        await caller.open()
        door = {"session_id": caller.session_id, "token": caller.token}
        with ChatSocket.open(served.url, **door) as chat:
            for piece in pieces(utterance("Bla bla bla bla.")):
                chat.send(Sound(piece.tobytes()))
            told = [next(chat.events())["event_type"] for _ in range(2)]
            assert told == ["user_start", "user_stop"]
        await caller.guest.until_told("user_end_message")
