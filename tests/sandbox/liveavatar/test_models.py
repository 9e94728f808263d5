"""What can only be seen from inside: a start that is overtaken by an end."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.clock import Clock
from sandbox.liveavatar.errors import RoomFailed
from sandbox.liveavatar.fields import Fields
from sandbox.liveavatar.limits import AccountLimits
from sandbox.liveavatar.models import Liveavatar
from sandbox.liveavatar.order import read_order
from sandbox.livekit.rooms import Rooms
from sandbox.livekit.tokens import Refused, Ticket
from sandbox.voice.hearing import Hearing
from tests.sandbox.fakes import FakeFace, aio
from tests.sandbox.liveavatar.lab import full, lite


class SlowFaces:
    """Makes faces once it is told to."""

    def __init__(self):
        self.asked, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, **wanted):
        self.asked.set()
        await self.go.wait()
        self.face = FakeFace(**wanted)
        return self.face


async def silent(_messages):
    return ""


@pytest.mark.parametrize("order", [full(), lite()])
@aio
async def test_a_session_that_ends_while_it_starts_leaves_nothing_behind(order):
    clock, faces = Clock(), SlowFaces()
    rooms = Rooms(clock, ("127.0.0.1",))
    cloud = Liveavatar(
        limits=AccountLimits(),
        clock=clock,
        faces=faces,
        reply=silent,
        rooms=rooms,
        hearing=Hearing(),
    )
    session_id, token = cloud.tokens.mint("k", read_order(Fields(order)))
    starting = asyncio.ensure_future(cloud.start(token, "ws://here"))
    await faces.asked.wait()
    assert cloud.credits("k") < 160
    (session,) = cloud.sessions("k")
    await session.end("MAX_DURATION_REACHED")
    faces.go.set()
    with pytest.raises(RoomFailed):
        await starting
    assert faces.face.closed == 1
    assert (cloud.sessions(), cloud.credits("k")) == ([], 160)
    with pytest.raises(Refused):
        rooms.admit(rooms.tokens.issue(Ticket(room=session_id, identity="client")))
