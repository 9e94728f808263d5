"""An avatar as a participant of a room on a LiveKit server."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from livekit import rtc
from livekit.rtc.participant import PublishDataError

from sandbox.clock import Clock, Timer
from sandbox.livekit.avatars import NoRooms, Senses
from sandbox.livekit.server.microphone import ServerMicrophone

if TYPE_CHECKING:
    from sandbox.media.outlet import Connect

log = logging.getLogger(__name__)

_OUTLET = "sandbox.livekit.server.outlet"
_JOIN_S = 10.0
_FLUSH_S = 0.5
_LEAVE_S = 2.0
_MOST_UNSENT = 1000

PATIENCE_S = 10.0
"""Seconds that a broken connection may take to come back."""


class ServerAvatar:
    """One avatar, outside until it joins.

    Args:
        url: The server.
        token: Opens the room.
        identity: What the others know it by.
        senses: What it notices.
        clock: The sandbox's time.

    Attributes:
        room: The room as LiveKit's client knows it.
        watchers: Each is called after somebody came, changed or left, we included.
        followed: Somebody has begun to see or hear it.
        lost: The room has sent it away, or the server is gone.
    """

    def __init__(
        self, url: str, token: str, identity: str, senses: Senses, clock: Clock
    ) -> None:
        self.identity = identity
        self.room = rtc.Room()
        self.watchers: list[Callable[[], None]] = [senses.on_people]
        self.followed = self.lost = False
        self._url, self._token = url, token
        self._senses = senses
        self._clock = clock
        self._left = False
        self._unsent: asyncio.Queue[tuple[bytes, str]] = asyncio.Queue(_MOST_UNSENT)
        self._sending: asyncio.Task[None] | None = None
        self._patience: Timer | None = None

    async def join(self) -> bool:
        """Enter the room; whether it is still wanted there.

        Raises:
            NoRooms: The server is not there, or does not let it in.
        """
        self._listen()
        options = rtc.RoomOptions(auto_subscribe=False, connect_timeout=_JOIN_S / 2)
        try:
            async with asyncio.timeout(_JOIN_S):
                await self.room.connect(self._url, self._token, options)
        except (rtc.ConnectError, TimeoutError):
            raise NoRooms(
                f"The avatar cannot enter its room at {self._url} (LIVEKIT_URL)."
            ) from None
        if self._left:
            await self.room.disconnect()
            return False
        self._sending = asyncio.ensure_future(self._send())
        self._changed()
        self._senses.on_tracks()
        return True

    def say(self, payload: bytes, *, topic: str = "") -> None:
        """Send reliable data to everybody else, once it is in the room."""
        try:
            self._unsent.put_nowait((payload, topic))
        except asyncio.QueueFull:
            log.warning("an event for a room is left out: too many wait already")

    def has_viewer(self) -> bool:
        """Whether somebody is there who is no agent."""
        return any(not _is_agent(one) for one in self._others())

    def microphones(self) -> Mapping[str, ServerMicrophone]:
        """The microphones of all who are no agents, by track sid."""
        return {
            publication.sid: ServerMicrophone(self.room, publication)
            for one in self._others()
            if not _is_agent(one)
            for publication in one.track_publications.values()
            if publication.kind == rtc.TrackKind.KIND_AUDIO
        }

    def outlet(self, size: tuple[int, int]) -> Connect:
        """How a face of that width and height gets into the room."""
        # Loaded here and not above: what it needs is heavy.
        return partial(importlib.import_module(_OUTLET).ServerOutlet, self, size)

    async def finish(self) -> None:
        """Let what was said leave; nothing is said any more."""
        self._left = True
        if self._sending is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._unsent.join(), _FLUSH_S)
            self._sending.cancel()

    async def leave(self) -> None:
        """Leave the room; harmless when it is over."""
        self._calm()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.room.disconnect(), _LEAVE_S)

    def _others(self) -> list[rtc.RemoteParticipant]:
        return list(self.room.remote_participants.values())

    def _listen(self) -> None:
        room, senses = self.room, self._senses
        room.on("participant_connected", self._changed)
        room.on("participant_disconnected", self._changed)
        room.on("track_published", lambda *_track: senses.on_tracks())
        room.on("track_unpublished", lambda *_track: senses.on_tracks())
        # The server tells of who only watches up to three seconds later than this.
        room.on("local_track_subscribed", self._follow)
        room.on("data_received", self._take)
        room.on("reconnecting", self._wait)
        room.on("reconnected", self._calm)
        room.on("disconnected", self._lose)

    def _take(self, packet: rtc.DataPacket) -> None:
        self._senses.on_data(packet.data, packet.topic or "")

    def _changed(self, *_news: Any) -> None:
        for watcher in list(self.watchers):
            watcher()

    def _follow(self, *_track: Any) -> None:
        self.followed = True
        self._changed()

    def _wait(self) -> None:
        # LiveKit's client would try for half a minute, and somebody pays for it.
        if self._patience is None:
            self._patience = self._clock.after(PATIENCE_S, self._give_up)

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    async def _give_up(self) -> None:
        self._lose()

    def _lose(self, *_reason: Any) -> None:
        if not self._left and not self.lost:
            log.warning("a room at %s (LIVEKIT_URL) is lost", self._url)
            self.lost = True
            self._changed()

    async def _send(self) -> None:
        while True:
            payload, topic = await self._unsent.get()
            try:
                await self.room.local_participant.publish_data(payload, topic=topic)
            except PublishDataError:
                log.warning("an event for a room could not be sent")
            finally:
                self._unsent.task_done()


def _is_agent(one: rtc.RemoteParticipant) -> bool:
    return one.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
