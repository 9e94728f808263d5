"""Petya's customers, and all that it was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.clock import Clock
from sandbox.keys import REFUSED_KEY
from sandbox.liveavatar.catalogue import AVATARS

KEPT = 5000
"""Most deliveries remembered."""


@dataclass(frozen=True, kw_only=True)
class Customer:
    """What Petya knows about a customer. Without more it has these defaults.

    Attributes:
        avatar_id: A UUID of LiveAvatar; at times something else, as in the wild.
        intro: The avatar's first words.
        knowledge_base_id: LiveAvatar's context, if there is one.
        voice_id: If it is not the avatar's own.
        allowed_domains: Where its widget may be; nothing for anywhere.
        known: Whether the key is good.
    """

    avatar_id: str = AVATARS[0].id
    intro: str = "Hello and welcome. How can I help you today?"
    knowledge_base_id: str | None = None
    voice_id: str | None = None
    allowed_domains: tuple[str, ...] = ()
    known: bool = True

    def config(self) -> dict[str, Any]:
        """The answer of `/avatar/config`."""
        return {
            "avatarId": self.avatar_id,
            "intro": self.intro,
            "knowledgeBaseId": self.knowledge_base_id,
            "voiceId": self.voice_id,
        }


class Petya:
    """The back-end. Every key that is not refused is a customer's.

    Args:
        clock: The sandbox's time.

    Attributes:
        customers: Those that were told apart, by key.
    """

    def __init__(self, clock: Clock) -> None:
        self.customers: dict[str, Customer] = {}
        self._clock = clock
        self._deliveries: list[dict[str, Any]] = []
        self._messages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def customer_of(self, key: str) -> Customer:
        """The customer of a key, with defaults if it was never told apart."""
        return self.customers.get(key) or Customer(
            known=bool(key) and key != REFUSED_KEY
        )

    def deliver(
        self, kind: str, conversation_id: str, headers: Mapping[str, str], body: Any
    ) -> None:
        """Keep what was sent.

        Args:
            kind: `status` or `message`.
            conversation_id: Whose it is.
            headers: As they may be shown.
            body: As it came.
        """
        self._deliveries.append(
            {
                "kind": kind,
                "conversation_id": conversation_id,
                "headers": dict(headers),
                "body": body,
                "at": self._clock.now(),
            }
        )
        del self._deliveries[: len(self._deliveries) - KEPT]
        if kind == "message":
            self._messages[conversation_id].append(dict(body))

    def deliveries(self) -> list[dict[str, Any]]:
        """Everything that was delivered, in the order it came.

        `{kind, conversation_id, headers, body, at}`: whoever delivers twice is here
        twice. What a fault kept from being handled is not here.
        """
        return list(self._deliveries)

    def messages(self, conversation_id: str) -> list[dict[str, Any]]:
        """A conversation's messages, `{content, isFromUser}`."""
        return list(self._messages[conversation_id])

    def forget_deliveries(self) -> None:
        """Forget what was delivered."""
        self._deliveries.clear()
        self._messages.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.customers.clear()
        self.forget_deliveries()
