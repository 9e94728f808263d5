"""Cut a text that is still being written into its sentences."""

# ruff: noqa: RUF001 - look-alikes of Latin marks are the point here

from __future__ import annotations

import re

from text import marks
from text.boundaries import Boundaries

_LETTER = re.compile(r"[^\W_]")
_FINAL = "!?" + marks.STOPS.replace("\uff0e", "")
_ADDRESS = re.compile(r"[/.:@=&#\\]")
_OPEN_BRACKET = re.compile(r"[(\[{「『《〈【\uff08]")
_SHUT_BRACKET = re.compile(r"[)\]}」』》〉】\uff09]")
_QUOTE = re.compile(r"[„“”«»‹›]")
_OPEN_EDGE = re.compile(r"(?<![^\W_\"'‘‚*_~`])[\"'‘‚*_~`]+(?=\S)")
_SHUT_EDGE = re.compile(r"(?<=[^\s\"'’*_~`])[\"'’*_~`]+(?![^\W_])")


class SentenceStream:
    """Gives each sentence out once, in order, as soon as it is surely complete.

    However the text is cut into deltas, what is given out is `sentences.split` of
    the whole. The first letter after a sentence mostly decides; after an initial or
    "U.S." it takes the end of the next word.

    Args:
        eager: Do not wait for what follows `!`, `?` and the full stops of scripts
            without spaces, while no quote, bracket or asterisk is open. The words
            stay the same; "Yahoo! is" is cut in two.

    Attributes:
        eager: The same; may be changed on the way.
    """

    def __init__(self, *, eager: bool = False) -> None:
        self.eager = eager
        self._text = ""
        self._found = Boundaries()
        self._given = 0

    def feed(self, delta: str) -> list[str]:
        """The sentences that are complete now that `delta` is written too."""
        # Only a letter, or what ends a word, can settle where a sentence ends.
        settles = _LETTER.search(delta) or _LETTER.match(self._text[-1:])
        self._text += delta
        sentences = self._ended(whole=False) if settles else []
        if self.eager and delta.rstrip().endswith(tuple(_FINAL)):
            sentences += self._early()
        return sentences

    def finish(self) -> list[str]:
        """What is left; nothing will follow."""
        return [*self._ended(whole=True), *self._given_to(len(self._text))]

    @property
    def begun(self) -> str:
        """What is surely of the sentence being written, and not given out yet."""
        return self._text[self._given : self._found.sure]

    def take(self, length: int) -> str:
        """Give out the first `length` characters of `begun` before the rest."""
        return "".join(self._given_to(self._given + length))

    def _ended(self, *, whole: bool) -> list[str]:
        sentences = []
        for end in self._found.ends(self._text, whole=whole):
            sentences += self._given_to(end)
        done = self._found.start
        self._found.forget(done)
        self._text, self._given = self._text[done:], max(0, self._given - done)
        return sentences

    def _early(self) -> list[str]:
        """The sentence whose end is the end of the text, if nothing is open in it."""
        end = len(self._text.rstrip())
        sentence = self._text[self._given : end]
        words = sentence.rstrip(_FINAL).split()
        if not _LETTER.search(sentence) or _ADDRESS.search(words[-1]):
            return []
        return [] if _is_open(sentence) else self._given_to(end)

    def _given_to(self, end: int) -> list[str]:
        piece = self._text[self._given : end].strip()
        self._given = max(self._given, end)
        return [piece] if piece else []


def _is_open(sentence: str) -> bool:
    """Whether a quote, bracket or mark in it waits for its other half."""
    return (
        _count(_OPEN_BRACKET, sentence) > _count(_SHUT_BRACKET, sentence)
        or _count(_QUOTE, sentence) % 2 == 1
        or _count(_OPEN_EDGE, sentence) > _count(_SHUT_EDGE, sentence)
    )


def _count(signs: re.Pattern[str], sentence: str) -> int:
    return sum(map(len, signs.findall(sentence)))
