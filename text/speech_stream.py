"""What a voice can say of a text that is still being written, sentence by sentence."""

from __future__ import annotations

import re

from text import marks
from text.clean import for_speech
from text.ending import is_ended
from text.open_marks import settled
from text.sentence_stream import SentenceStream
from text.sentences import pieces

_END = re.compile(rf"[\n{re.escape(marks.STOPS + marks.MARKS)}]")
_CLAUSE_END = re.compile(rf"[{marks.CLAUSE_MARKS}](?=\s)|[—{marks.WIDE_CLAUSE_MARKS}]")
_ADDED_ENDS = ".。।"
LEAST_CLAUSE = 1 / 3
"""Share of `first_clause` that a clause said by itself must have."""


class SpeechStream:
    """Gives out what `clean.for_speech` would make of the whole, as soon as it is sure.

    The text so far is cleaned anew whenever something may have been decided. What a
    mark that is still open may take away again (a link, a stage direction, a thought)
    is held back until it closes. A table that shows itself only in its second row is
    the exception: what was said of the first row stays said.

    Args:
        limit: Most characters of a sentence; a longer one is cut.
        first_clause: Where the first sentence has grown beyond so many characters,
            its beginning up to the last clause end is given out early; 0 for never.
        speaker: A script's `Name:` that is left out in front.
    """

    def __init__(self, *, limit: int, first_clause: int = 0, speaker: str = "") -> None:
        self._limit = limit
        self._first_clause = first_clause
        self._speaker = f"{speaker}:" if speaker else ""
        self._raw = ""
        self._said = ""
        self._may_end = False
        # The first sentence is waited for, so it need not wait for what follows it.
        self._sentences = SentenceStream(eager=True)

    def feed(self, delta: str) -> list[str]:
        """The sentences that are complete now that `delta` is written too."""
        self._raw += delta
        self._may_end = self._may_end or _END.search(delta) is not None
        # Cleaning takes its time: only where a sentence may have come to its end.
        is_worth_it = self._may_end or (self._first_clause and self._sentences.eager)
        if not is_worth_it:
            return []
        found = self._new(is_whole=False) or self._early()
        if found:
            unsettled = self._raw[len(settled(self._raw)) :]
            self._may_end = bool(_END.search(self._sentences.rest + unsettled))
        return self._cut(found)

    def finish(self) -> list[str]:
        """What is left; nothing will follow."""
        return self._cut([*self._new(is_whole=True), *self._sentences.finish()])

    def _new(self, *, is_whole: bool) -> list[str]:
        cleaned = self._cleaned(is_whole=is_whole)
        if not cleaned.startswith(self._said):
            if not is_whole:
                return []
            rest = cleaned.split()[len(self._said.split()) :]
            cleaned = " ".join([self._said, *rest])
        new = cleaned[len(self._said) :]
        self._said = cleaned
        return self._sentences.feed(new) if new else []

    def _cleaned(self, *, is_whole: bool) -> str:
        raw = self._raw if is_whole else settled(self._raw)
        cleaned = for_speech(raw, or_code=is_whole)
        if not is_whole and not is_ended(raw):
            # The end that was added to a sentence which is still being written.
            cleaned = cleaned.rstrip(_ADDED_ENDS)
        if not is_whole and self._speaker.startswith(cleaned):
            return ""
        return cleaned.removeprefix(self._speaker).lstrip()

    def _early(self) -> list[str]:
        """The first clause of a first sentence that has grown long."""
        begun = self._sentences.begun
        if not self._sentences.eager or not 0 < self._first_clause < len(begun):
            return []
        ends = [match.end() for match in _CLAUSE_END.finditer(begun)]
        if not ends or ends[-1] < self._first_clause * LEAST_CLAUSE:
            return []
        return [self._sentences.take(ends[-1])]

    def _cut(self, sentences: list[str]) -> list[str]:
        if sentences:
            self._sentences.eager = False
        return [part for one in sentences for part in pieces(one, self._limit)]
