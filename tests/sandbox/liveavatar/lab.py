"""LiveAvatar in a sandbox of this process, with verbs, and a guest without media."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

from sandbox.liveavatar.catalogue import AVATARS
from sandbox.livekit.resident import Resident
from tests.sandbox.fakes import a_box

AVATAR = AVATARS[0].id
WAYNE = "dd73ea75-1218-4ef3-92ce-606d5f7fbc0a"
NOWHERE = "00000000-0000-4000-8000-000000000000"
SANTA = {"name": "Santa", "prompt": "Name: Santa Claus", "opening_text": ""}


def full(**members):
    """The body of a FULL token; an unset member of the persona is left out."""
    persona = {
        name: members.pop(name)
        for name in ("voice_id", "context_id", "language", "voice_settings")
        if name in members
    }
    return {"mode": "FULL", "avatar_id": AVATAR, "avatar_persona": persona, **members}


def lite(**members):
    return {"mode": "LITE", "avatar_id": AVATAR, **members}


class RoomSpy:
    """A guest of a session's room who sends and is sent data, without any media.

    Attributes:
        events: What it was told on `agent-response`.
    """

    def __init__(self, room, session_id="", token=""):
        self.session_id, self.token = session_id, token
        self.events = []
        self._news = asyncio.Condition()
        self.guest = Resident(room, "client", on_data=self._take)

    @property
    def kinds(self):
        return [event["event_type"] for event in self.events]

    def ask(self, event_type, **members):
        payload = json.dumps({"event_type": event_type, **members}).encode()
        self.guest.say(payload, topic="agent-control")

    async def until_told(self, kind, count=1):
        """The event of that kind, or the `count`th of them."""
        async with self._news:
            enough = self._news.wait_for(lambda: self.kinds.count(kind) >= count)
            await asyncio.wait_for(enough, 5)
        return [one for one in self.events if one["event_type"] == kind][count - 1]

    def _take(self, packet):
        assert packet.user.topic == "agent-response"
        self.events.append(json.loads(packet.user.payload))
        self._news_task = asyncio.ensure_future(self._tell())

    async def _tell(self):
        async with self._news:
            self._news.notify_all()


class Lab:
    """LiveAvatar with verbs."""

    def __init__(self, box):
        self.box = box

    @property
    def face(self):
        return self.box.faces[-1]

    async def api(self, method, path, body=None, *, token=None, key=None):
        """The status and the JSON of one call."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"X-API-KEY": key} if key else {}
        return await self.box.call(method, f"/liveavatar{path}", body, headers=headers)

    async def keyed(self, method, path, body=None, key="a-key"):
        """The data of a call that is well."""
        status, answer = await self.api(method, path, body, key=key)
        assert (status, answer["code"]) == (200, 1000), answer
        return answer["data"]

    async def token(self, order=None, key="a-key"):
        body = full() if order is None else order
        data = await self.keyed("POST", "/v1/sessions/token", body, key=key)
        return data["session_token"]

    async def start(self, token):
        return await self.api("POST", "/v1/sessions/start", token=token)

    async def started(self, order=None, key="a-key"):
        """The start's data, with the token in it."""
        token = await self.token(order, key)
        status, answer = await self.start(token)
        assert status == 201, answer
        return {**answer["data"], "token": token}

    async def joined(self, order=None):
        """A guest in the room of a session that was just started."""
        data = await self.started(order)
        room = self.face.resident.room
        spy = RoomSpy(room, data["session_id"], data["token"])
        await spy.guest.room.join(spy.guest)
        return spy

    async def context(self, **members):
        """The id of a new context."""
        data = await self.keyed("POST", "/v1/contexts", {**SANTA, **members})
        return data["id"]

    async def limits(self, **limits):
        await self.box.control("POST", "liveavatar/limits", limits)

    async def reason(self, session_id):
        """Why a session ended; None while it lives."""
        return (await self.keyed("GET", f"/v1/sessions/{session_id}")).get("end_reason")


@asynccontextmanager
async def a_lab():
    async with a_box() as box:
        yield Lab(box)
