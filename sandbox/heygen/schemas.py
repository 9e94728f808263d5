"""What HeyGen's clients send, read as leniently as HeyGen reads it.

Unknown members are ignored and null means absent: some clients send every member they
know, unset ones as null.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from aiohttp import web

from sandbox.heygen.errors import HeygenError, InvalidParameter, InvalidText
from sandbox.media.catalog import AvatarLook, VoiceSpec

T = TypeVar("T")

TEXT_LIMIT = 1000
"""Most characters of one task."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What `streaming.new` asks for, found in the catalogue and completed.

    Attributes:
        idle_timeout_s: None for the account's own; 0 for no idle timeout.
        in_room: The session lives in a LiveKit room: `"version": "v2"`.
        room_microphone: The viewer speaks in the room, not on the chat socket.
        silence_prompts: The avatar speaks up when the viewer is silent.
    """

    avatar: AvatarLook
    voice: VoiceSpec
    rate: float
    emotion: str
    quality: str
    codec: str
    knowledge_base: str
    idle_timeout_s: float | None
    in_room: bool = False
    room_microphone: bool = False
    silence_prompts: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskOrder:
    """What `streaming.task` asks for."""

    text: str
    talk: bool


class Body:
    """A JSON object read member by member.

    Raises:
        InvalidParameter: From every reader, when the member is of another type.
    """

    def __init__(self, members: Mapping[str, Any]) -> None:
        self._members = members

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return self._read(name, str, "a string", default)

    def flag(self, name: str) -> bool:
        """A boolean, false by default."""
        return self._read(name, bool, "a boolean", False)

    def number(self, name: str, default: float | None = None) -> float | None:
        """A number."""
        if isinstance(self._members.get(name), bool):
            raise InvalidParameter(f"{name} must be a number")
        found = self._read(name, (int, float), "a number", None)
        return default if found is None else float(found)

    def object(self, name: str) -> Body:
        """A nested object, empty by default."""
        return Body(self._read(name, dict, "an object", {}))

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of some words."""
        found = self.text(name) or default
        if found not in choices:
            raise InvalidParameter(f"{name} must be one of: {', '.join(choices)}")
        return found

    def required(self, name: str) -> Any:
        """Whatever is there.

        Raises:
            InvalidParameter: Nothing is.
        """
        found = self._members.get(name)
        if found is None or found == "":
            raise InvalidParameter(f"{name} is required")
        return found

    def candidate(self) -> Mapping[str, Any] | None:
        """The ICE candidate as the browser made it; None ends them.

        Raises:
            InvalidParameter: The member is missing.
        """
        if "candidate" not in self._members:
            raise InvalidParameter("candidate is required")
        found: Mapping[str, Any] | None = self._read(
            "candidate", dict, "an object", None
        )
        return found

    def _read(
        self, name: str, kind: type[Any] | tuple[type[Any], ...], words: str, default: T
    ) -> Any | T:
        found = self._members.get(name)
        if found is None:
            return default
        if not isinstance(found, kind):
            raise InvalidParameter(f"{name} must be {words}")
        return found


async def read(request: web.Request) -> Body:
    """The request's JSON object, whatever its content type; nothing is `{}`."""
    text = await request.text()
    try:
        members = json.loads(text) if text.strip() else {}
    except ValueError as error:
        raise HeygenError(400, f"JSON parse error - {error}") from None
    if not isinstance(members, dict):
        raise InvalidParameter("the body must be an object")
    return Body(members)


def read_task(body: Body) -> TaskOrder:
    """What a task asks for; without a type the text is said as it is."""
    kind = body.choice("task_type", ("repeat", "talk", "chat"), "repeat")
    body.choice("task_mode", ("sync", "async"), "sync")
    text = body.text("text").strip()
    if not text:
        raise InvalidText("text is required")
    if len(text) > TEXT_LIMIT:
        raise InvalidText(f"text must have at most {TEXT_LIMIT} characters")
    return TaskOrder(text=text, talk=kind != "repeat")
