"""LITE sessions: the caller brings the sound by `ws_url`."""

from __future__ import annotations

import asyncio
import base64
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from tests.sandbox.fakes import aio
from tests.sandbox.heygen.chatter import chatting
from tests.sandbox.liveavatar.lab import NOWHERE, RoomSpy, a_lab, full, lite

PCM = bytes(range(200))
SOUND = base64.b64encode(PCM).decode()


@asynccontextmanager
async def a_bot(lab, *, on_air=True):
    data = await lab.started(lite())
    lab.session_id, lab.token_now = data["session_id"], data["token"]
    async with chatting(lab.box.client, urlsplit(data["ws_url"]).path) as bot:
        if on_air:
            await lab.box.advance(1)
            await bot.until_told(state="connected")
        yield bot


async def send(bot, kind, event_id=None, **members):
    given = {"event_id": event_id} if event_id else {}
    await bot.socket.send_json({"type": kind, **given, **members})


async def settle(lab, bot):
    """Everything sent so far has been followed once this shows."""
    lab.face.posed.clear()
    await send(bot, "agent.start_listening")
    await asyncio.wait_for(lab.face.posed.wait(), 5)


@aio
async def test_the_answer_has_a_room_and_a_socket():
    async with a_lab() as lab:
        data = await lab.started(lite())
        host = f"{lab.box.client.host}:{lab.box.client.port}"
        path = f"/liveavatar/v1/ws/sessions/{data['session_id']}"
        assert data["ws_url"] == f"ws://{host}{path}"
        assert data["livekit_url"] == f"ws://{host}/livekit"
        assert data["livekit_client_token"] != data["livekit_agent_token"]


@aio
async def test_the_state_is_told_at_once_and_with_every_change():
    async with a_lab() as lab, a_bot(lab, on_air=False) as bot:
        await bot.until_told(state="connecting")
        lab.face.on_state("connected")
        await bot.until_told(state="connected")
        await lab.api("POST", "/v1/sessions/stop", token=lab.token_now)
        await asyncio.wait_for(bot.closed.wait(), 5)
        states = [one["state"] for one in bot.told]
        assert states == ["connecting", "connected", "closing", "closed"]
        assert bot.code == 1000


@aio
async def test_before_it_is_connected_what_is_asked_is_dropped_without_a_reply():
    async with a_lab() as lab, a_bot(lab, on_air=False) as bot:
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await send(bot, "agent.start_listening")
        await bot.until_told(state="connecting")
        await lab.box.advance(1)
        await bot.until_told(state="connected")
        assert (lab.face.sounds, lab.face.poses) == ([], [])


@pytest.mark.parametrize(
    "ids", [("e1", "e1", "e1"), ("e1", "e2", "e3"), (None, None, None)]
)
@aio
async def test_pieces_are_one_utterance_whatever_they_are_called(ids):
    first, second, last = ids
    async with a_lab() as lab, a_bot(lab) as bot:
        started = {"encoding": "pcm_s16le", "sample_rate": 24000, "channels": 1}
        await send(bot, "start", **started)
        await send(bot, "agent.speak", first, audio=SOUND)
        await send(bot, "agent.speak", second, audio=SOUND)
        await settle(lab, bot)
        (sound,) = lab.face.sounds
        assert (sound.pcm, sound.complete) == (PCM * 2, False)
        await send(bot, "agent.speak_end", last)
        await settle(lab, bot)
        assert sound.complete
        lab.face.begin()
        begun = await bot.until_told(type="agent.speak_started")
        lab.face.finish()
        ended = await bot.until_told(type="agent.speak_ended")
        (task,) = (await lab.box.control("GET", "transcript"))["transcript"]
        assert begun["event_id"] == ended["event_id"] == first
        assert begun["task"] == ended["task"] == {"id": task["task_id"]}
        await send(bot, "agent.speak", first, audio=SOUND)
        await settle(lab, bot)
        assert len(lab.face.sounds) == 2


@aio
async def test_an_interrupt_is_told_before_the_end_and_leaves_late_pieces_out():
    async with a_lab() as lab, a_bot(lab) as bot:
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await settle(lab, bot)
        lab.face.begin()
        await send(bot, "agent.interrupt", "i1")
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await send(bot, "agent.speak_end", "e1")
        await send(bot, "agent.speak", "e2", audio=SOUND)
        await bot.until_told(type="agent.speak_ended", event_id="e1")
        await settle(lab, bot)
        assert [sound.pcm for sound in lab.face.sounds] == [PCM, PCM]
        assert [one["type"] for one in bot.told][-3:] == [
            "agent.speak_started",
            "agent.speak_interrupted",
            "agent.speak_ended",
        ]


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[1]",
        '{"type": "agent.dance"}',
        '{"type": "agent.speak", "audio": "%%%"}',
        '{"type": "agent.speak", "audio": 7}',
        '{"type": "agent.speak", "audio": "%s"}' % ("A" * 1_400_000),
    ],
)
@aio
async def test_what_cannot_be_followed_is_passed_over(text):
    async with a_lab() as lab, a_bot(lab) as bot:
        await bot.socket.send_str(text)
        await settle(lab, bot)
        assert lab.face.sounds == []
        assert {one["type"] for one in bot.told} == {"session.state_updated"}


@aio
async def test_keep_alive_keeps_it_alive():
    async with a_lab() as lab, a_bot(lab) as bot:
        await lab.box.advance(290)
        await send(bot, "session.keep_alive", "k1")
        await settle(lab, bot)
        await lab.box.advance(290)
        assert await lab.reason(lab.session_id) is None
        await lab.box.advance(11)
        assert await lab.reason(lab.session_id) == "IDLE_TIMEOUT"


@aio
async def test_while_no_socket_is_open_the_room_takes_what_needs_no_sound():
    async with a_lab() as lab, a_bot(lab) as bot:
        room = lab.face.resident.room
        spy = RoomSpy(room)
        await room.join(spy.guest)
        await room.join(lab.face.resident)
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await settle(lab, bot)
        lab.face.begin()
        spy.ask("avatar.interrupt")
        await bot.until_told(type="agent.speak_interrupted")
        spy.ask("avatar.stop_listening")
        spy.ask("avatar.speak_text", text="Not in this mode.")
        assert lab.face.poses[-1] == "listen False"
        assert lab.face.said == []


@aio
async def test_guessed_there_is_no_socket_for_other_sessions():
    async with a_lab() as lab:
        ended = await lab.started(lite())
        await lab.api("POST", "/v1/sessions/stop", token=ended["token"])
        other = await lab.started(full())
        for name in (NOWHERE, ended["session_id"], other["session_id"]):
            status, answer = await lab.api("GET", f"/v1/ws/sessions/{name}")
            assert (status, answer["message"]) == (404, "Session not found")
