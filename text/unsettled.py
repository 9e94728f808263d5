"""How much of a line that is still being written can be said already."""

from __future__ import annotations

import re

from text.brackets import links_end
from text.filter import begun
from text.inline import (
    SCHEMES,
    URL_REST,
    URL_START,
    without_links,
    without_marks,
    without_notes,
    without_symbols,
)
from text.pairs import spans

_MAYBE_NOTE = re.compile(r"【(?:\d[^【】]{0,200})?\Z")
_LAST_WORD = re.compile(
    rf"{URL_START}{URL_REST}*\Z"
    rf"|(?<![A-Za-z0-9]){begun(*SCHEMES)}"
    r"|(?<=[.,;:!?\"\u201d\u2019)])[¹²³⁰⁴-⁹†‡*]+\Z"
    r"|(?<![^\s.!?,>\ufe0f\u2190-\u21ff\u27f5-\u27ff])(?:"
    r"[:;][-'^]?[)(\]\[DPpOo|/\\*3]{0,4}|=[)(D]*|</?3?|[xX]D*|[TtOo](?:_[TtOo]?)?"
    r"|[^\w\s.!?,]{0,3}\\\S{0,12}|\(╯\S{0,20}|ʕ\S{0,8})\Z",
    re.I,
)
"""A last word that may become an address, the mark of a footnote or an emoticon."""


def settled_words(text: str) -> str:
    """What `inline.spoken_words` makes of `text`, as far as no more text can change it.

    Only what ends at a letter or digit is sure; marks behind it may still go. Every
    step of the cleaning is held to what is whole before it.
    """
    line = without_links(text[: links_end(text)].rstrip())
    line = without_notes(line[: _notes_end(line)])
    line = without_symbols(line[: _symbols_end(line)])
    end = _marks_end(line)
    if end == len(line):
        return without_marks(line)
    # The marks before it must see that something follows, and of what kind.
    follows = "x" if line[end].isalnum() else line[end]
    said = without_marks(line[:end] + follows)
    return said.removesuffix("x") if follows == "x" else said


def is_closed(text: str) -> bool:
    """Whether no mark in `text` may still find its other half."""
    line = without_symbols(without_notes(without_links(text)))
    return all(span.is_closed for span in spans(line))


def _notes_end(line: str) -> int:
    note = _MAYBE_NOTE.search(line)
    # A footnote takes the space before it along.
    return len(line[: note.start()].rstrip()) if note else len(line)


def _symbols_end(line: str) -> int:
    last = _LAST_WORD.search(line, line.rfind(" ") + 1)
    return last.start() if last else len(line)


def _marks_end(line: str) -> int:
    """Where words begin that a mark may hide; the mark itself is before."""
    found = spans(line)
    end = min((span.inside for span in found if span.hides), default=len(line))
    for span in found:
        if span.is_closed and span.start < end < span.end:
            end = span.start
    return end
