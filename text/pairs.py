"""Marks that come in pairs, in a line that is still being written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from text import stage
from text.inline import HIGHLIGHT, STRUCK


class _Pair(NamedTuple):
    """Two marks that belong together.

    Attributes:
        opener: Where the first of them may stand.
        whole: Both of them, and what stands between.
        limit: Most characters between them.
        hides: Whether the words may be dropped with the marks; asked with the line so
            far, where the first mark starts and where it ends.
        stops: What cannot stand between them; the mark itself when empty.
    """

    opener: re.Pattern[str]
    whole: re.Pattern[str]
    limit: int
    hides: Callable[[str, int, int], bool]
    stops: str = ""


def _always(_line: str, _start: int, _inside: int) -> bool:
    return True


_STAR = re.compile(r"(?<![*\w])\*{1,2}|(?<![_\w])_")
_PAIRS = (
    _Pair(_STAR, stage.STARRED, 120, stage.may_be_direction),
    _Pair(re.compile(r"\("), stage.ROUND, 200, stage.may_be_sound, "()"),
    _Pair(re.compile("~~"), STRUCK, 300, _always),
    _Pair(re.compile(r"==(?=\S|\Z)"), HIGHLIGHT, 300, _always),
)


class Span(NamedTuple):
    """From a mark to its other half, or to the end of the line without one.

    Attributes:
        start: Where the first mark stands.
        inside: Where it ends.
        end: Where the other one ends.
        is_closed: Whether nothing that follows can part them.
        hides: Whether words in it may still be dropped, or come back.
    """

    start: int
    inside: int
    end: int
    is_closed: bool
    hides: bool


def spans(line: str) -> list[Span]:
    """The pairs in `line`, whole or not, which has no links and symbols any more."""
    line = line.rstrip()  # an emoji that follows may take the spaces along
    return [span for pair in _PAIRS for span in _spans(line, pair)]


def _spans(line: str, pair: _Pair) -> Iterator[Span]:
    at, is_open = 0, False
    while found := pair.opener.search(line, at):
        start, inside = found.span()
        at = start + 1
        whole = pair.whole.match(line, start)
        if whole and whole.end() < len(line):
            at = whole.end()
            # Within an open mark they come back when that finds its other half.
            hides = is_open and pair.hides(line[:at], start, inside)
            yield Span(start, inside, at, is_closed=True, hides=hides)
        elif whole or _may_close(line, found, pair):
            is_open = True
            hides = pair.hides(line, start, inside)
            yield Span(start, inside, len(line), is_closed=False, hides=hides)


def _may_close(line: str, found: re.Match[str], pair: _Pair) -> bool:
    """Whether the other half of the mark that was `found` may still follow."""
    if len(line) - found.end() > pair.limit + 1:
        return False
    mark = found[0][0]
    inner = line[found.end() :]
    if len(found[0]) == 2:
        inner = inner.removesuffix(mark)  # half of the other half
    return not set(pair.stops or mark) & set(inner)
