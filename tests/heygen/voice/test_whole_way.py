"""A voice chat through our server: the sandbox as HeyGen, LiveKit's own client."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.fakes import aio
from tests.sandbox.voice.sounds import utterance

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
