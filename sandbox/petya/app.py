"""Petya's routes for a proxy: config, status, messages, domain allow list.

Its refusals are on no record: `{"success": false, "message"}` is our choice, and so is
that a broken body is refused at all, and that it knows a repeat by its Idempotency-Key.
It does not ask whether it has had a status before: whoever sends one twice, without an
id or under two, is written down twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.keys import REFUSED_KEY, bearer
from sandbox.petya.answers import Refused, key_of, read_body, refusals
from sandbox.petya.bodies import read_message, read_status
from sandbox.petya.models import Customer, Petya
from sandbox.petya.plugin import plugin_routes
from sandbox.voice.hearing import Hearing

SECRET = "X-Avatar-Service-Secret"
DELIVERY = "Idempotency-Key"
_SECRETS = {SECRET.lower(), "authorization", "x-api-key", "cookie"}
_NOISE = {"host", "connection", "accept-encoding", "content-length", "accept"}


def petya_app(petya: Petya, hearing: Hearing) -> web.Application:
    """Petya's routes, to be mounted under `/petya`.

    Args:
        petya: The back-end.
        hearing: Makes text of what visitors say.
    """
    routes = _Routes(petya)
    conversation = "/api/v1/avatar/conversations/{id}"
    app = web.Application(middlewares=[refusals])
    app.add_routes(
        [
            web.get("/api/v1/avatar/config", routes.config),
            web.get("/api/v1/account/domain-allowlist", routes.domains),
            web.post(f"{conversation}/status", routes.status),
            web.post(f"{conversation}/messages", routes.add_message),
            web.get(f"{conversation}/messages", routes.messages),
            *plugin_routes(petya, hearing),
        ]
    )
    return app


class _Routes:
    def __init__(self, petya: Petya) -> None:
        self._petya = petya

    async def config(self, request: web.Request) -> web.Response:
        """What a customer's avatar is like."""
        customer = self._customer(request)
        return web.json_response(customer.config())

    async def domains(self, request: web.Request) -> web.Response:
        """Where a customer's widget may be."""
        customer = self._customer(request)
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
        _check_service(request)
        rows = self._petya.messages(request.match_info["id"])
        return web.json_response({"messages": rows})

    async def _take(
        self, request: web.Request, kind: str, read: Callable[[Any], dict[str, Any]]
    ) -> web.Response:
        _check_service(request)
        body = await read_body(request, read)
        is_new = self._petya.deliver(
            kind,
            request.match_info["id"],
            _shown(request.headers),
            body,
            delivery_id=request.headers.get(DELIVERY, ""),
        )
        repeated = {} if is_new else {"repeated": True}
        return web.json_response({"success": True, **repeated})

    def _customer(self, request: web.Request) -> Customer:
        customer = self._petya.customer_of(key_of(request))
        if not customer.known:
            raise Refused(401, "Invalid API key")
        return customer


def _check_service(request: web.Request) -> None:
    """Let in a proxy, by its secret or by a bearer token."""
    secret = request.headers.get(SECRET, "") or bearer(request.headers)
    if not secret or secret == REFUSED_KEY:
        raise Refused(401, "Unauthorized")


def _shown(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "redacted" if name.lower() in _SECRETS else value
        for name, value in headers.items()
        if name.lower() not in _NOISE
    }
