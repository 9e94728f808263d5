"""One guest's WebSocket: LiveKit's requests in, its responses out."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any

from aiohttp import WSMsgType, web
from google.protobuf.message import DecodeError
from livekit.protocol.models import DisconnectReason, ServerInfo
from livekit.protocol.rtc import (
    JoinResponse,
    LeaveRequest,
    Pong,
    RequestResponse,
    SignalRequest,
    SignalResponse,
    SignalTarget,
    UpdateSubscription,
    UpdateTrackSettings,
)

from sandbox.livekit.guest import Client, Guest
from sandbox.livekit.room import Room
from sandbox.livekit.tokens import Ticket
from sandbox.media.hosts import HostAddresses

PING_INTERVAL_S = 5
PING_TIMEOUT_S = 15
"""Source: livekit-server, defaults of the join response."""

PROTOCOL = 15
_MOST_WAITING = 1000

log = logging.getLogger(__name__)


class Signalling:
    """Serves one guest from its first message to its last.

    Args:
        socket: Its open WebSocket.
        room: The room its token opens.
        ticket: What its token allows.
        client: Its software.
        addresses: The addresses to offer candidates on, or `auto`.
    """

    def __init__(
        self,
        socket: web.WebSocketResponse,
        room: Room,
        ticket: Ticket,
        client: Client,
        addresses: HostAddresses,
    ) -> None:
        self._socket = socket
        self._room = room
        self._answering: set[asyncio.Task[None]] = set()
        self._outbox: asyncio.Queue[SignalResponse | None] = asyncio.Queue()
        self._guest = Guest(
            room, ticket, client, addresses=addresses, send=self._enqueue
        )

    async def serve(self) -> None:
        """Until either side ends it."""
        guest, reason = self._guest, DisconnectReason.SIGNAL_CLOSE
        writing = asyncio.ensure_future(self._write())
        try:
            self._enqueue(SignalResponse(join=self._welcome()))
            await self._room.join(guest)
            guest.tracks_changed()
            async for message in self._socket:
                if message.type == WSMsgType.BINARY and await self._take(message.data):
                    reason = DisconnectReason.CLIENT_INITIATED
                    break
        finally:
            await self._room.leave(guest, reason)
            self._enqueue(None)
            for answering in self._answering:
                answering.cancel()
            await asyncio.gather(writing, *self._answering, return_exceptions=True)
            await guest.close()
            guest.gone.set()

    def _welcome(self) -> JoinResponse:
        others = [one.info() for one in self._room.people() if not one.hidden]
        mine = self._guest.identity
        return JoinResponse(
            room=self._room.info(),
            participant=self._guest.info(),
            other_participants=[one for one in others if one.identity != mine],
            server_version="1.8.0",
            server_info=ServerInfo(
                edition=ServerInfo.Standard, version="1.8.0", protocol=PROTOCOL
            ),
            subscriber_primary=self._guest.ticket.can_subscribe,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_TIMEOUT_S,
        )

    async def _take(self, data: bytes) -> bool:
        """Do what one message asks; whether it was the guest's farewell."""
        try:
            request = SignalRequest.FromString(data)
            kind = request.WhichOneof("message")
            if kind == "leave":
                return True
            handler = getattr(self, f"_on_{kind}", None)
            if handler is not None:
                await handler(getattr(request, kind or ""))
        except (DecodeError, ValueError) as error:
            log.warning("a guest's message is of no use: %s", type(error).__name__)
        return False

    async def _on_offer(self, offer: Any) -> None:
        # An answer may have to wait for candidates that come after its offer.
        task = asyncio.ensure_future(self._answer(offer))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, offer: Any) -> None:
        try:
            await self._guest.answer(offer)
        except ValueError as error:
            log.warning("a guest's offer is of no use: %s", error)

    async def _on_answer(self, answer: Any) -> None:
        await self._guest.subscriber.accept(answer.sdp)

    async def _on_trickle(self, trickle: Any) -> None:
        guest = self._guest
        candidate = json.loads(trickle.candidateInit)
        to_subscriber = trickle.target == SignalTarget.SUBSCRIBER
        connection = guest.subscriber if to_subscriber else guest.publisher
        await connection.add_candidate(candidate)

    async def _on_add_track(self, request: Any) -> None:
        self._guest.announce(request)

    async def _on_mute(self, request: Any) -> None:
        self._guest.mute(request.sid, request.muted)

    async def _on_subscription(self, request: UpdateSubscription) -> None:
        sids = [*request.track_sids]
        for each in request.participant_tracks:
            sids += each.track_sids
        self._guest.choose(sids, request.subscribe)

    async def _on_track_setting(self, settings: UpdateTrackSettings) -> None:
        for track_sid in settings.track_sids:
            self._guest.subscriber.pause(track_sid, settings.disabled)

    async def _on_update_metadata(self, request: Any) -> None:
        allowed = self._guest.rename(request.name, request.metadata, request.attributes)
        reason = RequestResponse.OK if allowed else RequestResponse.NOT_ALLOWED
        answer = RequestResponse(request_id=request.request_id, reason=reason)
        self._enqueue(SignalResponse(request_response=answer))

    async def _on_ping(self, _sent_at: int) -> None:
        self._enqueue(SignalResponse(pong=_now_ms()))

    async def _on_ping_req(self, ping: Any) -> None:
        pong = Pong(last_ping_timestamp=ping.timestamp, timestamp=_now_ms())
        self._enqueue(SignalResponse(pong_resp=pong))

    def _enqueue(self, message: SignalResponse | None) -> None:
        if self._outbox.qsize() < _MOST_WAITING or message is None:
            self._outbox.put_nowait(message)

    async def _write(self) -> None:
        try:
            while (message := await self._outbox.get()) is not None:
                await self._socket.send_bytes(message.SerializeToString())
        finally:
            await self._socket.close()


def _now_ms() -> int:
    return int(time.time() * 1000)


async def send_back(socket: web.WebSocketResponse) -> None:
    """Tell a guest who wants to go on where it broke off to join anew instead."""
    leave = LeaveRequest(
        reason=DisconnectReason.STATE_MISMATCH,
        action=LeaveRequest.RECONNECT,
        can_reconnect=True,
    )
    await socket.send_bytes(SignalResponse(leave=leave).SerializeToString())
    await socket.close()


__all__ = ["Client", "Signalling", "send_back"]
