"""Seats in rooms of LiveKit's own server, whose words for a refusal we go by."""

from __future__ import annotations

import asyncio
import json

import pytest

from errors import NotFound
from liveavatar.doors import Door
from tests.liveavatar.agents.fake_rooms import Heard
from tests.liveavatar.agents.rooms import LiveSession
from tests.livekit_server import LivekitServer, program
from tests.sandbox_server import SandboxServer
from tests.waiting import until

pytestmark = pytest.mark.webrtc

SPEAK = {"event_type": "avatar.speak_text", "text": "Hello, it is good to see you."}


@pytest.fixture(scope="module")
def server():
    if program() is None:
        pytest.skip("livekit-server is not there; see scripts/need-livekit")
    with LivekitServer() as server:
        yield server


@pytest.fixture(scope="module")
def sandbox(server):
    """A sandbox whose rooms are on a LiveKit server."""
    with SandboxServer(livekit=server.environ) as control:
        yield control


@pytest.fixture
def session(sandbox):
    sandbox.reset()
    return LiveSession(sandbox.liveavatar_url)


def test_a_command_is_spoken_and_the_end_is_told_once(make, heard, session):
    agents = make(heard)
    with session.viewer():
        agents.say(session.id, SPEAK, lambda: session.door)
        heard.until_told("avatar.speak_ended")
    until(lambda: heard.viewers[-1:] == [(session.id, False)])
    session.stop()
    heard.until_told("session.stopped")
    with pytest.raises(NotFound):
        agents.say(session.id, SPEAK, lambda: session.door)
    agents.close()
    assert heard.kinds.count("session.stopped") == 1
    assert (session.id, True) in heard.viewers


def test_a_seat_that_somebody_else_took_is_found_again(make, heard, session):
    agents, others = make(heard), Heard()
    elsewhere = make(others)
    with session.viewer():
        for who, told in ((agents, heard), (elsewhere, others), (agents, heard)):
            seen = told.kinds.count("avatar.speak_ended")
            who.say(session.id, SPEAK, lambda: session.door)
            told.until_told("avatar.speak_ended", seen + 1)
    assert (heard.kinds + others.kinds).count("avatar.speak_ended") == 3


def test_a_seat_that_is_lost_is_taken_again_and_hears(make, heard, server, session):
    agents, there = make(heard, wait=no_time), (session.id, True)
    with session.viewer() as send:
        agents.enter(session.id, session.door)
        until(lambda: heard.viewers == [there])
        server.send_away(session.door.token)
        until(lambda: heard.viewers == [there, there])
        send(json.dumps(SPEAK), "agent-control")
        heard.until_told("avatar.speak_ended")


async def no_time(_seconds):
    await asyncio.sleep(0)


def test_neither_a_bad_token_nor_a_room_that_is_gone_lets_anybody_in(
    make, heard, session
):
    agents = make(heard)
    door = Door(session.door.url, "no-token")
    with pytest.raises(NotFound):
        agents.say(session.id, SPEAK, lambda: door)
    session.stop()
    with pytest.raises(NotFound):
        agents.say(session.id, SPEAK, lambda: session.door)
