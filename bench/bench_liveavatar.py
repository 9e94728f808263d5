"""Speech and silence in a room of LiveAvatar: through the app, and asked for directly.

`python bench/bench_liveavatar.py [ROUNDS]` runs the whole app (`python app.py`) with
the sandbox behind it. One viewer, LiveKit's own client, sits in the room and hears it
to 10 ms. In turns, a text is posted to the app, which says it from its own seat, and
the same command is sent by the viewer itself; likewise the interrupts. It fails when
the app's first sound takes 300 ms or more in one task of twenty.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import requests

from tests.browser.served import serve
from tests.sandbox.livekit.guest import RoomGuest

SOUND_WITHIN_MS = 300.0
TEXT = "One two three four five six seven eight nine ten eleven twelve thirteen."
ROW = "{:<22}" + "{:>18}" * 3

# The tests' own helpers leave annotations out.
VIEWER: Any = RoomGuest

Act = Callable[[], Awaitable[None]]


class Conversation:
    """A session opened through the app, and its one viewer.

    Args:
        url: The app's address.
    """

    def __init__(self, url: str) -> None:
        self._face = f"{url}/persona/heygen"
        self._http = requests.Session()
        self.data = self._call("session/create")["data"]
        self._call("session/start", **self._named)
        self.guest = VIEWER(self.data["livekit_url"], self.data["livekit_client_token"])

    @property
    def _named(self) -> dict[str, str]:
        return {"session_id": self.data["session_id"]}

    async def through_app(self, name: str, **body: str) -> None:
        """A call of the app, as a page makes it."""
        await asyncio.to_thread(self._call, name, **self._named, **body)

    async def direct(self, kind: str, **members: str) -> None:
        """A command that the viewer sends into the room."""
        command = {"event_type": kind, "event_id": str(uuid.uuid4()), **members}
        await self.guest.say(json.dumps(command), topic="agent-control")

    def end(self) -> None:
        """Stop the bill."""
        self._call("session/stop", **self._named)
        self._http.close()

    def _call(self, name: str, **body: str) -> Any:
        answer = self._http.post(f"{self._face}/{name}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()


async def a_round(guest: Any, speak: Act, silence: Act) -> tuple[float, float]:
    """Milliseconds from a task to its first sound, and from an interrupt to silence."""
    await guest.until_silent()
    begun = time.monotonic()
    saying = asyncio.ensure_future(speak())
    loud_at = await guest.until_loud()
    await saying
    cut = time.monotonic()
    silencing = asyncio.ensure_future(silence())
    silent_at = await guest.until_silent()
    await silencing
    return (loud_at - begun) * 1000, (silent_at - cut) * 1000


async def rounds(url: str, count: int) -> tuple[list[tuple[float, float]], ...]:
    """What the app takes, and what the same takes without it, by turns."""
    one = Conversation(url)
    app: list[tuple[float, float]] = []
    direct: list[tuple[float, float]] = []
    async with one.guest as guest:
        for number in range(-1, count):
            ways = (
                await a_round(
                    guest,
                    lambda: one.through_app("text", text=TEXT),
                    lambda: one.through_app("session/interrupt"),
                ),
                await a_round(
                    guest,
                    lambda: one.direct("avatar.speak_text", text=TEXT),
                    lambda: one.direct("avatar.interrupt"),
                ),
            )
            if number >= 0:  # the first one warms up what is loaded once
                app.append(ways[0])
                direct.append(ways[1])
    one.end()
    return app, direct


def p50_p95(figures: Sequence[float]) -> tuple[float, float]:
    """The median, and the figure below which 95 of 100 lie."""
    return statistics.median(figures), statistics.quantiles(figures, n=20)[-1]


def main(count: int) -> int:
    """Measure and print; 1 when the first sound takes too long."""
    print(f"load average at the start: {os.getloadavg()[0]:.1f}; {count} rounds")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder), AVATAR_CLOUD="liveavatar") as served,
    ):
        ways = asyncio.run(rounds(served.url, count))
    print(ROW.format("p50 / p95 in ms", "through the app", "directly", "ratio of p50"))
    sound_ms = 0.0
    for index, name in enumerate(("task to first sound", "interrupt to silence")):
        app, direct = (p50_p95([one[index] for one in way]) for way in ways)
        cells = [f"{p50:.0f} / {p95:.0f}" for p50, p95 in (app, direct)]
        print(ROW.format(name, *cells, f"{app[0] / direct[0]:.2f}"))
        sound_ms = sound_ms or app[1]
    if sound_ms >= SOUND_WITHIN_MS:
        print(f"the first sound takes {sound_ms:.0f} ms, not under 300 ms")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
