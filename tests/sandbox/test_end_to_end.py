"""The whole sandbox over real HTTP with a real WebRTC viewer."""

from __future__ import annotations

import asyncio
import base64
import io

import pytest
import requests
from PIL import Image

from tests.sandbox.fakes import aio
from tests.sandbox.viewer import KEY, Viewer

pytestmark = pytest.mark.webrtc

SANTA = "Name: Santa Claus\nInterests: warm cookies; northern lights"


@aio
async def test_a_face_is_seen_and_heard_saying_what_it_was_told(sandbox):
    async with Viewer(sandbox.heygen_url) as viewer:
        data = await viewer.open(quality="low")
        assert data["ice_servers2"] == []
        task = await viewer.say("Hello, it is good to see you.")
        assert task["duration_ms"] > 500
        await viewer.event("avatar_start_talking", task["task_id"])
        await asyncio.wait_for(viewer.loud.wait(), 2)
        stop = await viewer.event("avatar_stop_talking", task["task_id"])
        assert stop["duration_ms"] == pytest.approx(task["duration_ms"], abs=100)
        await asyncio.wait_for(viewer.quiet.wait(), 2)
        assert viewer.size == (640, 360)
        assert viewer.frames > 10
        (entry,) = sandbox.transcript()
        assert entry["spoken"] == "Hello, it is good to see you."
        assert entry["interrupted"] is False
        await viewer.post("stop", session_id=viewer.session_id)
        await asyncio.wait_for(viewer.channel_closed.wait(), 2)


@aio
async def test_an_interrupt_is_heard_and_written_down(sandbox):
    async with Viewer(sandbox.heygen_url) as viewer:
        await viewer.open()
        task = await viewer.say("One two three four five six seven eight nine ten.")
        after = await viewer.say("This is never said.")
        await asyncio.wait_for(viewer.loud.wait(), 2)
        await viewer.post("interrupt", session_id=viewer.session_id)
        await viewer.event("avatar_stop_talking", task["task_id"])
        await asyncio.wait_for(viewer.quiet.wait(), 1)
        first, second = sandbox.transcript()
        assert first["interrupted"] is second["interrupted"] is True
        assert 0 < first["words_spoken"] < 10
        assert second["task_id"] == after["task_id"]
        assert second["words_spoken"] == 0


@aio
async def test_a_talk_task_speaks_as_the_knowledge_base(sandbox):
    async with Viewer(sandbox.heygen_url) as viewer:
        await viewer.open(knowledge_base=SANTA)
        task = await viewer.say("What do you love?", task_type="talk")
        await viewer.event("avatar_start_talking", task["task_id"])
        (entry,) = sandbox.transcript()
        assert "cookies" in entry["text"]


@aio
async def test_time_ends_a_silent_session_for_its_viewer_too(sandbox):
    async with Viewer(sandbox.heygen_url) as viewer:
        await viewer.open()
        await viewer.say("Ready.")
        await viewer.event("avatar_stop_talking", (await last(sandbox))["task_id"])
        await asyncio.to_thread(sandbox.advance, 130)
        await asyncio.wait_for(viewer.channel_closed.wait(), 2)
        (session,) = sandbox.sessions()
        assert session["end_reason"] == "idle"
        assert session["billed_credits"] > 0.4


def test_every_avatar_has_a_picture(sandbox):
    answer = requests.get(
        f"{sandbox.heygen_url}/v1/streaming/avatar.list", headers=KEY, timeout=20
    )
    for avatar in answer.json()["data"]:
        kind, _, encoded = avatar["normal_preview"].partition(",")
        assert kind == "data:image/webp;base64"
        assert Image.open(io.BytesIO(base64.b64decode(encoded))).size == (320, 180)


async def last(sandbox):
    return (await asyncio.to_thread(sandbox.transcript))[-1]
