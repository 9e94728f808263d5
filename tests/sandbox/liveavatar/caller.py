"""A client of LiveAvatar: HTTP as its SDK sends it, and LiveKit's own client."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack

import aiohttp
from livekit import rtc

from tests.sandbox.heygen.chatter import chatting
from tests.sandbox.livekit.guest import RoomGuest
from tests.sandbox.voice.sounds import pieces

KEY = {"X-API-KEY": "a-caller"}
ANSWERS = "agent-response"


class LiveCaller:
    """Starts a session and joins its room; a context manager that leaves it.

    Attributes:
        data: What the start answered.
        guest: The viewer in the room.
    """

    def __init__(self, url):
        self._url = url

    async def __aenter__(self):
        self._stack = await AsyncExitStack().__aenter__()
        self._http = await self._stack.enter_async_context(aiohttp.ClientSession())
        return self

    async def __aexit__(self, *failure):
        await self._stack.__aexit__(*failure)

    async def post(self, path, body=None, headers=KEY):
        url = f"{self._url}/v1/{path}"
        async with self._http.post(url, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def context(self, prompt, opening_text=""):
        body = {"name": "a context", "prompt": prompt, "opening_text": opening_text}
        return (await self.post("contexts", body))[1]["data"]["id"]

    async def start(self, order):
        _, answer = await self.post("sessions/token", order)
        self.bearer = {"Authorization": f"Bearer {answer['data']['session_token']}"}
        status, answer = await self.post("sessions/start", headers=self.bearer)
        assert status == 201, answer
        self.data = answer["data"]
        self.agent = f"liveavatar-agent-{self.data['session_id']}"

    async def stop(self):
        assert (await self.post("sessions/stop", headers=self.bearer))[0] == 200

    async def open(self, order):
        """Start, join and wait for the first picture."""
        await self.start(order)
        self.guest = await self.enter(self.data["livekit_client_token"])
        await self.guest.until(lambda: self.guest.frames)

    async def enter(self, token):
        """Join the room with one of its tokens."""
        guest = RoomGuest(self.data["livekit_url"], token)
        return await self._stack.enter_async_context(guest)

    def socket(self):
        """The socket of a LITE session."""
        return chatting(self._http, self.data["ws_url"])


def events(guest):
    """What a guest was told on `agent-response`."""
    return [json.loads(text) for _, topic, text in guest.data if topic == ANSWERS]


def kinds(guest):
    return [one["event_type"] for one in events(guest)]


async def until_told(guest, kind, count=1):
    await guest.until(lambda: kinds(guest).count(kind) >= count)
    return [one for one in events(guest) if one["event_type"] == kind][count - 1]


async def ask(guest, event_type, **members):
    command = json.dumps({"event_type": event_type, **members})
    await guest.say(command, topic="agent-control")


async def speak_into(source, pcm, rate=48_000):
    """Say something into a microphone that is open."""
    for piece in pieces(pcm, rate // 100):
        if len(piece) == rate // 100:
            frame = rtc.AudioFrame(piece.tobytes(), rate, 1, len(piece))
            await source.capture_frame(frame)
