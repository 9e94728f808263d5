"""Petya's routes: config, status, messages, domain allow list.

Its refusals are on no record: `{"success": false, "message"}` is our choice, and so is
that a broken body is refused at all. It does not ask whether it has had a status
before; whoever sends one twice is written down twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.keys import REFUSED_KEY, bearer
from sandbox.petya.bodies import BadBody, read_message, read_status
from sandbox.petya.models import Customer, Petya

SECRET = "X-Avatar-Service-Secret"
_SECRETS = {SECRET.lower(), "authorization", "x-api-key", "cookie"}
_NOISE = {"host", "connection", "accept-encoding", "content-length", "accept"}


def petya_app(petya: Petya) -> web.Application:
    """Petya's routes, to be mounted under `/petya`."""
    routes = _Routes(petya)
    conversation = "/api/v1/avatar/conversations/{id}"
    app = web.Application()
    app.add_routes(
        [
            web.get("/api/v1/avatar/config", routes.config),
            web.get("/api/v1/account/domain-allowlist", routes.domains),
            web.post(f"{conversation}/status", routes.status),
            web.post(f"{conversation}/messages", routes.add_message),
            web.get(f"{conversation}/messages", routes.messages),
        ]
    )
    return app


class _Routes:
    def __init__(self, petya: Petya) -> None:
        self._petya = petya

    async def config(self, request: web.Request) -> web.Response:
        """What a customer's avatar is like."""
        customer = self._customer(request)
        if not customer.known:
            return _refusal(401, "Invalid API key")
        return web.json_response(customer.config())

    async def domains(self, request: web.Request) -> web.Response:
        """Where a customer's widget may be."""
        customer = self._customer(request)
        if not customer.known:
            return _refusal(401, "Invalid API key")
        data = {"allowed_domains": [*customer.allowed_domains]}
        return web.json_response({"data": data})

    async def status(self, request: web.Request) -> web.Response:
        """Take the end of a conversation."""
        return await self._take(request, "status", read_status)

    async def add_message(self, request: web.Request) -> web.Response:
        """Take one message."""
        return await self._take(request, "message", read_message)

    async def messages(self, request: web.Request) -> web.Response:
        """A conversation's messages."""
        if not _is_service(request):
            return _refusal(401, "Unauthorized")
        rows = self._petya.messages(request.match_info["id"])
        return web.json_response({"messages": rows})

    async def _take(
        self, request: web.Request, kind: str, read: Callable[[Any], dict[str, Any]]
    ) -> web.Response:
        if not _is_service(request):
            return _refusal(401, "Unauthorized")
        try:
            body = read(json.loads(await request.text()))
        except ValueError as error:
            why = str(error) if isinstance(error, BadBody) else "the body is not JSON"
            return _refusal(400, why)
        conversation = request.match_info["id"]
        self._petya.deliver(kind, conversation, _shown(request.headers), body)
        return web.json_response({"success": True})

    def _customer(self, request: web.Request) -> Customer:
        key = request.headers.get("X-Api-Key", "") or bearer(request.headers)
        return self._petya.customer_of(key)


def _is_service(request: web.Request) -> bool:
    """Whether it is a proxy that calls, by its secret or by a bearer token."""
    secret = request.headers.get(SECRET, "") or bearer(request.headers)
    return bool(secret) and secret != REFUSED_KEY


def _shown(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "redacted" if name.lower() in _SECRETS else value
        for name, value in headers.items()
        if name.lower() not in _NOISE
    }


def _refusal(status: int, message: str) -> web.Response:
    body = {"success": False, "message": message}
    return web.json_response(body, status=status)
