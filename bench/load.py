"""A number of callers, each posting its own body again and again over one connection.

Runs in a process of its own: `python -m bench.load URL SECONDS`, with the callers'
bodies as lines on its standard input; prints a `Load` as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import aiohttp


@dataclass(frozen=True, kw_only=True)
class Load:
    """What a number of callers saw."""

    p50_ms: float
    p95_ms: float
    per_s: float
    failed: int


async def measure(url: str, bodies: Sequence[bytes], seconds: float) -> Load:
    """One caller per body; call for `seconds`, after a warm-up of a quarter of that."""
    waits: list[float] = []
    failed = 0
    begin = time.perf_counter()
    counted_from, end = begin + seconds / 4, begin + seconds * 1.25
    headers = {"Content-Type": "application/json", "X-Api-Key": "bench"}

    async def caller(session: aiohttp.ClientSession, body: bytes) -> None:
        nonlocal failed
        while (sent := time.perf_counter()) < end:
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
            if sent >= counted_from:
                waits.append(time.perf_counter() - sent)
                failed += answer.status != 200

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(caller(session, body) for body in bodies))
    waits.sort()
    return Load(
        p50_ms=waits[len(waits) // 2] * 1000,
        p95_ms=waits[int(len(waits) * 0.95)] * 1000,
        per_s=len(waits) / seconds,
        failed=failed,
    )


if __name__ == "__main__":
    lines = sys.stdin.buffer.read().splitlines()
    load = asyncio.run(measure(sys.argv[1], lines, float(sys.argv[2])))
    print(json.dumps(asdict(load)))
