"""A LITE session in a LiveKit room of the caller's own."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from livekit import rtc

from sandbox.clock import Clock
from sandbox.livekit.rooms import API_KEY, API_SECRET
from sandbox.livekit.tokens import Ticket, TokenDesk
from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.caller import LiveCaller
from tests.sandbox.liveavatar.lab import a_lab, lite
from tests.sandbox.voice.sounds import speech

pytestmark = pytest.mark.webrtc

LOW = {"quality": "low", "encoding": "VP8"}
ME = "liveavatar-avatar-agent"


def own(url, room, **rights):
    """The body of a LITE token, made as LiveKit's plugin makes it."""
    desk = TokenDesk(Clock(), key=API_KEY, secret=API_SECRET)
    token = desk.issue(Ticket(room=room, identity=ME, kind="agent", **rights))
    config = {
        "livekit_url": url,
        "livekit_room": room,
        "livekit_client_token": token,
    }
    return lite(livekit_config=config, video_settings=LOW)


@asynccontextmanager
async def a_room(sandbox):
    """Somebody else's room with a viewer in it: it happens to be in the sandbox too."""
    async with RoomCaller(sandbox.heygen_url) as host:
        await host.open(quality="low")
        yield host


@aio
async def test_the_avatar_joins_is_seen_and_heard_there_and_goes(sandbox):
    async with a_room(sandbox) as host, LiveCaller(sandbox.liveavatar_url) as caller:
        guest = host.guest
        await caller.start(own(host.data["url"], host.session_id))
        assert caller.data["livekit_url"] == host.data["url"]
        assert caller.data["livekit_agent_token"] is None
        await guest.until(lambda: guest.people == ["heygen", ME])
        kind = guest.room.remote_participants[ME].kind
        assert kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
        await guest.until(lambda: {(ME, "audio"), (ME, "video")} <= {*guest.tracks})
        async with caller.socket() as socket:
            await socket.until_told(state="connected")
            await socket.speak_sound("e1", speech("Hello from a bot.", rate=24_000))
            await guest.until_loud()
            await socket.until_told(type="agent.speak_ended", event_id="e1")
        await caller.stop()
        await guest.until(lambda: guest.people == ["heygen"])
        assert guest.reason is None


@aio
async def test_a_session_whose_room_is_taken_away_ends(sandbox):
    async with a_room(sandbox) as host, LiveCaller(sandbox.liveavatar_url) as caller:
        await caller.start(own(host.data["url"], host.session_id))
        async with caller.socket() as socket:
            await socket.until_told(state="connected")
            await host.act("stop")
            await socket.until_told(state="closed")
        ended = sandbox.sessions()[-1]
        assert ended["end_reason"] == "SERVER_ERROR"


@pytest.mark.parametrize("right", ["can_publish", "can_subscribe", "can_publish_data"])
@aio
async def test_a_token_that_lacks_a_right_is_a_500_at_the_start(right):
    async with a_lab() as lab:
        token = await lab.token(own("ws://127.0.0.1:9", "r", **{right: False}))
        status, answer = await lab.start(token)
        assert (status, answer["message"]) == (500, "Internal server error")
        assert (await lab.keyed("GET", "/v1/users/credits"))["credits_left"] == "160.00"


@aio
async def test_a_room_that_cannot_be_entered_is_a_500_and_costs_nothing(sandbox):
    async with LiveCaller(sandbox.liveavatar_url) as caller:
        order = own(f"ws://127.0.0.1:{sandbox.url.rpartition(':')[2]}/livekit", "no")
        _, answer = await caller.post("sessions/token", order)
        token = {"Authorization": f"Bearer {answer['data']['session_token']}"}
        status, answer = await caller.post("sessions/start", headers=token)
        assert (status, answer["code"]) == (500, 5000)
        assert sandbox.sessions() == []
