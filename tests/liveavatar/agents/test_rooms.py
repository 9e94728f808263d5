"""Seats in real rooms of the sandbox, by LiveKit's own client."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from errors import NotFound, Unreachable, UpstreamError
from liveavatar.doors import Door, Gone, Hearing
from liveavatar.room_seat import take_seat
from tests.liveavatar.agents.fake_rooms import Heard
from tests.liveavatar.agents.rooms import LiveSession
from tests.sandbox.fakes import aio
from tests.sandbox_server import ROOT, SandboxServer
from tests.waiting import until

pytestmark = pytest.mark.webrtc

TEXT = "Hello, it is good to see you."
SPEAK = json.dumps({"event_type": "avatar.speak_text", "text": TEXT})
LIMIT_S = 5.0
GONE_WITHIN_S = 20
DEAF = Hearing(
    told=lambda _payload: None, watched=lambda _there: None, gone=lambda _how: None
)


@pytest.fixture
def session(sandbox):
    return LiveSession(sandbox.liveavatar_url)


@pytest.fixture
def agents(make, heard):
    return make(heard)


def speak(agents, session, text=TEXT, event_id="e-1"):
    command = {"event_type": "avatar.speak_text", "text": text, "event_id": event_id}
    return agents.say(session.id, command, lambda: session.door)


def test_what_is_said_is_spoken_and_heard_in_order(agents, session, heard, sandbox):
    with session.viewer():
        assert speak(agents, session)
        heard.until_told("avatar.speak_ended")
    whole = [kind for kind in heard.kinds if not kind.endswith(".chunk")]
    assert whole == [
        *("avatar.speak_started", "avatar.transcription"),
        "avatar.speak_ended",
    ]
    told = heard.until_told("avatar.transcription")
    assert (told["text"], told["source_event_id"]) == (TEXT, "e-1")
    assert {session_id for session_id, _ in heard.events} == {session.id}
    assert [entry["spoken"] for entry in sandbox.transcript()] == [TEXT]


def test_viewers_are_noticed_as_they_come_and_go(agents, session, heard):
    agents.enter(session.id, session.door)
    until(lambda: heard.viewers == [(session.id, False)])
    with session.viewer():
        until(lambda: heard.viewers[1:] == [(session.id, True)])
    until(lambda: heard.viewers[2:] == [(session.id, False)])


def test_a_viewer_who_was_there_before_is_noticed(agents, session, heard):
    with session.viewer():
        agents.enter(session.id, session.door)
        until(lambda: heard.viewers == [(session.id, True)])


def test_the_seat_goes_to_whoever_came_last_and_comes_back_with_the_next_word(
    agents, make, session, heard
):
    others = Heard()
    elsewhere = make(others)
    with session.viewer():
        speak(agents, session, event_id="e-1")
        heard.until_told("avatar.speak_ended")
        speak(elsewhere, session, event_id="e-2")
        others.until_told("avatar.speak_ended")
        assert heard.kinds.count("avatar.speak_ended") == 1
        speak(agents, session, event_id="e-3")
        heard.until_told("avatar.speak_ended", 2)
    sources = {one.get("source_event_id") for _, one in others.events}
    assert sources == {"e-2"}
    assert "session.stopped" not in heard.kinds + others.kinds


def test_a_session_that_stops_is_told_once_and_can_be_told_nothing(
    agents, session, heard
):
    speak(agents, session)
    session.stop()
    heard.until_told("session.stopped")
    with pytest.raises(NotFound):
        speak(agents, session)
    agents.close()
    assert heard.kinds.count("session.stopped") == 1


def test_a_room_that_is_gone_lets_nobody_in(agents, session):
    session.stop()
    with pytest.raises(NotFound):
        speak(agents, session)


def test_a_token_that_is_no_good_lets_nobody_in(agents, session):
    door = Door(session.door.url, "no-token")
    with pytest.raises(NotFound):
        agents.say(session.id, {}, lambda: door)


def test_a_server_that_is_not_there_is_unreachable(agents, session):
    door = Door("ws://127.0.0.1:1", session.door.token)
    with pytest.raises(Unreachable):
        agents.say(session.id, {}, lambda: door)


def test_a_server_that_does_not_answer_costs_no_more_than_the_limit(
    make, heard, session
):
    agents = make(heard, within_s=0.5)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        door = Door(f"ws://127.0.0.1:{deaf.getsockname()[1]}", session.door.token)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            agents.say(session.id, {}, lambda: door)
        assert time.monotonic() - began < LIMIT_S


def test_a_server_that_dies_costs_a_request_no_more_than_the_limit(agents):
    with SandboxServer() as sandbox:
        session = LiveSession(sandbox.liveavatar_url)
        speak(agents, session)
    began = time.monotonic()
    # Until LiveKit's client has noticed, it takes what it is given.
    with suppress(UpstreamError, NotFound):
        speak(agents, session)
    assert time.monotonic() - began < LIMIT_S + 1


def test_what_viewers_send_is_nothing_that_liveavatar_told(agents, session, heard):
    agents.enter(session.id, session.door)
    with session.viewer() as send:
        until(lambda: heard.viewers)
        for topic in ("agent-response", "agent-control"):
            send('{"event_type": "session.stopped"}', topic)
        # What was sent before is heard before.
        send(SPEAK, "agent-control")
        heard.until_told("avatar.speak_ended")
    assert {kind.partition(".")[0] for kind in heard.kinds} == {"avatar"}


@aio
async def test_a_seat_can_send_at_once_for_nothing_has_to_be_negotiated_first(sandbox):
    times = []
    for _ in range(3):
        session = LiveSession(sandbox.liveavatar_url)
        seat = await take_seat(session.door, DEAF)
        began = time.monotonic()
        await seat.say(b"{}")
        times.append(time.monotonic() - began)
        await seat.leave()
    # It takes about 200 ms to negotiate.
    assert min(times) < 0.05


@aio
async def test_a_seat_that_somebody_else_took_is_told_from_one_that_was_lost(sandbox):
    session = LiveSession(sandbox.liveavatar_url)
    gone: asyncio.Queue[Gone] = asyncio.Queue()
    await take_seat(session.door, replace(DEAF, gone=gone.put_nowait))
    second = await take_seat(session.door, replace(DEAF, gone=gone.put_nowait))
    assert await asyncio.wait_for(gone.get(), GONE_WITHIN_S) is Gone.TAKEN
    session.stop()
    assert await asyncio.wait_for(gone.get(), GONE_WITHIN_S) is Gone.OVER
    await second.leave()


def test_livekits_client_is_not_loaded_until_a_room_is_entered():
    story = (
        "import sys, app\n"
        "from liveavatar.agents import Agents\n"
        "Agents(on_event=print, on_viewer=print).close()\n"
        "loaded = {'livekit.rtc', 'numpy'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    command = [sys.executable, "-c", story]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
