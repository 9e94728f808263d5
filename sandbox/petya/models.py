"""Petya's customers, and all that it was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.clock import Clock
from sandbox.keys import REFUSED_KEY
from sandbox.liveavatar.catalogue import AVATARS
from sandbox.petya.visits import Visits

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
        visits: Who came to their pages.
    """

    def __init__(self, clock: Clock) -> None:
        self.customers: dict[str, Customer] = {}
        self.visits = Visits(clock)
        self._clock = clock
        self._deliveries: list[tuple[str, dict[str, Any]]] = []
        self._by_id: dict[str, dict[str, Any]] = {}
        self._messages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def customer_of(self, key: str) -> Customer:
        """The customer of a key, with defaults if it was never told apart."""
        return self.customers.get(key) or Customer(
            known=bool(key) and key != REFUSED_KEY
        )

    def deliver(
        self,
        kind: str,
        conversation_id: str,
        headers: Mapping[str, str],
        body: Any,
        *,
        delivery_id: str = "",
    ) -> bool:
        """Keep what was sent, or count it where it was sent before.

        Args:
            kind: `status` or `message`.
            conversation_id: Whose it is.
            headers: As they may be shown.
            body: As it came.
            delivery_id: What tells a repeat; without one nothing is a repeat.

        Returns:
            Whether it is new.
        """
        if delivery_id and (known := self._by_id.get(delivery_id)):
            known["repeats"] += 1
            return False
        delivery = {
            "kind": kind,
            "conversation_id": conversation_id,
            "headers": dict(headers),
            "body": body,
            "at": self._clock.now(),
            "repeats": 0,
        }
        self._deliveries.append((delivery_id, delivery))
        if delivery_id:
            self._by_id[delivery_id] = delivery
        self._forget_oldest()
        if kind == "message":
            self.said(conversation_id, body)
        else:
            self.visits.completed(conversation_id)
        return True

    def said(self, conversation_id: str, message: Mapping[str, Any]) -> None:
        """Add to a conversation's messages."""
        self._messages[conversation_id].append(dict(message))

    def deliveries(self) -> list[dict[str, Any]]:
        """Everything that was delivered, in the order it came.

        `{kind, conversation_id, headers, body, at, repeats}`: whoever delivers twice
        is here twice, but under one id once, with the number of repeats. What a fault
        kept from being handled is not here.
        """
        return [delivery for _id, delivery in self._deliveries]

    def messages(self, conversation_id: str) -> list[dict[str, Any]]:
        """A conversation's messages, `{content, isFromUser}`."""
        return list(self._messages.get(conversation_id, ()))

    def shown_visits(self) -> dict[str, list[dict[str, Any]]]:
        """`{visitors, conversations}`, the latter with their `messages`."""
        shown = self.visits.shown()
        for conversation in shown["conversations"]:
            conversation["messages"] = self.messages(conversation["id"])
        return shown

    def forget_deliveries(self) -> None:
        """Forget what was delivered."""
        self._deliveries.clear()
        self._by_id.clear()
        self._messages.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.customers.clear()
        self.visits.clear()
        self.forget_deliveries()

    def _forget_oldest(self) -> None:
        many = max(0, len(self._deliveries) - KEPT)
        for delivery_id, _ in self._deliveries[:many]:
            self._by_id.pop(delivery_id, None)
        del self._deliveries[:many]
