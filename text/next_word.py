"""The word after a full stop, which tells whether a sentence ended there."""

from __future__ import annotations

import re

from text import abbreviations as known
from text import marks

_NEXT = re.compile(
    rf"\s*(?P<mark>[{marks.MARKS}]?)(?P<dash>[{marks.DASHES}]\s*)?"
    rf"[{re.escape(marks.OPENERS)}]*(?P<word>[^\W_]*)"
)
_INITIAL = re.compile(r"\s*[^\W\d_]\.")


class NextWord:
    """What is known of the next word when it may not be written to its end.

    Answers are True, False, or None for: too early to tell.

    Args:
        text: Holds a letter or digit at `at` or behind it.
        at: The index after the full stop and what closes with it.
        whole: Nothing will follow `text`.

    Attributes:
        after_mark: Another mark stands before it.
        after_dash: A dash stands before it.
        is_small: It starts with a small letter.
        is_number: It starts with a digit.
    """

    def __init__(self, text: str, at: int, *, whole: bool) -> None:
        found = _NEXT.match(text, at)
        assert found is not None  # it can match nothing at all
        self._text, self._at = text, at
        self._word = found["word"]
        self._is_whole = whole or found.end() < len(text)
        self.after_mark = bool(found["mark"])
        self.after_dash = bool(found["dash"])
        self.is_small = self._word[:1].islower()
        self.is_number = self._word[:1].isdigit()

    def is_one_of(self, words: frozenset[str]) -> bool | None:
        """Whether it is one of `words`, which are lower case."""
        lower = self._word.lower()
        if self._is_whole:
            return lower in words
        return None if any(word.startswith(lower) for word in words) else False

    @property
    def starts_sentence(self) -> bool | None:
        """Whether it is a word that, capitalised, does start sentences."""
        return self._word[:1].isupper() and self.is_one_of(known.STARTERS)

    @property
    def is_initial(self) -> bool | None:
        """Whether it is a single letter with a full stop of its own."""
        if len(self._word) == 1 and not self._is_whole:
            return None
        return bool(_INITIAL.match(self._text, self._at))


def opposite(answer: bool | None) -> bool | None:
    """The other of the two, or None while that is open."""
    return None if answer is None else not answer


def either(sure: bool, other: bool | None) -> bool | None:
    """Whether one of both is true, or None while that hangs on `other`."""
    return True if sure else other
