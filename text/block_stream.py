"""The words of one block of markdown, said while it is being written."""

from __future__ import annotations

import re

from text import marks
from text.inline import spoken_words
from text.unsettled import is_closed, settled_words

_END_MARKS = (*marks.STOPS, *marks.MARKS, ":", "\uff1a")
_CLAUSE_MARKS = (*marks.CLAUSE_MARKS, *marks.WIDE_CLAUSE_MARKS)
_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_STARTS_CJK = re.compile(_CJK)
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_SPACES = re.compile(r"\s+")
_SETTLED = re.compile(rf".*[^\W_][!?{marks.STOPS}]*", re.S)
_PLAIN_WORD = re.compile(
    r"(?<=[^\s!-/:-@\[-`{-~] )[^\W\d_][^\s!-/:-@\[-`{-~]+(?= )"
    rf"|(?<={_CJK}){_CJK}(?={_CJK})"
)
_ENOUGH = 160
"""From how many characters on those that were said are let go."""

_TOO_MUCH = 1000
"""Beyond so many that cannot be let go, a block is not read again with each delta.

Or else it would cost its length squared.
"""


class BlockStream:
    """Says a block as `inline.spoken_words` would, each word as soon as it is sure.

    What is not sure ends at a letter or digit, or at `!`, `?` or a full stop of a
    script without spaces right behind one.
    """

    def __init__(self) -> None:
        self._text = ""
        self._given = 0
        self._has_word = False
        self._next_look = _ENOUGH

    def add(self, text: str) -> None:
        """Write `text` behind the rest."""
        text = _SPACES.sub(" ", text)
        if not self._text or self._text.endswith(" "):
            text = text.lstrip()
        self._text += text

    def ready(self) -> str:
        """The words that became sure since they were asked for last."""
        length = len(self._text)
        if _TOO_MUCH < length < self._next_look:
            return ""
        line = settled_words(self._text)
        settled = _SETTLED.match(line)
        known = settled.end() if settled else 0
        new = line[self._given : known]
        self._given = max(self._given, known)
        self._has_word = self._has_word or bool(new)
        if length >= self._next_look:
            self._let_go()
            self._next_look = max(_ENOUGH, len(self._text) * 9 // 8)
        return new

    def finish(self, *, ends: bool) -> str:
        """What is left.

        Args:
            ends: Whether the block must end like a sentence.
        """
        line = spoken_words(self._text.rstrip())
        if not self._has_word and not any(map(str.isalnum, line)):
            return ""
        return (_ended(line) if ends else line)[self._given :]

    def _let_go(self) -> None:
        """Forget words that were said and cannot matter to those that follow."""
        *_, at = 0, *(word.start() for word in _PLAIN_WORD.finditer(self._text))
        head, tail = self._text[:at], self._text[at:]
        said = spoken_words(head) + " " * head.endswith(" ")
        if (
            0 < len(said) <= self._given
            and is_closed(head)
            and settled_words(head).startswith(said.rstrip())
            and said + spoken_words(tail) == spoken_words(self._text)
        ):
            self._text, self._given = tail, self._given - len(said)


def _ended(line: str) -> str:
    """The line with the end of a sentence, in its own script."""
    if line.rstrip(marks.CLOSERS).endswith(_END_MARKS):
        return line
    if line.endswith(_CLAUSE_MARKS):
        line = line[:-1]
    if _STARTS_CJK.match(line[-1:]):
        return line + "。"
    return line + ("।" if _DEVANAGARI.match(line[-1:]) else ".")
