"""FULL sessions: commands by data in, events in their order out."""

from __future__ import annotations

import pytest

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.lab import WAYNE, a_lab, full

DEMO = "5b9dba8a-aa31-11f0-a6ee-066a7fa2e369"


@aio
async def test_two_participants_with_the_names_the_sdk_waits_for_are_there():
    async with a_lab() as lab:
        session_id = (await lab.started())["session_id"]
        room = lab.face.resident.room
        agent = f"liveavatar-agent-{session_id}"
        # The face without media does not enter its room.
        assert [one.identity for one in room.people()] == [agent]
        assert lab.face.resident.identity == "heygen"


@aio
async def test_a_text_is_said_and_its_events_come_in_order_with_their_source():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("avatar.speak_text", text=" Hello, good to see you. ", event_id="e-1")
        ((text, voice, _, _),) = await lab.face.until_said(1)
        assert (text, voice) == ("Hello, good to see you.", "Maya")
        lab.face.begin()
        lab.face.finish()
        await spy.until_told("avatar.speak_ended")
        assert spy.kinds == [
            "avatar.speak_started",
            "avatar.transcription.chunk",
            "avatar.transcription.chunk",
            "avatar.transcription",
            "avatar.speak_ended",
        ]
        told = spy.events
        assert told[3]["text"] == told[1]["text"] + told[2]["text"] == text
        assert {one["session_id"] for one in told} == {spy.session_id}
        assert {one["source_event_id"] for one in told} == {"e-1"}
        assert len({one["event_id"] for one in told}) == len(told)


@aio
async def test_session_ids_are_tolerated_and_event_ids_are_not_needed():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("avatar.speak_text", text="One.", session_id=spy.session_id)
        await lab.face.until_said(1)
        lab.face.begin()
        assert (await spy.until_told("avatar.speak_started"))["source_event_id"] is None


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("agent-control", b"no json"),
        ("agent-control", b"[1]"),
        ("agent-control", b'{"event_type": 7}'),
        ("agent-control", b'{"event_type": "avatar.dance"}'),
        ("agent-control", b'{"event_type": "avatar.speak_text", "text": " "}'),
        ("", b'{"event_type": "avatar.speak_text", "text": "No."}'),
    ],
)
@aio
async def test_what_is_no_command_is_passed_over(topic, payload):
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.guest.say(payload, topic=topic)
        spy.ask("avatar.speak_text", text="Yes.")
        said = await lab.face.until_said(1)
        assert [one[0] for one in said] == ["Yes."]


@aio
async def test_texts_are_said_in_the_order_they_came():
    async with a_lab() as lab:
        spy = await lab.joined()
        for number in range(5):
            spy.ask("avatar.speak_text", text=f"Number {number}.")
        said = await lab.face.until_said(5)
        assert [one[0] for one in said] == [f"Number {n}." for n in range(5)]


@aio
async def test_with_a_context_it_answers_in_character():
    async with a_lab() as lab:
        spy = await lab.joined(full(context_id=await lab.context()))
        spy.ask("avatar.speak_response", text="What is your name?")
        ((text, *_),) = await lab.face.until_said(1)
        assert "Santa" in text
        assert lab.face.poses == ["think True", "think False"]


@aio
async def test_without_a_context_it_answers_nobody_and_still_says_texts():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("avatar.speak_response", text="What is your name?")
        spy.ask("avatar.speak_text", text="I say this.")
        said = await lab.face.until_said(1)
        assert [one[0] for one in said] == ["I say this."]


@aio
async def test_variables_are_put_into_the_context():
    async with a_lab() as lab:
        context = await lab.context(
            prompt="Name: {{ who }}", opening_text="I am {{who}}"
        )
        order = full(context_id=context, dynamic_variables={"who": "Nick"})
        spy = await lab.joined(order)
        lab.face.on_state("connected")
        await lab.face.until_said(1)
        spy.ask("avatar.speak_response", text="What is your name?")
        opening, answer = await lab.face.until_said(2)
        assert opening[0] == "I am Nick"
        assert "Nick" in answer[0]


@aio
async def test_guessed_the_opening_is_said_once_to_the_first_who_comes():
    async with a_lab() as lab:
        await lab.started(full(context_id=DEMO, avatar_id=WAYNE))
        lab.face.on_state("connected")
        lab.face.on_state("connected")
        said = await lab.face.until_said(1)
        assert [one[0].split(".")[0] for one in said] == ["Hello, I am Wayne"]
        tasks = (await lab.box.control("GET", "transcript"))["transcript"]
        assert len(tasks) == 1


