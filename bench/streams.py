"""Readers of event streams who break off at random, and sessions that talk."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

FACE = "/persona/heygen"
LATE_S = 60.0
LIVE_SEQ = 3  # opening, open, live
WORDS = "A sentence that is long enough to be one."


@dataclass(kw_only=True)
class Reader:
    """Follows one session to its end, whatever breaks in between.

    Attributes:
        seen: The number of every event, as it came.
        opened: How many streams it took.
        caught_up: Set once it waits for a session that has just begun to live.
        steady: While set, it does not break off.
    """

    http: aiohttp.ClientSession
    session_id: str
    chance: random.Random
    steady: asyncio.Event
    seen: list[int] = field(default_factory=list)
    opened: int = 0
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        """Read until the server says that there is no more."""
        while True:
            if not await self._read_on():
                return
            await asyncio.sleep(self.chance.uniform(0, 0.05))

    async def _read_on(self) -> bool:
        last = {"Last-Event-ID": str(self.seen[-1])} if self.seen else {}
        path = f"/sessions/{self.session_id}/events"
        async with self.http.get(path, headers=last) as answer:
            if answer.status == 204:
                return False
            answer.raise_for_status()
            self.opened += 1
            patience = self.chance.randrange(1, 12)
            async for line in answer.content:
                if line.startswith(b"id: "):
                    self.seen.append(int(line[4:]))
                    if self.seen[-1] == LIVE_SEQ:
                        self.caught_up.set()
                    patience -= 1
                # Anywhere in an event, but never before its number is known.
                if patience <= 0 and not self.steady.is_set():
                    return True
        return True

    def complaint(self, last: int) -> str:
        """What is wrong with what it has seen; empty when nothing is."""
        if self.seen == [*range(1, last + 1)]:
            return ""
        doubled = len(self.seen) - len(set(self.seen))
        missed = len({*range(1, last + 1)} - set(self.seen))
        return f"{self.session_id}: {missed} missed, {doubled} doubled of {last}"


async def live_session(http: aiohttp.ClientSession) -> str:
    """Open and start one; its id."""
    async with http.post(f"{FACE}/session/create", json={}) as answer:
        session_id = str((await answer.json())["data"]["session_id"])
    start = {"session_id": session_id, "sdp": "v=0"}
    async with http.post(f"{FACE}/session/start", json=start) as answer:
        answer.raise_for_status()
    return session_id


async def talk(
    http: aiohttp.ClientSession, session_id: str, turns: int, chance: random.Random
) -> int:
    """Speak so many times, interrupt some of it, then stop; the last event's number."""
    for _ in range(turns):
        act = chance.choice(["text", "text", "session/interrupt"])
        body = {"session_id": session_id, "text": WORDS}
        async with http.post(f"{FACE}/{act}", json=body) as answer:
            answer.raise_for_status()
        await asyncio.sleep(chance.uniform(0, 0.2))
    async with http.post(f"/sessions/{session_id}/stop") as answer:
        answer.raise_for_status()
    last = 0
    async with http.get(f"/sessions/{session_id}/events") as answer:
        async for line in answer.content:
            if line.startswith(b"id: "):
                last = int(line[4:])
    return last


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of it all."""

    events: int
    streams: int
    complaints: Sequence[str]


class Crowd:
    """So many readers over so many sessions of one app.

    Args:
        url: Where the app serves.
        streams: How many readers.
        sessions: How many sessions they share.
        seed: Chooses when they break off and what is said.
    """

    def __init__(self, url: str, *, streams: int, sessions: int, seed: int) -> None:
        self._url = url
        self._streams = streams
        self._sessions = sessions
        self._chance = random.Random(seed)

    async def __aenter__(self) -> Crowd:
        self._steady = asyncio.Event()
        self._http = aiohttp.ClientSession(
            self._url,
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=LATE_S),
        )
        self._ids = [await live_session(self._http) for _ in range(self._sessions)]
        return self

    async def __aexit__(self, *_failure: object) -> None:
        await self._http.close()

    async def settle(self) -> None:
        """Begin to read, and return when every reader waits for the next event."""
        self._steady.set()
        self._readers = [
            Reader(
                http=self._http,
                session_id=self._ids[number % self._sessions],
                chance=random.Random(self._chance.random()),
                steady=self._steady,
            )
            for number in range(self._streams)
        ]
        self._reading = [asyncio.create_task(one.read()) for one in self._readers]
        await asyncio.gather(*(one.caught_up.wait() for one in self._readers))

    async def talk(self, turns: int) -> Outcome:
        """Let all sessions talk and end, and the readers come and go."""
        self._steady.clear()
        last = dict(
            zip(
                self._ids,
                await asyncio.gather(
                    *(talk(self._http, one, turns, self._chance) for one in self._ids)
                ),
                strict=True,
            )
        )
        await asyncio.wait_for(asyncio.gather(*self._reading), LATE_S)
        found = (one.complaint(last[one.session_id]) for one in self._readers)
        return Outcome(
            events=sum(len(one.seen) for one in self._readers),
            streams=sum(one.opened for one in self._readers),
            complaints=[complaint for complaint in found if complaint],
        )
