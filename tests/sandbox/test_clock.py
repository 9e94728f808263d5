from __future__ import annotations

import asyncio

import pytest

from sandbox.clock import Clock
from tests.sandbox.fakes import aio


def a_clock():
    return Clock(wall=lambda: 1000.0, monotonic=lambda: 50.0)


@aio
async def test_time_stands_where_it_was_pushed():
    clock = a_clock()
    assert clock.now() == 1000
    await clock.advance(20)
    assert clock.now() == 1020
    clock.reset()
    assert clock.now() == 1000


@aio
async def test_alarms_ring_in_order_and_each_in_its_own_moment():
    clock = a_clock()
    rung = []

    def alarm(name):
        async def ring():
            rung.append((name, clock.now()))

        return ring

    clock.after(20, alarm("late"))
    clock.after(5, alarm("early"))
    clock.after(90, alarm("never"))
    clock.after(6, alarm("cancelled")).cancel()
    await clock.advance(30)
    assert rung == [("early", 1005), ("late", 1020)]
    assert clock.now() == 1030


@aio
async def test_an_alarm_may_set_another_that_is_due_as_well():
    clock = a_clock()
    rung = []

    async def second():
        rung.append(clock.now())

    async def first():
        clock.after(5, second)

    clock.after(5, first)
    await clock.advance(15)
    assert rung == [1010]


@aio
async def test_an_alarm_rings_by_itself_in_real_time():
    rang = asyncio.Event()

    async def ring():
        rang.set()

    Clock().after(0.01, ring)
    await asyncio.wait_for(rang.wait(), 2)


@aio
async def test_a_failing_alarm_is_logged_and_stops_nothing(caplog):
    clock = a_clock()
    rung = []

    async def fail():
        raise RuntimeError("broken")

    async def ring():
        rung.append(True)

    clock.after(1, fail)
    clock.after(2, ring)
    await clock.advance(3)
    assert rung == [True]
    assert "broken" in caplog.text


@aio
async def test_forgotten_alarms_do_not_ring():
    clock = a_clock()

    async def ring():
        pytest.fail("it was forgotten")

    clock.after(1, ring)
    clock.reset()
    await clock.advance(5)
