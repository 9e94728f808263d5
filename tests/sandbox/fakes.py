"""A face without media, and a sandbox in this process that lends it."""

from __future__ import annotations

import asyncio
import functools
from contextlib import asynccontextmanager
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from sandbox.app import build_app
from sandbox.clock import Clock
from sandbox.options import Limits, Options

KEY = {"X-Api-Key": "a-key"}
ANSWER = {"type": "answer", "sdp": "v=0 good"}
MS_PER_WORD = 400


def aio(story):
    """Run a coroutine test."""

    @functools.wraps(story)
    def run(*args, **kwargs):
        asyncio.run(story(*args, **kwargs))

    return run


class FakeSound:
    """Keeps what it is given."""

    def __init__(self):
        self.pcm = b""
        self.complete = False

    def append(self, sound):
        self.pcm += sound

    def finish(self):
        self.complete = True


class FakeFace:
    """Says everything at once when told to `finish`; connects when told to."""

    def __init__(self, *, avatar, quality, codec, on_event, on_state, resident=None):
        self.resident = resident
        self.wanted = (avatar.id, quality, codec)
        self.on_event = on_event
        self.on_state = on_state
        self.candidates: list[Any] = []
        self.said: list[tuple[Any, ...]] = []
        self.queue: list[tuple[str, str]] = []
        self.poses: list[str] = []
        self.sounds: list[FakeSound] = []
        self.thinking = asyncio.Event()
        self.posed = asyncio.Event()
        self._news = asyncio.Condition()
        self.closed = 0

    async def offer(self):
        return {"type": "offer", "sdp": "v=0"}

    async def accept(self, answer):
        if not self.resident and "good" not in answer.get("sdp", ""):
            raise ValueError("not usable")
        self.on_state("connecting")

    async def add_candidate(self, candidate):
        if candidate is not None and "broken" in candidate.get("candidate", ""):
            raise ValueError("not readable")
        self.candidates.append(candidate)

    async def speak(self, task_id, text, voice, rate=1.0, emotion=""):
        self.said.append((text, voice.name, rate, emotion))
        self.queue.append((task_id, text))
        async with self._news:
            self._news.notify_all()
        return float(MS_PER_WORD * len(text.split()))

    def play(self, task_id):
        self.queue.append((task_id, ""))
        self.sounds.append(FakeSound())
        return self.sounds[-1]

    async def until_said(self, count):
        """Wait for so many utterances in all, and give them."""
        async with self._news:
            enough = self._news.wait_for(lambda: len(self.said) >= count)
            await asyncio.wait_for(enough, 10)
        return self.said

    def begin(self):
        task_id, text = self.queue[0]
        self.on_event(
            {"type": "avatar_start_talking", "task_id": task_id, "text": text}
        )

    def finish(self, spoken=None):
        task_id, text = self.queue.pop(0)
        self.on_event(
            {
                "type": "avatar_stop_talking",
                "task_id": task_id,
                "duration_ms": 1.0,
                "text": text if spoken is None else spoken,
            }
        )

    def interrupt(self):
        if self.queue:
            self.finish(spoken=" ".join(self.queue[0][1].split()[:1]))
        self.queue.clear()

    def listen(self, on):
        self.poses.append(f"listen {on}")
        self.posed.set()

    def think(self, on):
        self.poses.append(f"think {on}")
        self.thinking.set()

    async def close(self):
        self.closed += 1
        self.on_state("closed")


class Box:
    """A sandbox in this process, with verbs.

    Attributes:
        faces: Every face it lent, oldest first.
    """

    def __init__(self, client, faces):
        self.client = client
        self.faces: list[FakeFace] = faces

    async def call(self, method, path, body=None, headers=None):
        """The status and the JSON of one call."""
        async with self.client.request(
            method, path, json=body, headers=KEY if headers is None else headers
        ) as answer:
            return answer.status, await answer.json()

    async def post(self, name, body=None, **kwargs):
        return await self.call("POST", f"/heygen/v1/streaming.{name}", body, **kwargs)

    async def get(self, path, **kwargs):
        return await self.call("GET", f"/heygen{path}", **kwargs)

    async def new(self, **body):
        """The id of a new session."""
        status, answer = await self.post("new", body)
        assert status == 200, answer
        return answer["data"]["session_id"]

    async def connected(self, **body):
        """The id of a session whose media is up."""
        session_id = await self.new(**body)
        status, answer = await self.post(
            "start", {"session_id": session_id, "sdp": ANSWER}
        )
        assert status == 200, answer
        self.faces[-1].on_state("connected")
        return session_id

    async def on_air(self, **body):
        """The answer to `new` of a v2 session that is connected."""
        status, answer = await self.post("new", {"version": "v2", **body})
        assert status == 200, answer
        data = answer["data"]
        start = await self.post("start", {"session_id": data["session_id"]})
        assert start[0] == 200, start
        self.faces[-1].on_state("connected")
        return data

    async def control(self, method, name, body=None):
        status, answer = await self.call(method, f"/_sandbox/{name}", body)
        assert status == 200, answer
        return answer

    async def advance(self, seconds):
        await self.control("POST", "clock", {"advance_s": seconds})

    async def state(self, session_id):
        """The state that the sandbox itself knows, ended sessions included."""
        sessions = (await self.control("GET", "sessions"))["sessions"]
        one = next(each for each in sessions if each["session_id"] == session_id)
        return one["end_reason"] or one["state"]


@asynccontextmanager
async def a_box(livekit=None, **limits):
    """A sandbox in this process; with `livekit`, its rooms are that server's."""
    faces: list[FakeFace] = []

    async def lend(**wanted):
        faces.append(FakeFace(**wanted))
        return faces[-1]

    async def portrait(avatar):
        return f"https://pictures.test/{avatar.id}.webp"

    options = Options(limits=Limits(**limits), livekit=livekit)
    app = build_app(options, clock=Clock(), faces=lend, portrait=portrait)
    async with TestClient(TestServer(app)) as client:
        yield Box(client, faces)
