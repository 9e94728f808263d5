"""Code fences, taken off with what is in them while it is being written."""

from __future__ import annotations

import re

from text.filter import Filter, Step

_FENCE = re.compile(
    r"[ \t>]*(?P<mark>```+(?=[^`\n]*$)|~~~+(?=[^~\n]*$))[^\S\n]*(?P<name>\w*)", re.M
)
_MAYBE_FENCE = re.compile(r"[ \t>]*+(?:`{0,2}|~{0,2}|```+[^`\n]*|~~~+[^~\n]*)\Z")
_PROSE = frozenset({"text", "txt", "plain", "plaintext", "markdown", "md"})


class Fences(Filter):
    r"""Drops code fences; one without an end lasts to the end of the text.

    Args:
        code: Whether what is in them stays, as it does anyway where it is prose.
    """

    def __init__(self, *, code: bool) -> None:
        super().__init__()
        self._code = code
        self._fence = ""
        self._is_kept = False
        self._in_line = False

    def _step(self, text: str, at: int, whole: bool) -> Step | None:
        end = text.find("\n", at) + 1
        if not self._in_line:
            undecided = not end if self._fence else _MAYBE_FENCE.match(text, at)
            if undecided and not whole:
                return None
            if self._is_fence(text, at, end or len(text)):
                return end or len(text), ""
        self._in_line = not end
        return end or len(text), text[at : end or len(text)]

    def _is_fence(self, text: str, at: int, end: int) -> bool:
        """Whether the line is one end of a fence, or hidden in it."""
        if self._fence:
            ends = text[at:end].strip(" \t>").startswith(self._fence)
            if ends:
                self._fence = ""
            return ends or not self._is_kept
        found = _FENCE.match(text, at)
        if found:
            self._fence = found["mark"]
            self._is_kept = self._code or found["name"].lower() in _PROSE
        return bool(found)
