"""What a model thinks before it speaks, dropped while it is being written."""

from __future__ import annotations

import re

from text.filter import Filter, Step, begun

_TAG = re.compile(r"<(?P<end>/?)think(?:ing)?>", re.I)
_MAYBE_TAG = re.compile(begun("<thinking>", "<think>", "</thinking>", "</think>"), re.I)
_LONGEST_TAG = len("</thinking>")


class Thoughts(Filter):
    """Drops every `<think>` part; one without an end lasts to the end of the text.

    Attributes:
        restarted: A `</think>` came that nothing had opened, so all that was let
            through before was a thought as well. The reader sets it back.
    """

    def __init__(self) -> None:
        super().__init__()
        self.restarted = False
        self._thinks = False

    def _step(self, text: str, at: int, whole: bool) -> Step | None:
        if self._thinks:
            return self._thought(text, at)
        stop = text.find("<", at)
        if stop < 0:
            return len(text), text[at:]
        if stop > at:
            return stop, text[at:stop]
        tag = _TAG.match(text, at)
        if not tag:
            if not whole and _MAYBE_TAG.match(text, at):
                return None
            return at + 1, "<"
        self._thinks = not tag["end"]
        if tag["end"]:
            self._passed.clear()
            self.restarted = True
        return tag.end(), ""

    def _thought(self, text: str, at: int) -> Step | None:
        """The step over a thought, or all of it that cannot belong to its end."""
        for tag in _TAG.finditer(text, at):
            if tag["end"]:
                self._thinks = False
                return tag.end(), ""
        known = len(text) - _LONGEST_TAG
        return (known, "") if known > at else None
