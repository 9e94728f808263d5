"""The realtime socket of a session, its `realtime_endpoint`: JSON both ways.

Whoever knows the address may speak. `{"type": "error", "event_id", "message"}` is our
own: what the cloud says to a message it cannot follow is on no record.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.heygen.errors import NoSuchSession, NotInState
from sandbox.heygen.models import Heygen
from sandbox.heygen.realtime import Misfit, Realtime
from sandbox.heygen.room_session import RoomSession

MESSAGE_LIMIT = 2 * 1024 * 1024
"""Bytes of one message: a megabyte of sound in base64 and its frame."""

_MOST_WAITING = 1000


def realtime_routes(cloud: Heygen) -> list[web.RouteDef]:
    """The socket's route over one cloud."""

    async def enter(request: web.Request) -> web.StreamResponse:
        session = _session(cloud, request.match_info["session_id"])
        socket = web.WebSocketResponse(
            timeout=1.0, heartbeat=30.0, max_msg_size=MESSAGE_LIMIT
        )
        await socket.prepare(request)
        await RealtimeSocket(socket, session).serve()
        return socket

    path = "/v2-alpha/interactive-avatar/session/{session_id}"
    return [web.get(path, enter)]


def _session(cloud: Heygen, session_id: str) -> RoomSession:
    found = next((one for one in cloud.sessions() if one.id == session_id), None)
    if not isinstance(found, RoomSession):
        raise NoSuchSession(session_id)
    if not found.live:
        raise NotInState
    return found


class RealtimeSocket:
    """One open realtime socket."""

    def __init__(self, socket: web.WebSocketResponse, session: RoomSession) -> None:
        self._socket = socket
        self._session = session
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._realtime = Realtime(session, self._tell)

    async def serve(self) -> None:
        """Until either side ends it."""
        session, realtime = self._session, self._realtime
        writing = asyncio.ensure_future(self._write())
        session.watchers.append(self._moved)
        session.listeners.append(realtime.face_event)
        realtime.show_state(session.state)
        try:
            async for message in self._socket:
                if message.type == WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            session.watchers.remove(self._moved)
            session.listeners.remove(realtime.face_event)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    def _take(self, text: str) -> None:
        event_id = None
        try:
            message = json.loads(text)
            if not isinstance(message, dict):
                raise Misfit("a message must be a JSON object")
            event_id = message.get("event_id")
            self._realtime.take(message)
        except json.JSONDecodeError:
            self._refuse(event_id, "a message must be JSON")
        except Misfit as error:
            self._refuse(event_id, str(error))

    def _refuse(self, event_id: Any, why: str) -> None:
        self._tell({"type": "error", "event_id": event_id, "message": why})

    def _moved(self, state: str) -> None:
        self._realtime.show_state(state)
        if state == "closed":
            self._outbox.put_nowait(None)

    def _tell(self, message: Mapping[str, Any]) -> None:
        if self._outbox.qsize() < _MOST_WAITING - 1:
            self._outbox.put_nowait(json.dumps(message))

    async def _write(self) -> None:
        while (text := await self._outbox.get()) is not None:
            await self._socket.send_str(text)
        await self._socket.close(code=WSCloseCode.OK, message=b"session closed")
