"""The voice-chat socket: `/v1/ws/streaming.chat`.

On no record, and our choice: a refusal is HTTP with HeyGen's body and no open socket;
1007 closes on what is no frame, 1009 on one that is too long, 1008 when a hundred texts
wait for their answers, 1000 when the session ends.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.heygen.conversation import Conversation, TooManyTexts
from sandbox.heygen.errors import InvalidParameter, NotInState
from sandbox.heygen.frames import Audio, BadFrame, Text, read
from sandbox.heygen.models import Heygen
from sandbox.heygen.room_session import RoomSession
from sandbox.keys import bearer

MESSAGE_LIMIT = 64 * 1024
"""Bytes of one message: two seconds of sound as the SDK sends it."""

RATES = range(8_000, 48_001)
_MOST_WAITING = 1000


def chat_routes(cloud: Heygen) -> list[web.RouteDef]:
    """The socket's route over one cloud."""

    async def enter(request: web.Request) -> web.StreamResponse:
        session = _session(cloud, request)
        ways = request.query
        conversation = session.conversation
        conversation.prompts_silence |= ways.get("silence_response") == "true"
        if ways.get("arch_version") == "v2":
            session.hear_room(push_to_talk=ways.get("push_to_talk") == "true")
        conversation.say(ways.get("opening_text", ""), talk=False)
        socket = web.WebSocketResponse(
            timeout=1.0, heartbeat=30.0, max_msg_size=MESSAGE_LIMIT
        )
        await socket.prepare(request)
        await ChatSocket(socket, conversation, session).serve()
        return socket

    return [web.get("/v1/ws/streaming.chat", enter)]


def _session(cloud: Heygen, request: web.Request) -> RoomSession:
    token = request.query.get("session_token", "") or bearer(request.headers)
    caller = cloud.caller(request.headers.get("X-Api-Key", ""), token)
    session = cloud.session(caller, request.query.get("session_id", ""))
    if not isinstance(session, RoomSession):
        raise InvalidParameter("only sessions of version v2 have a chat")
    if not session.live:
        raise NotInState
    return session


class ChatSocket:
    """One open chat socket."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        conversation: Conversation,
        session: RoomSession,
    ) -> None:
        self._socket = socket
        self._conversation = conversation
        self._session = session
        self._outbox: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._ear: Any = None

    def tell(self, event: Mapping[str, Any]) -> None:
        """Send an event; who does not read gets no more than a thousand."""
        if self._outbox.qsize() < _MOST_WAITING - 1:
            self._outbox.put_nowait(json.dumps(event))

    async def serve(self) -> None:
        """Until either side ends it."""
        writing = asyncio.ensure_future(self._write())
        self._conversation.sockets.add(self)
        self._session.watchers.append(self._moved)
        self._conversation.watch_silence()
        try:
            async for message in self._socket:
                if message.type == WSMsgType.BINARY:
                    await self._take(message.data)
        except BadFrame as error:
            await self._hang_up(WSCloseCode.INVALID_TEXT, str(error))
        except TooManyTexts as error:
            await self._hang_up(WSCloseCode.POLICY_VIOLATION, str(error))
        finally:
            self._conversation.sockets.discard(self)
            self._session.watchers.remove(self._moved)
            if self._ear is not None:
                self._ear.close()
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    async def _hang_up(self, code: int, why: str) -> None:
        await self._socket.close(code=code, message=why.encode())

    async def _take(self, data: bytes) -> None:
        frame = read(data)
        if isinstance(frame, Text):
            self._conversation.say(frame.text)
        elif isinstance(frame, Audio):
            if frame.rate not in RATES or frame.channels not in (1, 2):
                raise BadFrame("sound must have 8,000 to 48,000 Hz and 1 or 2 channels")
            if len(frame.pcm) % (2 * frame.channels):
                raise BadFrame("sound must be whole samples of 16 bit")
            if self._ear is None:
                self._ear = await self._conversation.ear()
            self._ear.hear(frame.pcm, rate=frame.rate, channels=frame.channels)

    def _moved(self, state: str) -> None:
        if state == "closed":
            # There is always room for this one: see `tell`.
            self._outbox.put_nowait(None)

    async def _write(self) -> None:
        while (text := await self._outbox.get()) is not None:
            await self._socket.send_str(text)
        await self._socket.close(code=WSCloseCode.OK, message=b"session closed")
