"""One reply to a conversation."""

from collections.abc import Mapping, Sequence


def reply(messages: Sequence[Mapping[str, str]], *, seed: int = 0) -> str:
    """The persona's next words."""
    return "I am listening."
