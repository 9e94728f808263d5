"""A LiveKit server that dies."""

from __future__ import annotations

import pytest
from livekit import api

from tests.livekit_server import KEY, SECRET, LivekitServer
from tests.sandbox.caller import RoomCaller
from tests.sandbox.fakes import aio
from tests.sandbox_server import SandboxServer
from tests.waiting import until

pytestmark = pytest.mark.webrtc


@pytest.fixture
def own_server(livekit_server):
    """A LiveKit server of this test's own, to be killed."""
    with LivekitServer() as server:
        yield server


@aio
async def test_a_session_whose_server_dies_ends_and_costs_no_more(own_server):
    with SandboxServer(livekit=own_server.environ) as sandbox:
        sandbox.limits(session_limit_s=3600)
        async with RoomCaller(sandbox.heygen_url) as caller:
            await caller.open(quality="low", activity_idle_timeout=3600)
            await caller.act("task", text="One two three four five six seven.")
            own_server.kill()

            def ended():
                sandbox.advance(1)
                (session,) = sandbox.sessions()
                return session["end_reason"]

            assert until(ended) == "room_lost"
            (bill,) = [one["billed_seconds"] for one in sandbox.sessions()]
            sandbox.advance(300)
            assert [one["billed_seconds"] for one in sandbox.sessions()] == [bill]
            order = {"session_id": caller.session_id}
            status, answer = await caller.post("interrupt", **order)
            assert (status, answer["code"]) == (400, 400006)


@aio
async def test_a_session_whose_room_somebody_else_deletes_ends(sandbox, livekit_server):
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(quality="low")
        async with api.LiveKitAPI(livekit_server.url, KEY, SECRET) as door:
            await door.room.delete_room(api.DeleteRoomRequest(room=caller.session_id))
        await caller.guest.until(lambda: caller.guest.reason is not None)
        until(lambda: sandbox.sessions()[0]["end_reason"] == "room_lost")
