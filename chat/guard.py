"""What may not be said: words and topics of a persona's policy, then moderation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chat.model import Moderation
from chat.phrases import Phrases
from persona.model import Policy

Why = Literal["word", "topic", "moderation"]


@dataclass(frozen=True)
class Refusal:
    """Why a text may not be said; never the text.

    Attributes:
        why: A forbidden word, a word of a topic, or the moderation server's verdict.
        topic: The topic's name, where it is one.
    """

    why: Why
    topic: str = ""


class Guard:
    """Holds texts against one policy. Safe to share between threads.

    `Phrases` says what matches. A policy is prepared once, however many guards it has.

    Args:
        policy: What may not be said.
        moderation: Asked last, where there is one.
    """

    def __init__(self, policy: Policy, moderation: Moderation | None = None) -> None:
        self._phrases = _compiled(policy)
        self._moderation = moderation

    def check(self, text: str, before: str = "") -> Refusal | None:
        """Say why `text` may not be said; None when it may.

        Args:
            text: A sentence, or whatever is about to be said.
            before: What was said right before it: no phrase slips through in between.
                What lies in there alone is not held against `text`.

        Raises:
            UpstreamError: The moderation server gave no verdict.
        """
        refusal = self._phrases.find(text, before)
        if refusal is None and self._moderation and text.strip():
            return Refusal("moderation") if self._moderation.flags(text) else None
        return refusal


@lru_cache(maxsize=256)
def _compiled(policy: Policy) -> Phrases[Refusal]:
    words = [(Refusal("word"), policy.words)]
    topics = [(Refusal("topic", topic.name), topic.words) for topic in policy.topics]
    return Phrases([*words, *topics])
