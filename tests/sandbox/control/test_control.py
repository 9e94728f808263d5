"""`/_sandbox/`: faults, recorder, clock, settings."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import aiohttp
import pytest
import requests

from tests.sandbox.fakes import KEY, a_box, aio
from tests.waiting import until

LIST = "/heygen/v1/streaming.list"
NEW = "/heygen/v1/streaming.new"


@aio
async def test_a_fault_answers_as_often_as_ordered():
    fault = {"path": "/heygen/v1/*", "status": 503, "times": 2, "body": {"code": 7}}
    async with a_box() as box:
        await box.control("POST", "faults", fault)
        assert await box.call("GET", LIST) == (503, {"code": 7})
        left = (await box.control("GET", "faults"))["faults"]
        assert [one["times"] for one in left] == [1]
        assert (await box.call("GET", LIST))[0] == 503
        assert (await box.call("GET", LIST))[0] == 200
        assert (await box.control("GET", "faults"))["faults"] == []


@aio
async def test_a_fault_without_end_lasts_until_taken_back():
    fault = {"path": LIST, "status": 500, "times": None}
    async with a_box() as box:
        await box.control("POST", "faults", fault)
        for _ in range(3):
            assert (await box.call("GET", LIST))[0] == 500
        await box.control("DELETE", "faults")
        assert (await box.call("GET", LIST))[0] == 200


@aio
async def test_a_fault_may_hit_one_method_only_and_bring_headers():
    fault = {
        "path": "*",
        "method": "POST",
        "status": 429,
        "body": "slow down",
        "headers": {"Retry-After": "7"},
    }
    async with a_box() as box:
        await box.control("POST", "faults", fault)
        assert (await box.call("GET", LIST))[0] == 200
        url = "/heygen/v1/streaming.new"
        async with box.client.post(url, headers=KEY) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
            assert await answer.text() == "slow down"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("drop", "sessions"), [("before", 0), ("after", 1)])
@aio
async def test_a_dropped_connection_leaves_no_answer(drop, sessions):
    async with a_box() as box:
        await box.control(
            "POST", "faults", {"path": "*streaming.new", "drop": drop, "times": 1}
        )
        # The client would repeat a dropped GET by itself, but not a POST.
        with pytest.raises(aiohttp.ClientError):
            await box.new()
        lines = (await box.control("GET", "sessions"))["sessions"]
        assert len(lines) == sessions


@aio
async def test_a_late_answer_comes_after_the_deed():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": NEW, "late_s": 60})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(box.new(), timeout=0.3)
        assert len((await box.control("GET", "sessions"))["sessions"]) == 1


def test_a_reset_hangs_up_on_who_waits_and_does_no_deed(sandbox):
    sandbox.fault(NEW, delay_s=60)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(requests.post, sandbox.url + NEW, json={}, headers=KEY)
        until(lambda: sandbox.requests(NEW))
        sandbox.reset()
        with pytest.raises(requests.ConnectionError):
            waiting.result(10)
    assert sandbox.sessions() == []


@aio
async def test_half_an_answer_breaks_off():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": LIST, "cut": True})
        with pytest.raises(aiohttp.ClientPayloadError):
            await box.call("GET", LIST)


@aio
async def test_a_garbled_answer_comes_after_the_deed():
    async with a_box() as box:
        await box.control("POST", "faults", {"path": "*streaming.new", "garble": True})
        url = "/heygen/v1/streaming.new"
        async with box.client.post(url, headers=KEY) as answer:
            assert answer.status == 200
            with pytest.raises(ValueError, match=r"Expecting value|delimiter"):
                await answer.json()
        assert len((await box.control("GET", "sessions"))["sessions"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"path": 7},
        {"path": "*", "drop": "sideways"},
        {"path": "*", "status": 99},
        {"path": "*", "times": -1},
        {"path": "*", "delay_s": "long"},
        {"path": "*", "stall_s": -1},
        {"path": "*", "method": "SHOUT"},
        {"path": "*", "colour": "red"},
    ],
)
@aio
async def test_an_order_that_makes_no_sense_is_refused_with_a_reason(body):
    async with a_box() as box:
        status, answer = await box.call("POST", "/_sandbox/faults", body)
    assert status == 400
    assert answer["error"]


@aio
async def test_every_request_is_remembered_with_its_key_masked():
    async with a_box() as box:
        await box.call("GET", f"{LIST}?page=2", headers={"X-Api-Key": "secret-key-9"})
        await box.post("task", {"session_id": "x", "text": "hi"}, headers={})
        first, second = (await box.control("GET", "requests"))["requests"]
        assert first["method"] == "GET"
        assert first["path"] == LIST
        assert first["query"] == {"page": "2"}
        assert first["key"] == "X-Api-Key: se...-9"
        assert first["status"] == 200
        assert first["took_ms"] >= 0
        assert second["body"] == {"session_id": "x", "text": "hi"}
        assert (second["key"], second["status"]) == (None, 401)
        await box.control("DELETE", "requests")
        assert (await box.control("GET", "requests"))["requests"] == []


@aio
async def test_the_memory_of_requests_is_bounded():
    async with a_box() as box:
        for _ in range(1010):
            await box.call("GET", LIST)
        assert len((await box.control("GET", "requests"))["requests"]) == 1000


@aio
async def test_time_can_be_pushed_and_read():
    async with a_box() as box:
        before = await box.control("GET", "clock")
        after = await box.control("POST", "clock", {"advance_s": 90})
        assert after["now"] - before["now"] == pytest.approx(90, abs=1)
        assert after["offset_s"] == pytest.approx(90)
        status, answer = await box.call("POST", "/_sandbox/clock", {"advance_s": -1})
        assert (status, answer["error"]) == (
            400,
            "advance_s must be a number of 0 or more",
        )


@aio
async def test_settings_change_until_reset():
    async with a_box() as box:
        assert (await box.control("GET", "limits"))["max_sessions"] == 3
        await box.control("POST", "limits", {"max_sessions": 7, "credits": 1.5})
        await box.control("POST", "model", {"tokens_per_second": 50})
        await box.control("POST", "seed", {"seed": 9})
        assert (await box.control("GET", "limits"))["max_sessions"] == 7
        model = await box.control("GET", "model")
        assert (model["tokens_per_second"], model["seed"]) == (50, 9)
        await box.control("POST", "reset")
        assert (await box.control("GET", "limits"))["max_sessions"] == 3
        assert (await box.control("GET", "model"))["seed"] == 0


@pytest.mark.parametrize("body", ["[1]", "{", '{"max_sessions": true}', '{"x": 1}'])
@aio
async def test_settings_that_make_no_sense_are_refused(body):
    async with a_box() as box:
        async with box.client.post("/_sandbox/limits", data=body) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]
        assert (await box.control("GET", "limits"))["max_sessions"] == 3


@aio
async def test_a_reset_ends_sessions_and_forgets_everything():
    async with a_box() as box:
        await box.connected()
        await box.control("POST", "reset")
        assert box.faces[-1].closed == 1
        for name in ("sessions", "transcript", "requests", "faults"):
            assert (await box.control("GET", name))[name] == []


@aio
async def test_paths_outside_every_cloud_are_answered_in_json():
    async with a_box() as box:
        status, answer = await box.call("GET", "/nothing")
    assert (status, answer) == (404, {"detail": "Not Found"})
