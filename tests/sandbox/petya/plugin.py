"""Calls Petya as the chat plugin does."""

from __future__ import annotations

import aiohttp

API = "/petya/api/v1"
INIT = f"{API}/conversations/userConversation/init"
SAY = f"{API}/messages/userMessages/init"
TRANSCRIBE = f"{API}/messages/userMessages/transcribe"
KEY = "SE_1234567890123456"
MINE, THEIRS = {"Authorization": f"Bearer {KEY}"}, {"Authorization": "Bearer SE_other"}
ARRIVAL = {"ip": "192.0.2.7", "location": {"city": "Turku"}, "conversationId": None}


class Plugin:
    """Calls as the plugin does."""

    def __init__(self, box, headers=None):
        self.box = box
        self.headers = headers or MINE

    async def call(self, method, path, body=None):
        return await self.box.call(method, path, body, self.headers)

    async def done(self, method, path, body=None):
        status, answer = await self.call(method, path, body)
        assert (status, answer["success"]) == (200, True), answer
        return answer["data"]

    async def visitor(self):
        return (await self.done("POST", f"{API}/visitors/init", ARRIVAL))["id"]

    async def conversation(self):
        visitor = await self.visitor()
        return (await self.done("POST", INIT, {"visitorId": visitor}))["_id"]

    async def transcribe(self, recording, **more):
        form = aiohttp.FormData()
        form.add_field("audio", recording, filename="speech.wav", **more)
        async with self.box.client.post(
            TRANSCRIBE, data=form, headers=self.headers
        ) as answer:
            return answer.status, await answer.json()


async def visits(box):
    return await box.control("GET", "petya/visits")
