"""Who has come to a customer's pages, and the conversations they had there."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sandbox.clock import Clock
from sandbox.keys import mask

KEPT = 5000
"""Most visitors, and most conversations, remembered."""


@dataclass(kw_only=True)
class Visitor:
    """Somebody on a customer's page.

    Attributes:
        id: 24 hex digits.
        key: The customer's.
        ip: As the page told it, or null.
        location: Likewise; text or object.
        talked_to_chat: Whether they have used the chat.
        at: When they came, in Unix seconds.
    """

    id: str
    key: str
    ip: Any
    location: Any
    talked_to_chat: bool = False
    at: float


@dataclass(kw_only=True)
class Conversation:
    """A conversation that the plugin began.

    Attributes:
        id: 24 hex digits.
        key: The customer's.
        visitor_id: Whose it is.
        status: `active` or `completed`.
        at: When it began, in Unix seconds.
    """

    id: str
    key: str
    visitor_id: str
    status: str = "active"
    at: float


T = TypeVar("T", Visitor, Conversation)


class Visits:
    """All visitors and conversations. A customer's are there for its key alone."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._visitors: dict[str, Visitor] = {}
        self._conversations: dict[str, Conversation] = {}

    def arrive(self, key: str, ip: Any, location: Any) -> Visitor:
        """Somebody new."""
        visitor = Visitor(
            id=_new_id(), key=key, ip=ip, location=location, at=self._clock.now()
        )
        return _keep(self._visitors, visitor)

    def visitor(self, key: str, visitor_id: str) -> Visitor | None:
        """One of a customer's visitors."""
        return _of(key, self._visitors.get(visitor_id))

    def begin(self, visitor: Visitor) -> Conversation:
        """A visitor begins to talk."""
        conversation = Conversation(
            id=_new_id(), key=visitor.key, visitor_id=visitor.id, at=self._clock.now()
        )
        return _keep(self._conversations, conversation)

    def conversation(self, key: str, conversation_id: str) -> Conversation | None:
        """One of a customer's conversations."""
        return _of(key, self._conversations.get(conversation_id))

    def completed(self, conversation_id: str) -> None:
        """A proxy has told that it is over; it may be none of the plugin's."""
        if conversation_id in self._conversations:
            self._conversations[conversation_id].status = "completed"

    def shown(self) -> dict[str, list[dict[str, Any]]]:
        """`{visitors, conversations}`, oldest first, their keys masked."""
        return {
            "visitors": _shown(self._visitors.values()),
            "conversations": _shown(self._conversations.values()),
        }

    def clear(self) -> None:
        """Forget them all."""
        self._visitors.clear()
        self._conversations.clear()


def _new_id() -> str:
    return secrets.token_hex(12)


def _keep(where: dict[str, T], one: T) -> T:
    where[one.id] = one
    while len(where) > KEPT:
        del where[next(iter(where))]
    return one


def _of(key: str, one: T | None) -> T | None:
    return one if one is not None and one.key == key else None


def _shown(every: Iterable[Visitor | Conversation]) -> list[dict[str, Any]]:
    return [{**asdict(one), "key": mask(one.key)} for one in every]
