"""The rooms of a LiveKit server, made and deleted by its room service."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import Any

import aiohttp
from livekit import api

from sandbox.clock import Clock
from sandbox.livekit.avatars import Kind, NoRooms, Senses
from sandbox.livekit.server.avatar import ServerAvatar
from sandbox.livekit.tokens import Ticket, TokenDesk
from sandbox.options import LivekitServer

log = logging.getLogger(__name__)

_PATIENCE = aiohttp.ClientTimeout(total=5)

EMPTY_S = 300
"""Seconds that the server keeps a room with nobody in it: should we ever be killed."""


class ServerRooms:
    """Rooms elsewhere, for avatars of ours.

    Args:
        server: Where, and what opens it.
        clock: The sandbox's time.

    Attributes:
        tokens: Gives out tokens for them, by the real time and not by the sandbox's.
    """

    def __init__(self, server: LivekitServer, clock: Clock) -> None:
        self.tokens = TokenDesk(Clock(), key=server.key, secret=server.secret)
        self._server = server
        self._clock = clock
        self._avatars: defaultdict[str, list[ServerAvatar]] = defaultdict(list)
        self._open: set[str] = set()

    def url(self, origin: str) -> str:
        """Where LiveKit's clients find them: with that server."""
        return self._server.url

    def avatar(
        self, name: str, identity: str, senses: Senses, *, kind: Kind = "standard"
    ) -> ServerAvatar:
        """An avatar for the room of that name."""
        ticket = Ticket(room=name, identity=identity, name=identity, kind=kind)
        token = self.tokens.issue(ticket)
        avatar = ServerAvatar(self._server.url, token, identity, senses, self._clock)
        self._avatars[name].append(avatar)
        return avatar

    async def open(self, name: str) -> None:
        """Make the room.

        Raises:
            NoRooms: The server is not there, or does not let us.
        """
        await self._ask(
            "create_room",
            api.CreateRoomRequest(
                name=name, empty_timeout=EMPTY_S, departure_timeout=EMPTY_S
            ),
        )
        self._open.add(name)

    async def delete(self, name: str) -> None:
        """Send everybody away and forget the room; harmless when there is none."""
        avatars = self._avatars.pop(name, [])
        for avatar in avatars:
            await avatar.finish()
        if name in self._open:
            self._open.discard(name)
            try:
                await self._ask("delete_room", api.DeleteRoomRequest(room=name))
            except NoRooms as error:
                log.warning("%s A room may be left over there.", error)
        for avatar in avatars:
            await avatar.leave()

    async def close(self) -> None:
        """Send everybody away; for the end of the process."""
        for name in list(self._avatars):
            await self.delete(name)

    async def check(self) -> None:
        """Say in the log if the server is not there, or does not let us."""
        try:
            await self._ask("list_rooms", api.ListRoomsRequest(names=["-"]))
        except NoRooms as error:
            log.warning("%s", error)

    async def _ask(self, verb: str, request: Any) -> None:
        server = self._server
        try:
            async with api.LiveKitAPI(
                server.url,
                server.key,
                server.secret,
                timeout=_PATIENCE,
                failover=False,
            ) as door:
                await getattr(door.room, verb)(request)
        except api.ServerError as error:
            if verb == "delete_room" and error.code == api.ServerErrorCode.NOT_FOUND:
                return
            raise NoRooms(_refusal(server.url, error)) from None
        except (aiohttp.ClientError, TimeoutError):
            raise NoRooms(
                f"The LiveKit server at {server.url} (LIVEKIT_URL) cannot be reached."
            ) from None


def _refusal(url: str, error: api.ServerError) -> str:
    if error.status in (401, 403):
        return (
            f"The LiveKit server at {url} (LIVEKIT_URL) takes other keys than"
            " LIVEKIT_API_KEY and LIVEKIT_API_SECRET."
        )
    return f"The LiveKit server at {url} (LIVEKIT_URL) refuses: {error.code}."
