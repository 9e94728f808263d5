"""The realtime socket: a bot lends the avatar its voice."""

from __future__ import annotations

import asyncio
import base64
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from tests.sandbox.fakes import a_box, aio
from tests.sandbox.heygen.chatter import chatting

SOUND = base64.b64encode(bytes(range(200))).decode()


@asynccontextmanager
async def a_bot(box, *, on_air=True):
    if on_air:
        data = await box.on_air()
    else:
        data = (await box.post("new", {"version": "v2"}))[1]["data"]
    box.session_id = data["session_id"]
    async with chatting(box.client, urlsplit(data["realtime_endpoint"]).path) as bot:
        yield bot


async def send(bot, kind, event_id=None, **members):
    await bot.socket.send_json({"type": kind, "event_id": event_id, **members})


async def settle(bot):
    """Everything sent so far has been followed once this is answered."""
    await send(bot, "settled?", "settled")
    await bot.until_told(event_id="settled")


@aio
async def test_the_state_is_told_at_once_and_with_every_change():
    async with a_box() as box, a_bot(box, on_air=False) as bot:
        await bot.until_told(state="connecting")
        await box.post("start", {"session_id": box.session_id})
        box.faces[-1].on_state("connected")
        await bot.until_told(state="connected")
        await box.post("stop", {"session_id": box.session_id})
        await asyncio.wait_for(bot.closed.wait(), 5)
        states = [one["state"] for one in bot.told]
        assert states == ["connecting", "connecting", "connected", "closing", "closed"]
        assert {one["type"] for one in bot.told} == {"session.state_updated"}
        assert bot.code == 1000


@aio
async def test_sound_is_spoken_as_it_comes_and_its_ends_are_told():
    async with a_box() as box, a_bot(box) as bot:
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await settle(bot)
        face = box.faces[-1]
        (sound,) = face.sounds
        assert (sound.pcm, sound.complete) == (bytes(range(200)) * 2, False)
        await send(bot, "agent.speak_end", "e1")
        face.begin()
        started = await bot.until_told(type="agent.speak_started")
        face.finish()
        ended = await bot.until_told(type="agent.speak_ended")
        assert sound.complete
        (entry,) = (await box.control("GET", "transcript"))["transcript"]
        assert started["event_id"] == ended["event_id"] == "e1"
        assert started["task"] == ended["task"] == {"id": entry["task_id"]}
        assert (entry["kind"], entry["interrupted"]) == ("audio", False)


@aio
async def test_after_an_interrupt_the_rest_of_the_utterance_is_not_spoken():
    async with a_box() as box, a_bot(box) as bot:
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await settle(bot)
        box.faces[-1].begin()
        await send(bot, "agent.interrupt")
        await send(bot, "agent.speak", "e1", audio=SOUND)
        await send(bot, "agent.speak_end", "e1")
        await send(bot, "agent.speak", "e2", audio=SOUND)
        await bot.until_told(type="agent.speak_ended", event_id="e1")
        await settle(bot)
        assert [sound.pcm for sound in box.faces[-1].sounds] == [bytes(range(200))] * 2
        first, second = (await box.control("GET", "transcript"))["transcript"]
        assert (first["interrupted"], second["interrupted"]) == (True, False)


@aio
async def test_listening_and_keep_alive_work_here_too():
    async with a_box() as box, a_bot(box) as bot:
        await send(bot, "agent.start_listening", "e1")
        await send(bot, "agent.stop_listening", "e2")
        await box.advance(100)
        await send(bot, "session.keep_alive", "e3")
        await settle(bot)
        await box.advance(100)
        assert await box.state(box.session_id) == "connected"
        assert box.faces[-1].poses == ["listen True", "listen False"]


@aio
async def test_the_early_verbs_collect_before_they_speak():
    async with a_box() as box, a_bot(box) as bot:
        await send(bot, "agent.audio_buffer_append", "e1", audio=SOUND)
        await send(bot, "agent.audio_buffer_clear", "e1")
        await send(bot, "agent.audio_buffer_append", "e1", audio=SOUND)
        await send(bot, "agent.audio_buffer_commit", "e1", audio=SOUND)
        await settle(bot)
        (sound,) = box.faces[-1].sounds
        assert (sound.pcm, sound.complete) == (bytes(range(200)) * 2, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json", "must be JSON"),
        ("[1]", "must be a JSON object"),
        ('{"type": "agent.dance"}', "unknown type: agent.dance"),
        ('{"type": "agent.speak", "audio": "%%%"}', "must be base64"),
        ('{"type": "agent.speak", "audio": 7}', "must be base64"),
        (
            '{"type": "agent.speak", "audio": "%s"}' % ("A" * 1_400_000),
            "at most 1048576 bytes",
        ),
    ],
)
@aio
async def test_a_message_that_cannot_be_followed_is_refused_and_the_socket_stays(
    text, words
):
    async with a_box() as box, a_bot(box) as bot:
        await bot.socket.send_str(text)
        assert words in (await bot.until_told(type="error"))["message"]
        await settle(bot)
        assert box.faces[-1].sounds == []


@aio
async def test_before_the_avatar_is_up_nothing_is_spoken():
    async with a_box() as box, a_bot(box, on_air=False) as bot:
        await send(bot, "agent.speak", "e1", audio=SOUND)
        refusal = await bot.until_told(type="error")
        assert refusal == {
            "type": "error",
            "event_id": "e1",
            "message": "Session is not in correct state",
        }


@aio
async def test_there_is_no_such_socket_for_other_sessions():
    async with a_box() as box:
        first, second = await box.connected(), (await box.on_air())["session_id"]
        await box.post("stop", {"session_id": second})
        path = "/heygen/v2-alpha/interactive-avatar/session/"
        for session_id, code in [("x", 400004), (first, 400004), (second, 400006)]:
            status, answer = await box.call("GET", path + session_id)
            assert (status, answer["code"]) == (400, code)
