"""The frame of every filter that a text passes while it is still being written."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

Step = tuple[int, str]
"""Where a filter goes on reading, and what it lets through of the text before."""


class Filter(ABC):
    """Lets text through, changed or not, once nothing that follows can matter.

    However a text is cut into deltas, what comes out, joined, is the same.
    """

    def __init__(self) -> None:
        self._held = ""
        self._passed: list[str] = []

    def feed(self, delta: str) -> str:
        """What can be told now that `delta` is written too."""
        return self._read(delta, whole=False)

    def finish(self) -> str:
        """What is left; nothing will follow."""
        return self._read("", whole=True)

    def _read(self, delta: str, *, whole: bool) -> str:
        text, at = self._held + delta, 0
        while at < len(text) and (step := self._step(text, at, whole)):
            at = step[0]
            self._passed.append(step[1])
        self._held = text[at:]
        passed = "".join(self._passed)
        self._passed.clear()
        return passed

    @abstractmethod
    def _step(self, text: str, at: int, whole: bool) -> Step | None:
        """Read on from `at`, or None when that takes more text.

        Args:
            text: Not read yet from `at` on, which is before its end.
            at: The index to read on from.
            whole: Nothing will follow `text`.
        """


def begun(*words: str) -> str:
    """A pattern for the end of a text where one of `words` may just have begun."""
    starts = {word[:length] for word in words for length in range(1, len(word))}
    return rf"(?:{'|'.join(map(re.escape, sorted(starts)))})\Z"
