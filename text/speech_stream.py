"""What a voice says of a text that a model is still writing."""

from __future__ import annotations

import re

from text.clean import CleanStream, for_speech
from text.sentence_stream import SentenceStream
from text.sentences import CLAUSE_END, first_piece

_WITHIN_NUMBER = re.compile(r"(?<=\d).(?=\s*\d)|(?<=\d\s).(?=\s*\d)")


class SpeechStream:
    """Gives out what `clean.for_speech` would make of the whole, by sentences.

    Each comes as soon as it is surely complete; only the first does not wait for
    what follows its `!`, `?` or wide full stop, and is rid of further ones. No word is
    said twice or lost, however the text is cut into deltas; but what was said of a
    thought that only its end showed to be one stays said.

    Args:
        limit: Most characters of a sentence; of a longer one, as soon as it is that,
            the `pieces` are given out.
        first_clause: A first sentence that grows beyond so many characters is begun
            up to its last clause end, if that makes a third of them. 0 for never.
        speaker: A name that the text may start with, as in a script ("Santa Claus:
            Ho ho ho!"), and that is not said.

    Raises:
        ValueError: The limit is below 1.
    """

    def __init__(self, *, limit: int, first_clause: int = 0, speaker: str = "") -> None:
        if limit < 1:
            raise ValueError("limit must be at least 1")
        self._limit = limit
        self._first_clause = first_clause
        self._prefixes = (f"{speaker}:", f"{speaker}\uff1a") if speaker else ()
        self._clean = CleanStream()
        self._raw: list[str] = []
        self._is_empty = True
        self._has_said = False
        self._begin()

    def feed(self, delta: str) -> list[str]:
        """The sentences that can be said now that `delta` is written too."""
        if self._is_empty:
            self._raw.append(delta)
        return self._said(self._clean.feed(delta))

    def finish(self) -> list[str]:
        """What is left; nothing will follow."""
        said = self._said(self._clean.finish())
        if self._is_empty:
            said = self._said(for_speech("".join(self._raw)))  # there may be code
        rest = self._sentences.feed(self._without_speaker("", whole=True))
        return said + self._pieces([*rest, *self._sentences.finish()])

    def _begin(self) -> None:
        self._sentences = SentenceStream(eager=not self._has_said)
        self._opening: str | None = "" if self._prefixes else None

    def _said(self, text: str) -> list[str]:
        """The sentences that are complete with the next of the clean text."""
        if self._clean.restarted:
            self._begin()
        if text:
            self._is_empty = False
            self._raw.clear()
        sentences = self._sentences.feed(self._without_speaker(text))
        said = self._pieces(sentences)
        if not self._has_said and self._first_clause:
            said += self._pieces(self._clause())
        return said + self._overlong()

    def _without_speaker(self, text: str, *, whole: bool = False) -> str:
        """Hold the text's beginning back until it shows who speaks."""
        if self._opening is None:
            return text
        opening = self._opening = (self._opening + text).lstrip()
        if not whole and any(each.startswith(opening) for each in self._prefixes):
            return ""
        self._opening = None
        for each in self._prefixes:
            if opening.startswith(each):
                return opening.removeprefix(each).lstrip()
        return opening

    def _clause(self) -> list[str]:
        """What the first sentence may be begun with, now that it is long."""
        begun = self._sentences.begun
        if len(begun) <= self._first_clause:
            return []
        ends = [
            found.end()
            for found in CLAUSE_END.finditer(begun)
            if self._first_clause / 3 <= found.end() <= self._limit
            and not _WITHIN_NUMBER.match(begun, found.start())
        ]
        return [self._sentences.take(ends[-1])] if ends else []

    def _overlong(self) -> list[str]:
        """What is over the limit already of the sentence being written."""
        said = []
        while len(begun := self._sentences.begun.lstrip()) > self._limit:
            lead = len(self._sentences.begun) - len(begun)
            piece = first_piece(begun, self._limit)
            said += self._pieces([self._sentences.take(lead + len(piece))])
        return said

    def _pieces(self, sentences: list[str]) -> list[str]:
        """The sentences within the limit, without those that hold no word."""
        said = []
        for sentence in sentences:
            rest = sentence
            while len(rest) > self._limit:
                piece = first_piece(rest, self._limit)
                said.append(piece)
                rest = rest[len(piece) :].lstrip()
            said.append(rest)
        said = [piece for piece in said if any(map(str.isalnum, piece))]
        if said:
            self._has_said, self._sentences.eager = True, False
        return said
