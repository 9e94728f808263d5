"""A LiveKit room of the caller's own: `livekit_config` of a LITE session."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import jwt

from sandbox.clock import Clock
from sandbox.liveavatar.errors import RoomFailed
from sandbox.liveavatar.order import OwnRoom
from sandbox.liveavatar.stage import listening_for
from sandbox.livekit.avatars import Avatar

if TYPE_CHECKING:
    from sandbox.livekit.server.avatar import ServerAvatar

log = logging.getLogger(__name__)

_AVATAR = "sandbox.livekit.server.avatar"


class OwnStage:
    """Somebody else's room, that the avatar enters with the token given.

    Args:
        room: Where it is, and what opens it.
        on_command: Called with each payload on the topic `agent-control`.
        clock: The sandbox's time.

    Raises:
        RoomFailed: LiveKit's own package is not installed, or the token lacks a right.
    """

    avatar: Avatar

    def __init__(
        self, room: OwnRoom, *, on_command: Callable[[bytes], None], clock: Clock
    ) -> None:
        self._room = room
        identity = _identity(room.token)
        try:
            # Loaded here and not above: it needs a package that few have.
            made = importlib.import_module(_AVATAR).ServerAvatar
        except ImportError:
            log.warning("livekit_config needs sandbox/requirements-livekit.txt")
            raise RoomFailed from None
        senses = listening_for(on_command)()
        self._guest: ServerAvatar = made(room.url, room.token, identity, senses, clock)
        self.avatar = self._guest

    def ways(self, origin: str) -> dict[str, Any]:
        """The caller's own address and token: what the cloud says is on no record."""
        return {
            "livekit_url": self._room.url,
            "livekit_client_token": self._room.token,
            "livekit_agent_token": None,
        }

    async def enter(self) -> None:
        """Nothing: the avatar comes with its face."""

    async def leave(self) -> None:
        """Just go: the room is not ours."""
        await self._guest.finish()
        await self._guest.leave()


def _identity(token: str) -> str:
    """Whose token it is; a right that lacks is a 500 at the cloud, as was seen."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise RoomFailed from None
    video = claims.get("video")
    rights = ("canPublish", "canSubscribe", "canPublishData")
    if not isinstance(video, dict) or not video.get("roomJoin"):
        raise RoomFailed
    # Absent means allowed. Source: livekit protocol, auth/grants.go.
    if not all(video.get(name, True) for name in rights):
        raise RoomFailed
    return str(claims.get("sub", ""))
