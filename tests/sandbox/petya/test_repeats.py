"""Deliveries that come again, told apart by their ids."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.petya import models
from sandbox.petya.models import Petya
from tests.sandbox.fakes import a_box, aio

CONVERSATION = "/petya/api/v1/avatar/conversations/c-1"
STATUS, MESSAGES = f"{CONVERSATION}/status", f"{CONVERSATION}/messages"
SECRET = {"X-Avatar-Service-Secret": "a-shared-secret"}
ENDED = {"sessionId": "s-1", "status": "completed", "transcript": []}
MESSAGE = {"content": "Hello.", "isFromUser": True}
NEW, AGAIN = {"success": True}, {"success": True, "repeated": True}


def under(delivery_id):
    return {**SECRET, "Idempotency-Key": delivery_id}


async def kept(box):
    rows = (await box.control("GET", "petya/deliveries"))["deliveries"]
    return [(one["headers"].get("Idempotency-Key"), one["repeats"]) for one in rows]


@pytest.mark.parametrize(("path", "body"), [(STATUS, ENDED), (MESSAGES, MESSAGE)])
@aio
async def test_a_repeat_is_taken_for_one_and_counted(path, body):
    async with a_box() as box:
        answers = [await box.call("POST", path, body, under("d-1")) for _ in range(3)]
        assert answers == [(200, NEW), (200, AGAIN), (200, AGAIN)]
        assert await kept(box) == [("d-1", 2)]


@aio
async def test_a_repeated_message_is_one_message():
    async with a_box() as box:
        for _ in range(2):
            await box.call("POST", MESSAGES, MESSAGE, under("d-1"))
        _, answer = await box.call("GET", MESSAGES, headers=SECRET)
        assert answer == {"messages": [MESSAGE]}


@aio
async def test_other_ids_and_none_are_no_repeats():
    async with a_box() as box:
        for headers in (under("d-1"), under("d-2"), SECRET, SECRET):
            assert await box.call("POST", STATUS, ENDED, headers) == (200, NEW)
        assert await kept(box) == [("d-1", 0), ("d-2", 0), (None, 0), (None, 0)]


@aio
async def test_whoever_lost_the_answer_may_try_again():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": STATUS, "drop": "after"})
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await box.call("POST", STATUS, ENDED, under("d-1"))
        assert await box.call("POST", STATUS, ENDED, under("d-1")) == (200, AGAIN)
        assert await kept(box) == [("d-1", 1)]


@aio
async def test_what_was_refused_was_not_taken():
    async with a_box() as box:
        broken = {**ENDED, "status": "over"}
        assert (await box.call("POST", STATUS, broken, under("d-1")))[0] == 400
        refused = {**under("d-1"), "X-Avatar-Service-Secret": "refused-key"}
        assert (await box.call("POST", STATUS, ENDED, refused))[0] == 401
        assert await box.call("POST", STATUS, ENDED, under("d-1")) == (200, NEW)


@pytest.mark.parametrize(
    ("method", "name"), [("DELETE", "petya/deliveries"), ("POST", "reset")]
)
@aio
async def test_what_was_forgotten_is_new_again(method, name):
    async with a_box() as box:
        await box.call("POST", STATUS, ENDED, under("d-1"))
        await box.control(method, name)
        assert await box.call("POST", STATUS, ENDED, under("d-1")) == (200, NEW)


def test_the_last_5000_are_kept_and_their_ids_with_them():
    petya = Petya(Clock())
    for number in range(models.KEPT + 1):
        assert petya.deliver("status", "c", {}, {}, delivery_id=str(number))
    assert len(petya.deliveries()) == models.KEPT == 5000
    assert not petya.deliver("status", "c", {}, {}, delivery_id="1")
    assert petya.deliver("status", "c", {}, {}, delivery_id="0")
