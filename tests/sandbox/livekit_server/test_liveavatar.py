"""LiveAvatar's sessions in rooms of a real LiveKit server."""

from __future__ import annotations

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
from tests.sandbox.voice.sounds import speech, utterance

pytestmark = pytest.mark.webrtc

LOW = {"quality": "low", "encoding": "VP8"}
QUESTION = "What is your name?"


@aio
async def test_a_full_session_hears_answers_is_interrupted_and_tells_its_end(
    sandbox, livekit_server
):
    sandbox.hear(QUESTION)
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        context_id = await caller.context("Name: Santa Claus")
        await caller.open(full(context_id=context_id, video_settings=LOW))
        guest = caller.guest
        assert caller.data["livekit_url"] == livekit_server.url
        assert guest.people == ["heygen", caller.agent]
        kind = guest.room.remote_participants[caller.agent].kind
        assert kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        source = await guest.open_microphone()
        await speak_into(source, utterance("Bla bla bla.", rate=48_000))
        said = await until_told(guest, "avatar.transcription")
        assert "Santa" in said["text"]
        assert {who for who, _, _ in guest.data} == {caller.agent}
        agent = await caller.enter(caller.data["livekit_agent_token"])
        await guest.until_loud()
        await ask(agent, "avatar.interrupt")
        await until_told(guest, "avatar.speak_ended")
        await guest.until_silent()
        told = [kind for kind in kinds(guest) if not kind.endswith(".chunk")]
        assert told == [
            *("user.speak_started", "user.speak_ended", "user.transcription"),
            *("avatar.speak_started", "avatar.transcription", "avatar.speak_ended"),
        ]
        await caller.stop()
        await guest.until(lambda: guest.reason is not None)
        assert guest.reason == rtc.DisconnectReason.ROOM_DELETED
        assert events(guest)[-1]["stop_reason"] == "USER_CLOSED"


@aio
async def test_a_lite_session_is_lent_a_voice(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.open(lite(video_settings=LOW))
        async with caller.socket() as socket:
            await socket.until_told(state="connected")
            await socket.speak_sound("e1", speech("Hello from a bot.", rate=24_000))
            await caller.guest.until_loud()
            await socket.until_told(type="agent.speak_ended", event_id="e1")
