"""Event streams by the hundred on one process: is anything missed, what do they weigh?

`python bench/bench_streams.py [STREAMS] [SESSIONS] [TURNS]`. Readers break off in the
midst of it and come back with Last-Event-ID; every one must have seen each event once.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import psutil

from bench.relayed import app_before, quick_cloud
from bench.streams import Crowd


def worker() -> psutil.Process:
    """The process that serves: the app's child that is the app itself."""
    for app in psutil.Process().children():
        if "app.py" in app.cmdline():
            return next(one for one in app.children() if "app.py" in one.cmdline())
    raise LookupError("no app runs")


async def measure(url: str, streams: int, sessions: int, turns: int) -> int:
    """Print what was found; the number of readers with a complaint."""
    serving = worker()
    async with Crowd(url, streams=streams, sessions=sessions, seed=7) as crowd:
        before = serving.memory_info().rss
        await crowd.settle()
        grown = serving.memory_info().rss - before
        spent = sum(serving.cpu_times()[:2])
        await asyncio.sleep(5)
        idle = (sum(serving.cpu_times()[:2]) - spent) / 5
        print(f"{streams} streams open on {sessions} sessions, one process:")
        print(f"  memory per stream: {grown / streams / 1024:.0f} KiB")
        print(f"  processor while nothing happens: {idle:.1%} of one core")
        began = time.perf_counter()
        outcome = await crowd.talk(turns)
        lasted = time.perf_counter() - began
        print(f"  {outcome.events} events read in {lasted:.1f} s")
        print(f"  {outcome.streams} streams opened, {outcome.streams - streams} again")
        print(f"  {len(outcome.complaints)} of {streams} readers missed or doubled any")
        for complaint in outcome.complaints:
            print(f"    {complaint}")
    return len(outcome.complaints)


def main(streams: int = 300, sessions: int = 50, turns: int = 20) -> int:
    """Run it; the exit status is 1 when any reader has a complaint."""
    with quick_cloud(0) as cloud, app_before(cloud) as url:
        return min(1, asyncio.run(measure(url, streams, sessions, turns)))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
