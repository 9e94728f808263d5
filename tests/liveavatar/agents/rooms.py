"""Sessions of the sandbox's LiveAvatar, and viewers in their rooms."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager

import requests

from liveavatar.doors import Door
from tests.sandbox.liveavatar.lab import full
from tests.sandbox.livekit.guest import RoomGuest

KEY = {"X-API-KEY": "a-caller"}
LOW = {"quality": "low", "encoding": "VP8"}


class LiveSession:
    """A FULL session that was started.

    Attributes:
        id: LiveAvatar's.
        door: The way to this server's seat.
    """

    def __init__(self, url):
        self._url = url
        minted = self._post("token", 200, full(video_settings=LOW), KEY)
        self._bearer = {"Authorization": f"Bearer {minted['session_token']}"}
        self._data = self._post("start", 201, None, self._bearer)
        self.id = self._data["session_id"]
        url = self._data["livekit_url"]
        self.door = Door(url, self._data["livekit_agent_token"])

    def stop(self):
        self._post("stop", 200, None, self._bearer)

    @contextmanager
    def viewer(self):
        """Somebody who watches for that long, in a thread of their own.

        Gives a function that sends a text under a topic in their name.
        """
        come, go = threading.Event(), asyncio.Event()
        loop = asyncio.new_event_loop()
        url, token = self._data["livekit_url"], self._data["livekit_client_token"]

        async def watch():
            async with RoomGuest(url, token, auto_subscribe=False) as guest:
                guests.append(guest)
                come.set()
                await go.wait()

        def send(text, topic):
            saying = guests[0].say(text, topic=topic)
            asyncio.run_coroutine_threadsafe(saying, loop).result(20)

        def run():
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(watch())

        guests: list[RoomGuest] = []
        thread = threading.Thread(target=run)
        thread.start()
        try:
            assert come.wait(20)
            yield send
        finally:
            loop.call_soon_threadsafe(go.set)
            thread.join()

    def _post(self, name, status, body, headers):
        url = f"{self._url}/v1/sessions/{name}"
        answer = requests.post(url, json=body, headers=headers, timeout=20)
        assert answer.status_code == status, answer.text
        return answer.json()["data"]
