"""Find words and phrases in a text, whatever they are dressed up as."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Rule = TypeVar("Rule")

_TAIL = 500
"""Characters of what was said before that a phrase may reach back over."""

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # Han, here and below
    (0x3040, 0x31FF),  # Japanese syllables, Bopomofo
    (0x3400, 0x9FFF),
    (0x20000, 0x3FFFF),
)
"""Scripts that put no space between words."""

_HANGUL = range(0xAC00, 0xD7A4)
_POINTS = range(0x0591, 0x06EE)
_UNSEEN_LETTERS = "\u0640\u115f\u1160"
_WITHOUT_STROKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"}
    | {"\u0131": "i"}
)


@dataclass(frozen=True)
class _Phrase(Generic[Rule]):
    words: list[str]
    any_ending: bool
    rule: Rule

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        last = len(self.words) - 1
        found = words[place : place + last + 1]
        if not self.any_ending:
            return found == self.words
        return (
            len(found) > last
            and found[:last] == self.words[:last]
            and found[last].startswith(self.words[last])
        )


class Phrases(Generic[Rule]):
    """Looks for the phrases of some rules. Safe to share between threads.

    Whole words are found, whatever their case, accents, width and hidden characters; a
    phrase, whatever stands between its words but words. A `*` at the end is any ending,
    which a Korean word has anyway, for its particles. In scripts without spaces a word
    is found wherever it stands.

    Args:
        rules: Each with its phrases.
    """

    def __init__(self, rules: Iterable[tuple[Rule, Iterable[str]]]) -> None:
        self._by_word: dict[str, list[_Phrase[Rule]]] = {}
        self._by_stem: dict[str, list[_Phrase[Rule]]] = {}
        self._reach = 0
        for rule, entries in rules:
            for entry in entries:
                self._add(rule, entry)
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def find(self, text: str, before: str = "") -> Rule | None:
        """The rule of the first phrase that is there and not in `before` alone."""
        earlier = _last_words(before, self._reach)
        words = [*earlier, *_words(text)]
        for place, word in enumerate(words):
            for phrase in self._beginning_with(word):
                reaches = place + len(phrase.words) > len(earlier)
                if reaches and phrase.stands_at(place, words):
                    return phrase.rule
        return None

    def _add(self, rule: Rule, entry: str) -> None:
        words = _words(entry)
        if not words:
            return
        any_ending = entry.endswith("*") or ord(words[-1][-1]) in _HANGUL
        index = self._by_stem if any_ending and len(words) == 1 else self._by_word
        index.setdefault(words[0], []).append(_Phrase(words, any_ending, rule))
        self._reach = max(self._reach, len(words) - 1)

    def _beginning_with(self, word: str) -> Iterator[_Phrase[Rule]]:
        yield from self._by_word.get(word, ())
        for length in self._stem_lengths:
            yield from self._by_stem.get(word[:length], ())


def _last_words(text: str, most: int) -> list[str]:
    if not most:
        return []
    words = _words(text[-_TAIL:])
    if len(text) > _TAIL and not text[-_TAIL - 1].isspace():
        words = words[1:]  # it may be the rest of one
    return words[-most:]


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).translate(_FOLDING).split()


@lru_cache(maxsize=8192)
def _folded(code: int) -> str:
    """What of a character counts: a space where words part, nothing where it is unseen.

    A character of a script without spaces is a word of its own.
    """
    char = chr(code)
    category = unicodedata.category(char)
    if category == "Cf" or char in _UNSEEN_LETTERS or _is_accent(char):
        return ""
    if category[0] not in "LMN":
        return "" if category == "Cc" and not char.isspace() else " "
    if any(first <= code <= last for first, last in _UNSPACED):
        return f" {char} "
    bare = "".join(c for c in unicodedata.normalize("NFD", char) if not _is_accent(c))
    return unicodedata.normalize("NFC", bare).casefold().translate(_WITHOUT_STROKE)


def _is_accent(char: str) -> bool:
    if unicodedata.category(char)[0] != "M":
        return False
    name = unicodedata.name(char, "")
    return ord(char) in _POINTS or name.startswith(("COMBINING", "VARIATION SELECTOR"))


class _Folding:
    """A table for `str.translate` that is filled as characters turn up."""

    __getitem__ = staticmethod(_folded)


_FOLDING = _Folding()
