"""Whether a text stops where a sentence does."""

from __future__ import annotations

from text.marks import CLOSERS, MARKS, STOPS

_ENDS = (*MARKS, *STOPS)


def is_ended(text: str) -> bool:
    """Whether its last sentence has its end, or was cut off before that."""
    return text.rstrip().rstrip(CLOSERS).endswith(_ENDS)
