"""What a viewer does in a room, ours or a LiveKit server's, and what comes of it."""

from __future__ import annotations

from livekit import rtc

from tests.sandbox.caller import RoomCaller
from tests.sandbox.voice.sounds import pieces, silence, utterance

QUESTION = "What is your name?"
TEXT = "Hello, it is good to see you again."
LONG = "One two three four five six seven eight nine ten eleven twelve thirteen."


async def speak_into(source, pcm, rate=48_000):
    for piece in pieces(pcm, rate // 100):
        if len(piece) == rate // 100:
            frame = rtc.AudioFrame(piece.tobytes(), rate, 1, len(piece))
            await source.capture_frame(frame)


def kinds(guest):
    return [event["type"] for event in guest.events]


async def is_heard_between_two_pushes(sandbox):
    sandbox.hear(QUESTION)
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open(ia_is_livekit_transport=True)
        source = await caller.guest.open_microphone()
        async with caller.chat(arch_version="v2", push_to_talk="true") as chat:
            await speak_into(source, utterance("Not for you.", rate=48_000))
            assert chat.told == []
            await caller.guest.say('"push_to_talk:start"')
            await chat.until_told(event_type="user_start")
            await speak_into(source, silence(0.3, 48_000))
            await caller.guest.say('"push_to_talk:stop"')
            await chat.until_told(event_type="user_stop")
            await caller.guest.until_told("user_end_message")


async def is_told_piece_by_piece(sandbox):
    """The events it was told, each checked."""
    async with RoomCaller(sandbox.heygen_url) as caller:
        await caller.open()
        task_id = (await caller.act("task", text=TEXT))["task_id"]
        await caller.guest.until_told("avatar_stop_talking")
        events = caller.guest.events
        assert {(who, topic) for who, topic, _ in caller.guest.data} == {("heygen", "")}
    assert [event["type"] for event in events] == [
        "avatar_start_talking",
        *["avatar_talking_message"] * 2,
        "avatar_end_message",
        "avatar_stop_talking",
    ]
    assert {event["task_id"] for event in events} == {task_id}
    assert "".join(event["message"] for event in events[1:-2]) == TEXT
    return events
