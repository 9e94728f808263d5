"""`/v1/chat/completions` and `/v1/models`."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from sandbox.faults import CUT
from sandbox.keys import REFUSED_KEY, bearer
from sandbox.openai.errors import BadKey, ModelNotFound
from sandbox.openai.models import MODELS, REFUSED_MODEL, Completion, ModelServer
from sandbox.openai.schemas import ChatRequest, read_chat

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
        answer = _Answer(chat)
        if chat.stream:
            return await self._stream(request, answer, completion)
        tokens = [token async for token in self._server.write(completion.tokens)]
        return web.json_response(answer.whole("".join(tokens), completion))

    async def _stream(
        self, request: web.Request, answer: _Answer, completion: Completion
    ) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        tokens: Sequence[str] = completion.tokens
        if request.get(CUT):
            tokens = tokens[: len(tokens) // 2]
        try:
            await response.write(answer.chunk({"role": "assistant", "content": ""}))
            async for token in self._server.write(tokens):
                await response.write(answer.chunk({"content": token}))
            if request.get(CUT) and request.transport is not None:
                request.transport.close()
            else:
                await response.write(answer.end(completion))
        except ConnectionResetError:
            # The reader has heard enough, as after an interrupt.
            pass
        return response


class _Answer:
    """The wire form of one reply."""

    def __init__(self, chat: ChatRequest) -> None:
        self._chat = chat
        self._common = {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "created": int(time.time()),
            "model": chat.model,
            "system_fingerprint": "fp_sandbox",
        }

    def whole(self, text: str, completion: Completion) -> dict[str, Any]:
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": completion.finish_reason,
        }
        return {
            **self._common,
            "object": "chat.completion",
            "choices": [choice],
            "usage": completion.usage(),
        }

    def chunk(self, delta: dict[str, str], finish_reason: str | None = None) -> bytes:
        choice = {
            "index": 0,
            "delta": delta,
            "logprobs": None,
            "finish_reason": finish_reason,
        }
        return self._event([choice], None)

    def end(self, completion: Completion) -> bytes:
        last = self.chunk({}, completion.finish_reason)
        if self._chat.include_usage:
            last += self._event([], completion.usage())
        return last + b"data: [DONE]\n\n"

    def _event(
        self, choices: list[dict[str, Any]], usage: dict[str, int] | None
    ) -> bytes:
        event: dict[str, Any] = {
            **self._common,
            "object": "chat.completion.chunk",
            "choices": choices,
        }
        if self._chat.include_usage:
            event["usage"] = usage
        return b"data: " + json.dumps(event).encode() + b"\n\n"


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