@aio
async def test_an_interrupt_silences_and_forgets_what_waits():
    async with a_lab() as lab:
        await lab.box.control("POST", "model", {"first_token_delay_s": 30})
        spy = await lab.joined(full(context_id=await lab.context()))
        spy.ask("avatar.speak_text", text="One two three.")
        await lab.face.until_said(1)
        lab.face.begin()
        spy.ask("avatar.speak_response", text="What is your name?")
        spy.ask("avatar.speak_text", text="Never heard.")
        spy.ask("avatar.interrupt")
        await spy.until_told("avatar.speak_ended")
        spy.ask("avatar.speak_text", text="After it.")
        said = await lab.face.until_said(2)
        assert [one[0] for one in said] == ["One two three.", "After it."]
        tasks = (await lab.box.control("GET", "transcript"))["transcript"]
        assert [one["interrupted"] for one in tasks] == [True, True, True, False]
        assert tasks[0]["spoken"] == "One"


@aio
async def test_listening_poses_are_shown():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("avatar.start_listening")
        spy.ask("avatar.stop_listening")
        assert lab.face.poses == ["listen True", "listen False"]


@aio
async def test_push_to_talk_is_answered_where_the_session_is_made_for_it():
    async with a_lab() as lab:
        spy = await lab.joined(full(interactivity_type="PUSH_TO_TALK"))
        for verb in ("stop", "start", "start", "stop"):
            spy.ask(f"user.{verb}_push_to_talk")
        await spy.until_told("user.push_to_talk_stopped")
        assert spy.kinds == [
            "user.push_to_talk_stop_failed",
            "user.push_to_talk_started",
            "user.push_to_talk_start_failed",
            "user.push_to_talk_stopped",
        ]


@aio
async def test_push_to_talk_fails_in_a_conversation():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("user.start_push_to_talk")
        await spy.until_told("user.push_to_talk_start_failed")


@aio
async def test_commands_are_activity():
    async with a_lab() as lab:
        spy = await lab.joined()
        await lab.box.advance(299)
        spy.ask("avatar.stop_listening")
        await lab.box.advance(299)
        assert await lab.reason(spy.session_id) is None


@aio
async def test_the_room_is_told_the_end_with_both_names_of_its_reason():
    async with a_lab() as lab:
        spy = await lab.joined()
        spy.ask("avatar.speak_text", text="One two.")
        await lab.face.until_said(1)
        lab.face.begin()
        await lab.api("POST", "/v1/sessions/stop", token=spy.token)
        assert spy.kinds[-2:] == ["avatar.speak_ended", "session.stopped"]
        end = spy.events[-1]
        assert end["stop_reason"] == end["end_reason"] == "USER_CLOSED"


@aio
async def test_what_was_said_can_be_read_polled_and_erased():
    async with a_lab() as lab:
        spy = await lab.joined(full(context_id=await lab.context()))
        path = f"/v1/sessions/{spy.session_id}"
        await lab.box.advance(3)
        spy.ask("avatar.speak_response", text="What is your name?")
        await lab.face.until_said(1)
        await lab.box.advance(2)
        lab.face.begin()
        data = await lab.keyed("GET", f"{path}/transcript")
        user, avatar = said = data["transcript_data"]
        assert (user["role"], user["transcript"]) == ("user", "What is your name?")
        assert (avatar["role"], "Santa" in avatar["transcript"]) == ("avatar", True)
        # Whole seconds: a guess.
        began = {one["absolute_timestamp"] - one["relative_timestamp"] for one in said}
        assert len(began) == 1
        assert 3 <= user["relative_timestamp"] <= avatar["relative_timestamp"] - 2 <= 5
        assert data["session_active"] is True
        later = f"{path}/transcript?start_timestamp={data['next_timestamp']}"
        assert (await lab.keyed("GET", later))["transcript_data"] == [avatar]
        await lab.api("POST", "/v1/sessions/stop", token=spy.token)
        data = await lab.keyed("GET", f"{path}/transcript")
        assert (data["session_active"], data["next_timestamp"]) == (False, None)
        assert await lab.keyed("DELETE", f"{path}/events") is None
        assert (await lab.keyed("GET", f"{path}/transcript"))["transcript_data"] == []
