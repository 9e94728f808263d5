"""LiveAvatar over real HTTP, with LiveKit's own client in the rooms."""

from __future__ import annotations

import asyncio
import time

import pytest
from livekit import rtc

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.caller import (
    LiveCaller,
    ask,
    events,
    kinds,
    speak_into,
    until_told,
)
from tests.sandbox.liveavatar.lab import full, lite
from tests.sandbox.voice.sounds import silence, speech, utterance

pytestmark = pytest.mark.webrtc

TEXT = "Hello, it is good to see you again."
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen."
QUESTION = "What is your name?"
SANTA = "Name: Santa Claus\nInterests: reindeer, toy making"
LOW = {"quality": "low", "encoding": "VP8"}


@aio
async def test_a_text_sent_as_data_is_seen_heard_and_told_in_order(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(full(video_settings={"quality": "medium"}))
        guest = caller.guest
        assert guest.people == ["heygen", caller.agent]
        assert guest.size == (854, 480)
        assert {who for who, _ in guest.tracks} == {"heygen"}
        await ask(guest, "avatar.speak_text", text=TEXT, event_id="e-1")
        await guest.until_loud()
        await until_told(guest, "avatar.speak_ended")
        await guest.until_silent()
        assert {who for who, _, _ in guest.data} == {caller.agent}
        told = [kind for kind in kinds(guest) if not kind.endswith(".chunk")]
        assert told == [
            *("avatar.speak_started", "avatar.transcription"),
            "avatar.speak_ended",
        ]
        whole = [one for one in events(guest) if "text" in one][-1]
        assert (whole["text"], whole["source_event_id"]) == (TEXT, "e-1")
        (entry,) = sandbox.transcript()
        assert entry["spoken"] == TEXT


@aio
async def test_the_agents_token_commands_too_and_everybody_is_told(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(full(video_settings=LOW))
        agent = await caller.enter(caller.data["livekit_agent_token"])
        await ask(agent, "avatar.speak_text", text=LONG)
        await caller.guest.until_loud()
        await ask(agent, "avatar.interrupt")
        for guest in (caller.guest, agent):
            await until_told(guest, "avatar.speak_ended")
        await caller.guest.until_silent()
        (entry,) = sandbox.transcript()
        assert entry["interrupted"] is True


@aio
async def test_guessed_the_opening_waits_for_somebody_who_watches(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        context_id = await caller.context(SANTA, opening_text="Ho, ho, ho.")
        await caller.start(full(context_id=context_id, video_settings=LOW))
        agent = await caller.enter(caller.data["livekit_agent_token"])
        await ask(agent, "user.start_push_to_talk")
        await until_told(agent, "user.push_to_talk_start_failed")
        viewer = await caller.enter(caller.data["livekit_client_token"])
        for guest in (viewer, agent):
            told = await until_told(guest, "avatar.transcription")
            assert told["text"] == "Ho, ho, ho."
            assert kinds(guest).count("avatar.speak_started") == 1


@aio
async def test_a_spoken_question_is_told_transcribed_and_answered(sandbox):
    sandbox.hear(QUESTION)
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        context_id = await caller.context(SANTA)
        await caller.open(full(context_id=context_id, video_settings=LOW))
        guest = caller.guest
        source = await guest.open_microphone()
        await speak_into(source, utterance("Bla bla bla.", rate=48_000))
        await until_told(guest, "avatar.transcription")
        told = [kind for kind in kinds(guest) if not kind.endswith(".chunk")]
        assert told == [
            *("user.speak_started", "user.speak_ended", "user.transcription"),
            *("avatar.speak_started", "avatar.transcription"),
        ]
        texts = [one["text"] for one in events(guest) if "text" in one]
        assert texts[1] == QUESTION
        assert "Santa" in texts[-1]


@aio
async def test_without_a_context_what_is_heard_is_told_and_not_answered(sandbox):
    sandbox.hear(QUESTION)
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(full(video_settings=LOW))
        guest = caller.guest
        source = await guest.open_microphone()
        await speak_into(source, utterance("Bla bla bla.", rate=48_000))
        await until_told(guest, "user.transcription")
        await ask(guest, "avatar.speak_response", text=QUESTION)
        await ask(guest, "avatar.speak_text", text="I say this.")
        said = await until_told(guest, "avatar.transcription")
        assert said["text"] == "I say this."


@aio
async def test_push_to_talk_hears_what_is_between_the_pushes(sandbox):
    sandbox.hear(QUESTION)
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        order = full(interactivity_type="PUSH_TO_TALK", video_settings=LOW)
        await caller.open(order)
        guest = caller.guest
        source = await guest.open_microphone()
        await speak_into(source, utterance("Not for you.", rate=48_000))
        assert kinds(guest) == []
        await ask(guest, "user.start_push_to_talk")
        await until_told(guest, "user.push_to_talk_started")
        await speak_into(source, silence(0.3, 48_000))
        await ask(guest, "user.stop_push_to_talk")
        assert (await until_told(guest, "user.transcription"))["text"] == QUESTION
        assert set(kinds(guest)) > {"user.speak_started", "user.push_to_talk_stopped"}


@pytest.mark.parametrize("end", ["stop", "limit"])
@aio
async def test_at_its_end_everybody_is_told_why_and_sent_away(sandbox, end):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(full(max_session_duration=100, video_settings=LOW))
        guest = caller.guest
        # Whoever asks has an open way for data, and so has whoever answers.
        await ask(guest, "user.start_push_to_talk")
        await until_told(guest, "user.push_to_talk_start_failed")
        if end == "stop":
            await caller.stop()
        else:
            await asyncio.to_thread(sandbox.advance, 101)
        await guest.until(lambda: guest.reason is not None)
        assert guest.reason == rtc.DisconnectReason.ROOM_DELETED
        reason = "USER_CLOSED" if end == "stop" else "MAX_DURATION_REACHED"
        assert events(guest)[-1]["stop_reason"] == reason
        assert events(guest)[-1]["event_type"] == "session.stopped"


@aio
async def test_a_bot_lends_a_lite_avatar_its_voice(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(lite(video_settings=LOW))
        assert caller.guest.people == ["heygen"]
        async with caller.socket() as socket:
            await socket.until_told(state="connected")
            await socket.speak_sound("e1", speech(LONG, rate=24_000))
            await caller.guest.until_loud()
            await socket.until_told(type="agent.speak_started", event_id="e1")
            await socket.socket.send_json({"type": "agent.interrupt"})
            await socket.until_told(type="agent.speak_ended", event_id="e1")
            await caller.guest.until_silent()


@aio
async def test_the_waits_are_short(sandbox):
    # A generous ceiling: it is there to notice a second more, not a millisecond.
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(full(video_settings=LOW))
        guest = caller.guest
        await guest.until_silent()
        asked = time.monotonic()
        await ask(guest, "avatar.speak_text", text=LONG)
        loud_s = await guest.until_loud() - asked
        asked = time.monotonic()
        await ask(guest, "avatar.interrupt")
        silent_s = await guest.until_silent() - asked
    assert max(loud_s, silent_s) < 1.5
