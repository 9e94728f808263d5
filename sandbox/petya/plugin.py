"""What the chat plugin asks of Petya from the browser, with the customer's key.

Source: public code of the plugin (2026). On no record, and our choice: every refusal,
that a customer's visitors and conversations are there for that customer alone, that a
success says so in `success`, and that the id of a conversation comes as `_id` and `id`.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

from aiohttp import web

from sandbox.petya.answers import Refused, key_of, read_body
from sandbox.petya.bodies import (
    read_arrival,
    read_beginning,
    read_end,
    read_said,
    read_talked,
)
from sandbox.petya.models import Petya
from sandbox.petya.visits import Conversation, Visitor
from sandbox.voice.hearing import Hearing

CONVERSATIONS = "/api/v1/conversations/userConversation"


def plugin_routes(petya: Petya, hearing: Hearing) -> list[web.RouteDef]:
    """The plugin's routes.

    Args:
        petya: The back-end.
        hearing: Makes text of what visitors say.
    """
    plugin = _Plugin(petya, hearing)
    return [
        web.get("/api/v1/account/config", plugin.config),
        web.post("/api/v1/visitors/init", plugin.arrive),
        web.patch("/api/v1/visitors/{id}/talkedToChat", plugin.talked),
        web.post(f"{CONVERSATIONS}/init", plugin.begin),
        web.patch(f"{CONVERSATIONS}/{{id}}/status", plugin.end),
        web.post("/api/v1/messages/userMessages/init", plugin.say),
        web.post("/api/v1/messages/userMessages/transcribe", plugin.transcribe),
    ]


class _Plugin:
    def __init__(self, petya: Petya, hearing: Hearing) -> None:
        self._petya = petya
        self._hearing = hearing

    async def config(self, request: web.Request) -> web.Response:
        """What the customer's avatar is like, as the later plugin reads it."""
        told = self._petya.customer_of(self._key(request)).config()
        context = told["knowledgeBaseId"]
        return _done({"config": {**told, "contextId": context}})

    async def arrive(self, request: web.Request) -> web.Response:
        """Somebody has opened a page."""
        key = self._key(request)
        told = await read_body(request, read_arrival)
        visitor = self._petya.visits.arrive(key, told.get("ip"), told.get("location"))
        return _done({"id": visitor.id})

    async def talked(self, request: web.Request) -> web.Response:
        """They have used the chat, or not."""
        visitor = self._visitor(request, request.match_info["id"])
        visitor.talked_to_chat = await read_body(request, read_talked)
        return _done({"id": visitor.id, "talkedToChat": visitor.talked_to_chat})

    async def begin(self, request: web.Request) -> web.Response:
        """They begin a conversation."""
        self._key(request)
        visitor_id = await read_body(request, read_beginning)
        made = self._petya.visits.begin(self._visitor(request, visitor_id))
        return _done({"_id": made.id, "id": made.id, "status": made.status})

    async def end(self, request: web.Request) -> web.Response:
        """They end it."""
        conversation = self._conversation(request, request.match_info["id"])
        conversation.status = await read_body(request, read_end)
        return _done({"_id": conversation.id, "status": conversation.status})

    async def say(self, request: web.Request) -> web.Response:
        """One thing was said; the proxy may tell it as well."""
        self._key(request)
        conversation_id, message = await read_body(request, read_said)
        conversation = self._conversation(request, conversation_id)
        self._petya.said(conversation.id, message)
        return _done({"conversationId": conversation.id, **message})

    async def transcribe(self, request: web.Request) -> web.Response:
        """What a recording says; nothing where it cannot be made out."""
        self._key(request)
        sound = await _recording(request)
        # Loaded here and not above: numpy and av, that the start must not wait for.
        module: Any = importlib.import_module("sandbox.voice.recording")
        try:
            pcm = await asyncio.to_thread(module.decoded, sound)
        except ValueError as error:
            raise Refused(400, str(error)) from None
        return _done({"text": await self._hearing.understand(pcm)})

    def _key(self, request: web.Request) -> str:
        key = key_of(request)
        if not self._petya.customer_of(key).known:
            raise Refused(401, "Invalid API key")
        return key

    def _visitor(self, request: web.Request, visitor_id: str) -> Visitor:
        found = self._petya.visits.visitor(self._key(request), visitor_id)
        if found is None:
            raise Refused(404, "Visitor not found")
        return found

    def _conversation(self, request: web.Request, conversation_id: str) -> Conversation:
        found = self._petya.visits.conversation(self._key(request), conversation_id)
        if found is None:
            raise Refused(404, "Conversation not found")
        return found


async def _recording(request: web.Request) -> bytes:
    """The first file of a form."""
    try:
        form = await request.post()
    except ValueError:
        raise Refused(400, "the form cannot be read") from None
    for part in form.values():
        if isinstance(part, web.FileField):
            return part.file.read()
    raise Refused(400, "a file with sound is expected")


def _done(data: dict[str, Any]) -> web.Response:
    return web.json_response({"success": True, "data": data})
