"""Places, countdowns and credits."""

from __future__ import annotations

import pytest

from tests.sandbox.fakes import a_box, aio


@aio
async def test_one_key_holds_three_sessions_and_another_key_its_own():
    other = {"X-Api-Key": "another-key"}
    async with a_box() as box:
        for _ in range(3):
            await box.new()
        status, answer = await box.post("new", {})
        assert (status, answer["code"]) == (400, 10004)
        assert answer["message"].startswith("Concurrent limit reached")
        assert (await box.post("new", {}, headers=other))[0] == 200


@aio
async def test_the_number_of_places_can_be_set():
    async with a_box() as box:
        await box.control("POST", "limits", {"max_sessions": 1})
        await box.new()
        assert (await box.post("new", {}))[1]["code"] == 10004
        await box.control("POST", "reset")
        for _ in range(3):
            await box.new()


@aio
async def test_silence_ends_a_session_after_two_minutes():
    async with a_box() as box:
        session_id = await box.connected()
        await box.advance(119)
        assert await box.state(session_id) == "connected"
        await box.advance(2)
        assert await box.state(session_id) == "idle"
        assert box.faces[-1].closed == 1


@pytest.mark.parametrize("name", ["keep_alive", "task", "interrupt", "start_listening"])
@aio
async def test_activity_starts_the_countdown_anew(name):
    async with a_box() as box:
        session_id = await box.connected()
        await box.advance(100)
        await box.post(name, {"session_id": session_id, "text": "still here"})
        await box.advance(100)
        assert await box.state(session_id) == "connected"
        await box.advance(30)
        assert await box.state(session_id) == "idle"


@aio
async def test_a_long_speech_is_not_idleness():
    async with a_box() as box:
        session_id = await box.connected(activity_idle_timeout=30)
        await box.post("task", {"session_id": session_id, "text": "long"})
        box.faces[-1].begin()
        await box.advance(100)
        assert await box.state(session_id) == "connected"
        box.faces[-1].finish()
        await box.advance(31)
        assert await box.state(session_id) == "idle"


@aio
async def test_the_idle_countdown_can_be_chosen_or_switched_off():
    async with a_box() as box:
        short = await box.connected(activity_idle_timeout=30)
        endless = await box.connected(disable_idle_timeout=True)
        await box.advance(31)
        assert await box.state(short) == "idle"
        await box.advance(500)
        assert await box.state(endless) == "connected"


@aio
async def test_every_session_ends_at_its_limit():
    async with a_box() as box:
        session_id = await box.connected(activity_idle_timeout=3600)
        await box.advance(601)
        assert await box.state(session_id) == "limit"


@aio
async def test_a_session_that_is_never_started_frees_its_place():
    async with a_box() as box:
        session_id = await box.new()
        await box.advance(61)
        assert await box.state(session_id) == "not_started"


async def quota(box):
    _, answer = await box.get("/v2/user/remaining_quota")
    left = answer["data"]["remaining_quota"]
    assert answer == {
        "error": None,
        "data": {"remaining_quota": left, "details": {"api": left}},
    }
    return left


@aio
async def test_a_session_costs_a_fifth_of_a_credit_a_minute_and_half_of_that_at_least():
    async with a_box(credits=10) as box:
        assert await quota(box) == 600
        short = await box.connected()
        await box.post("stop", {"session_id": short})
        assert await quota(box) == 594
        long = await box.connected(activity_idle_timeout=3600)
        await box.advance(89.5)
        await box.post("stop", {"session_id": long})
        lines = (await box.control("GET", "sessions"))["sessions"]
    assert [line["billed_seconds"] for line in lines] == [30, 90]
    assert [round(line["billed_credits"], 6) for line in lines] == [0.1, 0.3]


@aio
async def test_sessions_end_when_the_credits_are_spent_and_none_begins_then():
    async with a_box(credits=0.4) as box:
        first = await box.connected(activity_idle_timeout=3600)
        second = await box.connected(activity_idle_timeout=3600)
        await box.advance(58)
        assert await box.state(first) == "connected"
        await box.advance(4)
        assert await box.state(first) == await box.state(second) == "credits"
        assert await quota(box) == 0
        status, answer = await box.post("new", {})
        assert (status, answer["code"]) == (400, 10015)
