"""What goes to a model, and what any model must be able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """Whose words a message holds."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class ChatMessage:
    """One message of a conversation, as every model server understands it."""

    role: Role
    content: str


class Model(Protocol):
    """Something that continues a conversation."""

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Answer the last message with a whole text, as the model wrote it.

        Raises:
            NotConfigured: There is no key to ask with.
            UpstreamError: The model server gave no usable answer; see its children.
        """
        ...
