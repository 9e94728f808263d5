"""What goes to a model, and what any model must be able to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, Self


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


class ModelStream(Protocol):
    """A reply while the model writes it, read once, inside its `with` block.

    The request is sent on entering. Leaving closes the connection, unless the reply
    has come to its end by itself.

    Attributes:
        cut_at_limit: After the end: the model's token limit cut the reply off.
    """

    cut_at_limit: bool

    def __enter__(self) -> Self: ...

    def __exit__(self, *failure: object) -> None: ...

    def __iter__(self) -> Iterator[str]:
        """Every piece of text as it comes; none is empty.

        Raises:
            UpstreamError: The reply is not whole, or holds nothing to say; what came
                before was given out.
        """
        ...

    def cancel(self) -> None:
        """End the iteration at once and silently, and the request with it.

        From any thread, at any time, harmless twice. A piece that is being handed
        over in this very moment may still come; none is taken up afterwards.
        """
        ...


class Model(Protocol):
    """Something that continues a conversation."""

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Answer the last message with a whole text, as the model wrote it.

        Raises:
            NotConfigured: There is no key to ask with.
            UpstreamError: The model server gave no usable answer; see its children.
        """
        ...

    def stream(self, messages: Sequence[ChatMessage]) -> ModelStream:
        """Answer the last message while it is written; enter it to begin.

        Raises:
            NotConfigured: There is no key to ask with.
        """
        ...


class Moderation(Protocol):
    """Something that tells which texts are not fit to be said."""

    def flags(self, text: str) -> bool:
        """Whether the text is not fit to be said.

        Raises:
            NotConfigured: There is no key to ask with.
            UpstreamError: No usable answer came; its children say why.
        """
        ...
