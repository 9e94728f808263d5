"""Microphones by the dozen through one process: how late, at what cost, is any lost?

`python bench/bench_voice.py [MICROPHONES] [SECONDS]`. Each sends what HeyGen's SDK
sends, 31.25 messages a second of 32 ms; once to the cloud itself, once through the app.
"""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import aiohttp
import psutil
import requests

from bench.bench_streams import worker
from bench.quick_chat import STAMP
from bench.relayed import app_before, quick_cloud
from heygen.chat_client import address
from heygen.frames import Sound, write

SAMPLES = 512
EVERY_S = SAMPLES / 16_000


async def microphone(http: aiohttp.ClientSession, url: str, pieces: int) -> None:
    """One microphone that is open for so many pieces."""
    async with http.ws_connect(url, max_msg_size=0) as socket:
        began = time.monotonic()
        for number in range(pieces):
            due = began + number * EVERY_S
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            stamp = STAMP.pack(number, time.monotonic())
            await socket.send_bytes(write(Sound(stamp.ljust(SAMPLES * 2, b"\0"))))


async def speak(urls: list[str], seconds: float) -> None:
    """All of them at once, each beginning at a moment of its own."""
    pieces = int(seconds / EVERY_S)
    async with aiohttp.ClientSession() as http:

        async def one(index: int, url: str) -> None:
            await asyncio.sleep(EVERY_S * index / len(urls))
            await microphone(http, url, pieces)

        await asyncio.gather(*(one(*each) for each in enumerate(urls)))


def measure(
    name: str, cloud: str, urls: list[str], seconds: float, app: psutil.Process | None
) -> None:
    """Speak, and print what arrived."""
    spent = cpu_s(app)
    began = time.monotonic()
    asyncio.run(speak(urls, seconds))
    took = time.monotonic() - began
    load = (cpu_s(app) - spent) / took / len(urls) * 100
    heard = requests.get(f"{cloud}/heard", timeout=30).json()
    ages, due = heard["ages_ms"], int(seconds / EVERY_S) * len(urls)
    p50, p95, p99 = (ages[int(len(ages) * part)] for part in (0.5, 0.95, 0.99))
    print(
        f"{name:12}{p50:8.2f}{p95:8.2f}{p99:8.2f}{ages[-1]:8.2f}"
        f"{heard['frames']:9}{due - heard['frames'] + heard['lost']:6}{load:12.2f} %"
    )


def cpu_s(process: psutil.Process | None) -> float:
    """Seconds of CPU a process has used; 0 where there is none."""
    return sum(process.cpu_times()[:2]) if process else 0.0


def chat_of(app: str, cloud: str) -> tuple[str, str]:
    """The sockets of a new session: at the cloud, and through the app."""
    body = {"version": "v2"}
    answer = requests.post(f"{app}/v1/streaming.new", json=body, timeout=10).json()
    query = {"session_id": answer["data"]["session_id"]}
    return address(cloud, query), address(app, query)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 50
    seconds = float(sys.argv[2]) if sys.argv[2:] else 20.0
    with quick_cloud(0) as cloud, app_before(cloud) as app:
        with ThreadPoolExecutor(8) as pool:
            pairs = list(pool.map(lambda _: chat_of(app, cloud), range(count)))
        print(f"{count} microphones, {seconds:.0f} s, from one end to the other in ms:")
        print(
            "                 p50     p95     p99     max   frames  lost  CPU per mic"
        )
        direct, relayed = map(list, zip(*pairs, strict=True))
        measure("direct", cloud, direct, seconds, None)
        measure("relayed", cloud, relayed, seconds, worker())


if __name__ == "__main__":
    main()
