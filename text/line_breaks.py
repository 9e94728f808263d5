r"""Every kind of line break brought down to `\n` while the text is being written."""

from __future__ import annotations

import re

from text.filter import Filter, Step
from text.symbols import without_invisible

_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def with_plain_breaks(text: str) -> str:
    r"""The text with `\n` for its only line break."""
    return _BREAK.sub("\n", text)


class LineBreaks(Filter):
    """Makes all line breaks alike and drops what nobody sees."""

    def feed(self, delta: str) -> str:
        """What can be told now that `delta` is written too."""
        return super().feed(without_invisible(delta))

    def _step(self, text: str, at: int, whole: bool) -> Step | None:
        known = len(text)
        if text.endswith("\r") and not whole:
            known -= 1  # a line feed may still belong to it
        return (known, with_plain_breaks(text[at:known])) if known > at else None
