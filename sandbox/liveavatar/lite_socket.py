"""The socket of a LITE session, its `ws_url`: JSON text frames both ways.

Whoever knows the address may speak. On no record, and our choice: an unknown or ended
session is refused by HTTP; 1000 closes the socket at the session's end; what is no JSON
object is passed over.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.liveavatar.errors import NotFound
from sandbox.liveavatar.lite import LiteSession
from sandbox.liveavatar.models import Liveavatar

MESSAGE_LIMIT = 2 * 1024 * 1024
"""Bytes of one message: a megabyte of sound in base64 and its frame."""

_MOST_WAITING = 1000


def lite_routes(cloud: Liveavatar) -> list[web.RouteDef]:
    """The socket's route over one cloud."""

    async def enter(request: web.Request) -> web.StreamResponse:
        session = cloud.any_session(request.match_info["id"])
        if not isinstance(session, LiteSession) or not session.live:
            raise NotFound("Session")
        socket = web.WebSocketResponse(timeout=1.0, max_msg_size=MESSAGE_LIMIT)
        await socket.prepare(request)
        await LiteSocket(socket, session).serve()
        return socket

    return [web.get("/v1/ws/sessions/{id}", enter)]


class LiteSocket:
    """One open socket."""

    def __init__(self, socket: web.WebSocketResponse, session: LiteSession) -> None:
        self._socket = socket
        self._session = session
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)

    async def serve(self) -> None:
        """Until either side ends it."""
        session = self._session
        writing = asyncio.ensure_future(self._write())
        session.listeners.append(self._tell)
        self._tell({"type": "session.state_updated", "state": session.shown})
        try:
            async for message in self._socket:
                if message.type == WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            session.listeners.remove(self._tell)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        if isinstance(message, dict):
            self._session.take(message)

    def _tell(self, message: Mapping[str, Any]) -> None:
        # There is always room for the end.
        if self._outbox.qsize() < _MOST_WAITING - 1:
            self._outbox.put_nowait(json.dumps(message))
        if message.get("state") == "closed":
            self._outbox.put_nowait(None)

    async def _write(self) -> None:
        while (text := await self._outbox.get()) is not None:
            await self._socket.send_str(text)
        await self._socket.close(code=WSCloseCode.OK, message=b"session closed")
