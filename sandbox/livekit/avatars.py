"""What a cloud asks of rooms, be they the sandbox's own or a LiveKit server's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from sandbox.livekit.tokens import TokenDesk

if TYPE_CHECKING:
    from av import AudioFrame

    from sandbox.media.outlet import Connect

Kind = Literal["standard", "agent"]


class NoRooms(Exception):
    """Rooms cannot be had; its words say why and how to mend it, without secrets."""


@dataclass(frozen=True, kw_only=True)
class Senses:
    """What an avatar notices.

    Attributes:
        on_data: Called with the payload and the topic of each packet that reaches it.
        on_tracks: Called when others publish more than before, or less.
        on_people: Called after somebody came, changed or left.
    """

    on_data: Callable[[bytes, str], None]
    on_tracks: Callable[[], None]
    on_people: Callable[[], None]


class Microphone(Protocol):
    """A microphone that somebody publishes."""

    def frames(self) -> AsyncIterator[AudioFrame]:
        """Its sound from now to its end."""
        ...


class Avatar(Protocol):
    """An avatar and its room."""

    identity: str

    async def join(self) -> bool:
        """Enter the room without a face; whether it is still wanted there.

        Raises:
            NoRooms: It is not let in.
        """
        ...

    def say(self, payload: bytes, *, topic: str = "") -> None:
        """Send reliable data to everybody else."""
        ...

    async def finish(self) -> None:
        """Let what was said leave; nothing is said any more."""
        ...

    def has_viewer(self) -> bool:
        """Whether somebody is there who is no agent."""
        ...

    def microphones(self) -> Mapping[str, Microphone]:
        """The microphones of all who are no agents, by track sid."""
        ...

    def outlet(self, size: tuple[int, int]) -> Connect:
        """How a face of that width and height gets into the room."""
        ...


class AvatarRooms(Protocol):
    """Rooms that avatars live in.

    Attributes:
        tokens: Gives out tokens for them.
    """

    tokens: TokenDesk

    def url(self, origin: str) -> str:
        """Where LiveKit's clients find them; `origin` is `ws://host:port` of ours."""
        ...

    def avatar(
        self, name: str, identity: str, senses: Senses, *, kind: Kind = "standard"
    ) -> Avatar:
        """An avatar for the room of that name, or what it calls an `agent`."""
        ...

    async def open(self, name: str) -> None:
        """Make the room.

        Raises:
            NoRooms: It cannot be had.
        """
        ...

    async def delete(self, name: str) -> None:
        """Send everybody away and forget the room; harmless when there is none."""
        ...

    async def check(self) -> None:
        """Say in the log if they cannot be had."""
        ...

    async def close(self) -> None:
        """Send everybody away; for the end of the process."""
        ...
