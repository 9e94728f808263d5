"""One piece of lore: how it is asked for, and what is said then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """Something that is known.

    Attributes:
        asked: Finds it in a visitor's words, normalised.
        lines: Ways to say it, each on its own.
    """

    asked: re.Pattern[str]
    lines: Sequence[str]


def entry(asked: str, *lines: str) -> Entry:
    """Write an entry down."""
    return Entry(re.compile(asked), lines)
