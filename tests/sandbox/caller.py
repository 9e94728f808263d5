"""A client of a v2 session: HTTP as HeyGen's SDK sends it, and LiveKit's own client."""

from __future__ import annotations

import time
from contextlib import AsyncExitStack

import aiohttp

from tests.sandbox.heygen.chatter import chatting
from tests.sandbox.livekit.guest import RoomGuest

KEY = {"X-Api-Key": "a-caller"}


class RoomCaller:
    """Opens a v2 session and joins its room; a context manager that leaves it.

    Attributes:
        data: What `streaming.new` answered.
        guest: The viewer in the room.
        joined_at: Monotonic seconds when it began to join.
    """

    def __init__(self, heygen_url: str) -> None:
        self._url = heygen_url
        self.token = ""

    async def __aenter__(self):
        self._stack = await AsyncExitStack().__aenter__()
        self._http = await self._stack.enter_async_context(
            aiohttp.ClientSession(headers=KEY)
        )
        return self

    async def __aexit__(self, *failure):
        await self._stack.__aexit__(*failure)

    async def post(self, name, **body):
        url = f"{self._url}/v1/streaming.{name}"
        async with self._http.post(url, json=body) as answer:
            return answer.status, await answer.json()

    async def new(self, **order):
        status, answer = await self.post("new", version="v2", **order)
        assert status == 200, answer
        self.data = answer["data"]
        self.session_id = self.data["session_id"]

    async def open(self, **order):
        """Run the SDK's call order up to the first picture."""
        await self.new(**order)
        await self.act("start")
        self.joined_at = time.monotonic()
        self.guest = await self.enter(self.data["access_token"])
        await self.guest.until(lambda: self.guest.frames)

    async def become_token(self):
        """Go on with a session token in the place of the key."""
        _, answer = await self.post("create_token")
        self.token = answer["data"]["token"]
        del self._http.headers["X-Api-Key"]
        self._http.headers["Authorization"] = f"Bearer {self.token}"

    def chat(self, **query):
        """The session's chat socket."""
        url = f"{self._url}/v1/ws/streaming.chat"
        query = {"session_id": self.session_id, "session_token": self.token, **query}
        return chatting(self._http, url, **query)

    def realtime(self):
        """The session's realtime socket."""
        return chatting(self._http, self.data["realtime_endpoint"])

    async def enter(self, token):
        """Join the room with one of its tokens."""
        guest = RoomGuest(self.data["url"], token)
        return await self._stack.enter_async_context(guest)

    async def act(self, name, **body):
        status, answer = await self.post(name, session_id=self.session_id, **body)
        assert status == 200, answer
        return answer["data"]
