"""`/v1/chat/completions`, `/v1/moderations` and `/v1/models`."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.keys import REFUSED_KEY, bearer
from sandbox.openai.answers import ChatAnswer
from sandbox.openai.errors import BadKey, ModelNotFound
from sandbox.openai.models import MODELS, REFUSED_MODEL, ModelServer
from sandbox.openai.moderation import moderate, read_moderation
from sandbox.openai.schemas import read_chat
from sandbox.openai.streaming import StreamedAnswer

CREATED_AT = 1_717_200_000
"""When every model claims to have been made, in Unix seconds."""


class ModelRoutes:
    """The handlers over one model server."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server

    def table(self) -> list[web.RouteDef]:
        """Every route with its handler."""
        return [
            web.post("/v1/chat/completions", self.chat),
            web.post("/v1/moderations", self.moderations),
            web.get("/v1/models", self.models),
            web.get("/v1/models/{model}", self.model),
        ]

    async def models(self, request: web.Request) -> web.Response:
        """The models worth listing."""
        _check_key(request)
        data = [_model(name) for name in MODELS]
        return web.json_response({"object": "list", "data": data})

    async def model(self, request: web.Request) -> web.Response:
        """One model."""
        _check_key(request)
        name = request.match_info["model"]
        _check_model(name)
        return web.json_response(_model(name))

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """A reply, whole or token by token."""
        _check_key(request)
        chat = read_chat(await request.text())
        _check_model(chat.model)
        completion = self._server.complete(chat)
        answer = ChatAnswer(chat)
        if chat.stream:
            stream = StreamedAnswer(request, self._server, answer, completion)
            return await stream.write()
        tokens = [token async for token in self._server.write(completion.tokens)]
        return web.json_response(answer.whole("".join(tokens), completion))

    async def moderations(self, request: web.Request) -> web.Response:
        """What is wrong with each of some texts."""
        _check_key(request)
        asked = read_moderation(await request.text())
        _check_model(asked.model)
        return web.json_response(moderate(asked))


def _check_key(request: web.Request) -> None:
    key = bearer(request.headers)
    if not key or key == REFUSED_KEY:
        raise BadKey(key)


def _check_model(name: str) -> None:
    if name == REFUSED_MODEL:
        raise ModelNotFound(name)


def _model(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "object": "model",
        "created": CREATED_AT,
        "owned_by": "sandbox",
    }
