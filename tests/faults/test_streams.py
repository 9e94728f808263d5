import asyncio

import pytest

from bench.relayed import app_before, quick_cloud
from bench.streams import Crowd

STREAMS, SESSIONS, TURNS = 40, 8, 6


async def what_becomes_of_a_crowd(url):
    async with Crowd(url, streams=STREAMS, sessions=SESSIONS, seed=1) as crowd:
        await crowd.settle()
        return await crowd.talk(TURNS)


@pytest.mark.long
def test_readers_who_break_off_and_come_back_miss_nothing_and_see_nothing_twice():
    """The same with 300 streams, and what they weigh: `bench/bench_streams.py`."""
    with quick_cloud(0) as cloud, app_before(cloud) as url:
        outcome = asyncio.run(what_becomes_of_a_crowd(url))
    assert outcome.complaints == []
    assert outcome.streams > STREAMS, "nobody broke off"
    assert outcome.events >= STREAMS * (5 + TURNS)
