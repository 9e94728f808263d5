"""LiveKit's HTTP face: `/rtc` for guests, `/rtc/validate` for those who may not."""

from __future__ import annotations

import asyncio
import importlib
from typing import Any

from aiohttp import web

from sandbox.keys import bearer
from sandbox.livekit.rooms import Rooms
from sandbox.livekit.tokens import Refused

_MESSAGE_LIMIT = 1024 * 1024
_HEARTBEAT_S = 20.0
_CLOSE_S = 1.0


def livekit_app(rooms: Rooms) -> web.Application:
    """The signalling over some rooms, to be mounted under a prefix of its own.

    There is no `/rtc/v1` on purpose: the clients' newer handshake tries it first and
    falls back to `/rtc` at a 404.
    """
    app = web.Application(middlewares=[_refusals])
    door = _Door(rooms)
    app.add_routes(
        [
            web.get("/", livekit_health),
            web.get("/rtc", door.enter),
            web.get("/rtc/validate", door.validate),
        ]
    )
    return app


async def livekit_health(_request: web.Request) -> web.Response:
    """Clients look whether anybody is there before they join."""
    return web.Response(text="OK")


@web.middleware
async def _refusals(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        answer: web.StreamResponse = await handler(request)
        return answer
    except Refused as refused:
        return web.Response(status=refused.status, text=str(refused))


class _Door:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def validate(self, request: web.Request) -> web.Response:
        """Say why a guest may not enter: browsers hide that from their pages."""
        self._rooms.admit(_token(request))
        return web.Response(text="success")

    async def enter(self, request: web.Request) -> web.WebSocketResponse:
        ticket, room = self._rooms.admit(_token(request))
        # Loaded here and not above: half a second that the start must not wait for.
        loaded = await asyncio.to_thread(importlib.import_module, _SIGNALLING)
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_S, timeout=_CLOSE_S, max_msg_size=_MESSAGE_LIMIT
        )
        await socket.prepare(request)
        if request.query.get("reconnect") == "1":
            await loaded.send_back(socket)
            return socket
        client = loaded.Client(
            auto_subscribe=request.query.get("auto_subscribe", "1") != "0",
            splits_streams=request.query.get("browser", "").lower() == "firefox",
        )
        signalling = loaded.Signalling(
            socket, room, ticket, client, self._rooms.addresses
        )
        await signalling.serve()
        return socket


_SIGNALLING = "sandbox.livekit.signalling"


def _token(request: web.Request) -> str:
    return request.query.get("access_token", "") or bearer(request.headers)
