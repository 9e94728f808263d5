"""The waits of a v2 session: in the sandbox's own rooms and in a LiveKit server's.

`python bench/bench_rooms.py [ROUNDS]`; LiveKit's own Python client is the viewer. What
is heard is known to 10 ms. Without a LiveKit server (scripts/need-livekit) its row is
left out.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.livekit_server import LivekitServer, program
from tests.sandbox.caller import RoomCaller
from tests.sandbox_server import SandboxServer

TEXT = "One two three four five six seven eight nine ten eleven twelve thirteen."
ROW = "{:<22}" + "{:>16}" * 4


def main(rounds: int) -> None:
    """Print the table: median and worst of each wait, in milliseconds."""
    print(f"load average at the start: {os.getloadavg()[0]:.1f}; {rounds} rounds")
    print(ROW.format("rooms", "start", "join to frame", "task to sound", "to silence"))
    for name, livekit in rooms():
        with SandboxServer(livekit=livekit) as sandbox:
            waits(sandbox.heygen_url, 1)  # what is loaded and painted once
            found = zip(*waits(sandbox.heygen_url, rounds), strict=True)
        cells = (f"{median(w) * 1e3:.0f} / {max(w) * 1e3:.0f}" for w in found)
        print(ROW.format(name, *cells))


def rooms() -> Iterator[tuple[str, Mapping[str, str] | None]]:
    """Whose rooms there are, and the settings that lead to them."""
    yield "the sandbox's own", None
    if program() is None:
        print("no livekit-server is there; see scripts/need-livekit")
        return
    with LivekitServer() as server:
        yield "a LiveKit server's", server.environ


def waits(url: str, rounds: int) -> list[tuple[float, ...]]:
    """The four waits of each session, in seconds."""
    return [asyncio.run(one_session(url)) for _ in range(rounds)]


async def one_session(url: str) -> tuple[float, ...]:
    """Seconds for `start`, to the first picture, to the first sound and to silence."""
    async with RoomCaller(url) as caller:
        await caller.new()
        begun = time.monotonic()
        await caller.act("start")
        asked = time.monotonic()
        start = asked - begun
        caller.guest = guest = await caller.enter(caller.data["access_token"])
        await guest.until(lambda: guest.frames)
        await guest.until_silent()
        begun = time.monotonic()
        await caller.act("task", text=TEXT)
        loud = await guest.until_loud() - begun
        begun = time.monotonic()
        await caller.act("interrupt")
        silent = await guest.until_silent() - begun
        await caller.act("stop")
        return start, guest.first_frame_at - asked, loud, silent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
