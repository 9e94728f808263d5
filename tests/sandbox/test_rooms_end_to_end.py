"""A v2 session over real HTTP, with LiveKit's own client in its room."""

from __future__ import annotations

import time

import pytest
from livekit import rtc

from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox.room_acts import LONG, TEXT, is_told_piece_by_piece

pytestmark = pytest.mark.webrtc


@pytest.mark.parametrize("codec", ["VP8", "H264"])
@aio
async def test_a_face_is_seen_and_heard_in_its_room(sandbox, codec):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low", video_encoding=codec)
        guest = caller.guest
        assert guest.people == ["heygen"]
        assert guest.size == (640, 360)
        task = await caller.act("task", text=TEXT)
        await guest.until_loud()
        await guest.until_told("avatar_stop_talking")
        await guest.until_silent()
        (entry,) = sandbox.transcript()
        assert (entry["spoken"], entry["task_id"]) == (TEXT, task["task_id"])


@aio
async def test_the_room_is_told_what_is_said_piece_by_piece(sandbox):
    events = await is_told_piece_by_piece(sandbox)
    assert [sorted(event) for event in (events[0], *events[-2:])] == [
        ["task_id", "type"],
        ["task_id", "type"],
        ["duration_ms", "task_id", "type"],
    ]


@aio
async def test_an_interrupt_is_heard_in_the_room(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        first = await caller.act("task", text=LONG)
        await caller.act("task", text="This is never said.")
        await caller.guest.until_loud()
        await caller.act("interrupt")
        await caller.guest.until_told("avatar_stop_talking")
        await caller.guest.until_silent()
        events = caller.guest.events
        assert {event["task_id"] for event in events} == {first["task_id"]}
        assert [one["interrupted"] for one in sandbox.transcript()] == [True, True]


@aio
async def test_a_stopped_session_deletes_its_room_for_everybody(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        agent = await caller.enter(caller.data["livekit_agent_token"])
        await caller.act("stop")
        for guest in (caller.guest, agent):
            await guest.until(lambda guest=guest: guest.reason is not None)
            assert guest.reason == rtc.DisconnectReason.ROOM_DELETED


@aio
async def test_an_idle_session_deletes_its_room_too(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        sandbox.advance(121)
        await caller.guest.until(lambda: caller.guest.reason is not None)
        assert caller.guest.reason == rtc.DisconnectReason.ROOM_DELETED
        (session,) = sandbox.sessions()
        assert session["end_reason"] == "idle"


@aio
async def test_who_joins_before_the_start_sees_the_avatar_come(sandbox):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.new()
        guest = await caller.enter(caller.data["access_token"])
        assert guest.people == []
        await caller.act("start")
        await guest.until(lambda: guest.frames and guest.people == ["heygen"])


@aio
async def test_a_viewer_who_stays_keeps_the_session_and_an_agent_does_not(sandbox):
    sandbox.limits(session_limit_s=3600)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(activity_idle_timeout=3600)
        agent = await caller.enter(caller.data["livekit_agent_token"])
        sandbox.advance(301)
        assert sandbox.sessions()[0]["state"] == "connected"
        await caller.guest.room.disconnect()
        await agent.until(lambda: agent.people == ["heygen"])
        sandbox.advance(290)
        assert sandbox.sessions()[0]["state"] == "connected"
        sandbox.advance(11)
        assert sandbox.sessions()[0]["end_reason"] == "viewer_absent"


@aio
async def test_the_waits_are_short(sandbox):
    # A generous ceiling: it is there to notice a second more, not a millisecond.
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        guest = caller.guest
        join_s = guest.first_frame_at - caller.joined_at
        await guest.until_silent()
        asked = time.monotonic()
        await caller.act("task", text=LONG)
        loud_s = await guest.until_loud() - asked
        asked = time.monotonic()
        await caller.act("interrupt")
        silent_s = await guest.until_silent() - asked
    assert max(join_s, loud_s, silent_s) < 1.5
