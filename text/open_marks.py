"""How much of a text that is being written no open mark can change any more."""

from __future__ import annotations

import re

HELD_MOST = 400
"""Most characters held back for one mark; one that stays open longer is no mark."""

_FRAGILE_TAIL = re.compile(
    r"\S*[:/@<>*_`~\[\](){}#|&\\.\d\u200d-]\S*\Z"
    r"|\b(?:h(?:t(?:tp?s?)?)?|f(?:tp?)?|ww?w?|mail(?:to?)?)\Z"
)
_MARKER = re.compile(r"\s*(?:[-+*•>]|#{1,6}|\d{1,3}[.)]?)?\s*")
_PAIRS = (
    (re.compile(r"(?<!\w)\*+(?=\S)"), re.compile(r"(?<=\S)\*+(?!\w)")),
    (re.compile(r"(?<!\w)_+(?=\w)"), re.compile(r"(?<=\w)_+(?!\w)")),
    (re.compile(r"\("), re.compile(r"\)")),
    (re.compile(r"\["), re.compile(r"\](?:\([^)\s]*\)|(?=[^(]))")),
    (re.compile(r"<(?=[A-Za-z/!])"), re.compile(r">")),
    (re.compile(r"【"), re.compile(r"】")),
)
_TWINS = ("~~", "`")


def settled(text: str) -> str:
    """The beginning of `text` that means the same whatever follows.

    Left out are a last word that may become an address or a number, and what stands
    behind a mark that waits for its other half: emphasis and stage directions, links,
    tags, code.
    """
    tail = _FRAGILE_TAIL.search(text, max(0, len(text) - HELD_MOST))
    end = tail.start() if tail else len(text)
    line_start = text.rfind("\n", 0, end) + 1
    line = text[max(line_start, end - HELD_MOST) : end]
    closed = line[: _closed(line)]
    if _MARKER.fullmatch(closed):
        return text[:line_start]
    return text[: end - len(line) + len(closed)]


def _closed(line: str) -> int:
    """How much of a line stands before the first mark that is still open."""
    ends = [len(line)]
    for opener, closer in _PAIRS:
        openings = [match.start() for match in opener.finditer(line)]
        open_ones = len(openings) - len(closer.findall(line))
        if open_ones > 0:
            ends.append(openings[-open_ones])
    for twin in _TWINS:
        if line.count(twin) % 2:
            ends.append(line.rindex(twin))
    return min(ends)
