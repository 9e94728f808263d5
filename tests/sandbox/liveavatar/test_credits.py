"""Credits, concurrency and the free minute."""

from __future__ import annotations

import pytest

from tests.sandbox.fakes import aio
from tests.sandbox.liveavatar.lab import WAYNE, a_lab, full, lite


async def left(lab, key="a-key"):
    data = await lab.keyed("GET", "/v1/users/credits", key=key)
    return float(data["credits_left"])


@pytest.mark.parametrize(("order", "rate"), [(full(), 2), (lite(), 1)])
@aio
async def test_each_minute_begun_is_billed_the_first_one_at_the_start(order, rate):
    async with a_lab() as lab:
        before = await left(lab)
        session_id = (await lab.started(order))["session_id"]
        assert before - await left(lab) == rate
        await lab.box.advance(59)
        assert before - await left(lab) == rate
        await lab.box.advance(62)
        assert before - await left(lab) == 3 * rate
        body = {"session_id": session_id}
        await lab.keyed("POST", "/v1/sessions/stop", body)
        await lab.box.advance(600)
        assert before - await left(lab) == 3 * rate
        assert await left(lab, "another-key") == before


@aio
async def test_a_session_ends_when_the_next_minute_cannot_be_paid():
    async with a_lab() as lab:
        await lab.limits(credits=5)
        session_id = (await lab.started())["session_id"]
        await lab.box.advance(119)
        assert await lab.reason(session_id) is None
        await lab.box.advance(2)
        assert await lab.reason(session_id) == "NO_CREDITS"
        assert await left(lab) == 1


@aio
async def test_guessed_without_a_minutes_credits_nothing_starts():
    # That it is refused is documented; how, is not.
    async with a_lab() as lab:
        await lab.limits(credits=1.5)
        status, answer = await lab.start(await lab.token())
        assert (status, answer["code"]) == (403, 4003)
        assert (await lab.start(await lab.token(lite())))[0] == 201


@aio
async def test_guessed_five_sessions_are_all_that_an_account_may_hold():
    # The refusal was seen; the number was not.
    async with a_lab() as lab:
        first = await lab.started(lite())
        for _ in range(4):
            await lab.started(lite())
        token = await lab.token(lite())
        refusal = {
            "code": 4003,
            "data": None,
            "message": "Session concurrency limit reached",
        }
        assert await lab.start(token) == (403, refusal)
        await lab.api("POST", "/v1/sessions/stop", token=first["token"])
        assert (await lab.start(token))[0] == 201


@aio
async def test_a_session_with_the_sandbox_flag_is_free_and_lasts_a_minute():
    async with a_lab() as lab:
        await lab.limits(credits=0)
        data = await lab.started(full(is_sandbox=True, avatar_id=WAYNE))
        assert data["max_session_duration"] == 60
        await lab.box.advance(59)
        assert await lab.reason(data["session_id"]) is None
        await lab.box.advance(1)
        assert await lab.reason(data["session_id"]) == "MAX_DURATION_REACHED"


@aio
async def test_the_sandbox_itself_tells_the_bill_of_both_clouds():
    async with a_lab() as lab:
        await lab.box.new()
        await lab.started(full())
        old, new = (await lab.box.control("GET", "sessions"))["sessions"]
        assert (old["cloud"], new["cloud"]) == ("heygen", "liveavatar")
        assert (new["mode"], new["billed_minutes"], new["billed_credits"]) == (
            *("FULL", 1),
            2.0,
        )


@aio
async def test_a_reset_ends_sessions_and_brings_everything_back():
    async with a_lab() as lab:
        await lab.limits(credits=10)
        token = (await lab.started())["token"]
        await lab.context()
        await lab.box.control("POST", "reset")
        assert lab.face.closed == 1
        assert await left(lab) == 160
        assert (await lab.keyed("GET", "/v1/contexts"))["count"] == 0
        assert (await lab.api("POST", "/v1/sessions/stop", token=token))[0] == 403
