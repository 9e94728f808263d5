"""A v2 session in a room of a real LiveKit server."""

from __future__ import annotations

import jwt
import numpy as np
import pytest
from livekit import rtc

from tests.livekit_server import KEY, SECRET
from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox.room_acts import LONG, TEXT, is_told_piece_by_piece

pytestmark = pytest.mark.webrtc


@aio
async def test_the_server_and_its_tokens_are_what_a_session_answers_with(
    sandbox, livekit_server
):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.new()
        data = caller.data
        claims = {
            name: jwt.decode(data[name], SECRET, algorithms=["HS256"])
            for name in ("access_token", "livekit_agent_token")
        }
        await caller.act("stop")
    assert data["url"] == livekit_server.url
    assert {one["iss"] for one in claims.values()} == {KEY}
    assert {one["video"]["room"] for one in claims.values()} == {data["session_id"]}
    viewer, agent = claims.values()
    assert (viewer["sub"], agent["sub"], agent["kind"]) == ("client", "agent", "agent")


@pytest.mark.parametrize("codec", ["VP8", "H264"])
@aio
async def test_a_face_is_seen_to_move_and_heard(sandbox, codec):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low", video_encoding=codec)
        guest = caller.guest
        assert (guest.people, guest.size) == (["heygen"], (640, 360))
        await guest.until(lambda: sorted(guest.tracks) == TRACKS)
        await caller.act("task", text=LONG)
        await guest.until_loud()
        before = guest.picture
        await guest.until(lambda: moved(before, guest.picture))
        await caller.act("interrupt")
        await guest.until_silent()
        assert [one["interrupted"] for one in sandbox.transcript()] == [True]


TRACKS = [("heygen", "audio"), ("heygen", "video")]


def moved(before, after):
    """Whether a hundred points or more of two pictures are not alike at all."""
    luma = [np.frombuffer(one, np.uint8)[: 640 * 360] for one in (before, after)]
    return (np.abs(luma[0].astype(int) - luma[1]) > 40).sum() >= 100


@aio
async def test_the_room_is_told_what_is_said_piece_by_piece(sandbox):
    await is_told_piece_by_piece(sandbox)


@aio
async def test_a_stopped_session_deletes_its_room_for_everybody(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low")
        agent = await caller.enter(caller.data["livekit_agent_token"])
        await caller.act("stop")
        for guest in (caller.guest, agent):
            await guest.until(lambda guest=guest: guest.reason is not None)
            assert guest.reason == rtc.DisconnectReason.ROOM_DELETED
        with pytest.raises(rtc.ConnectError):
            await caller.enter(caller.data["access_token"])


@aio
async def test_who_joins_before_the_start_sees_the_avatar_come(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.new(quality="low")
        guest = await caller.enter(caller.data["access_token"])
        assert guest.people == []
        await caller.act("start")
        await guest.until(lambda: guest.frames and guest.people == ["heygen"])
        await caller.act("task", text=TEXT)
        await guest.until_loud()


@aio
async def test_a_pushed_clock_makes_no_token_invalid(sandbox):
    sandbox.advance(86_400)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low")
        assert caller.guest.people == ["heygen"]
