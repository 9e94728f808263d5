"""The room of one session: the avatar, the agent that tells, and their guests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sandbox.liveavatar.errors import RoomFailed
from sandbox.livekit.avatars import Avatar, AvatarRooms, NoRooms, Senses
from sandbox.livekit.tokens import Ticket

AVATAR = "heygen"
VIEWER = "client"
BOT = "agent"
"""Identities. The first and the event agent's are the vendor's; these two are ours."""

TO_AGENT, FROM_AGENT = "agent-control", "agent-response"
"""Topics of what clients ask and of what they are told."""


class Stage(Protocol):
    """Where a session's avatar appears.

    Attributes:
        avatar: Who appears.
    """

    avatar: Avatar

    def ways(self, origin: str) -> dict[str, Any]:
        """The members of the start's answer that lead here."""
        ...

    async def enter(self) -> None:
        """Make it ready for the avatar, who comes with its face.

        Raises:
            RoomFailed: It cannot be had.
        """
        ...

    async def leave(self) -> None:
        """Send everybody away, or just go; harmless twice."""
        ...


class RoomStage:
    """A room made for one session.

    Args:
        rooms: Where to make it.
        session_id: Its name, and a part of the agent's.
        on_command: Called with each payload on the topic `agent-control`.
        on_tracks: Called when guests publish more than before, or less.
        with_agent: Whether the event agent is there: FULL sessions have one.
    """

    def __init__(
        self,
        rooms: AvatarRooms,
        session_id: str,
        *,
        on_command: Callable[[bytes], None],
        on_tracks: Callable[[], None] = lambda: None,
        with_agent: bool = True,
    ) -> None:
        self._rooms = rooms
        self._name = session_id
        ears = listening_for(on_command)
        self._agent: Avatar | None = None
        if with_agent:
            name = f"liveavatar-agent-{session_id}"
            self._agent = rooms.avatar(session_id, name, ears(), kind="agent")
        # One of the two listens, or each command would be followed twice.
        senses = ears(on_tracks, deaf=with_agent)
        self.avatar = rooms.avatar(session_id, AVATAR, senses)

    def ways(self, origin: str) -> dict[str, Any]:
        """The members of the start's answer that lead here."""
        return {
            "livekit_url": self._rooms.url(origin),
            "livekit_client_token": self._ticket(VIEWER),
            "livekit_agent_token": self._ticket(BOT, kind="agent"),
        }

    async def enter(self) -> None:
        """Make the room and let the agent in; the avatar comes with its face.

        Raises:
            RoomFailed: It cannot be had.
        """
        try:
            await self._rooms.open(self._name)
            if self._agent is not None:
                await self._agent.join()
        except NoRooms as error:
            raise RoomFailed from error

    def tell(self, event: Mapping[str, Any]) -> None:
        """Tell every guest."""
        self._teller.say(json.dumps(event).encode(), topic=FROM_AGENT)

    async def leave(self) -> None:
        """Send everybody away, the last words first; harmless twice."""
        await self._teller.finish()
        await self._rooms.delete(self._name)

    @property
    def _teller(self) -> Avatar:
        return self._agent or self.avatar

    def _ticket(self, identity: str, kind: str = "standard") -> str:
        ticket = Ticket(room=self._name, identity=identity, name=identity, kind=kind)
        return self._rooms.tokens.issue(ticket)


def listening_for(on_command: Callable[[bytes], None]) -> Callable[..., Senses]:
    """Makes the senses of somebody who hears commands, or is `deaf` to them."""

    def take(payload: bytes, topic: str) -> None:
        if topic == TO_AGENT:
            on_command(payload)

    def senses(
        on_tracks: Callable[[], None] = lambda: None, *, deaf: bool = False
    ) -> Senses:
        ear = (lambda _payload, _topic: None) if deaf else take
        return Senses(on_data=ear, on_tracks=on_tracks, on_people=lambda: None)

    return senses
