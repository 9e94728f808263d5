"""Cut text where a speaker would breathe: at sentences, or into pieces of a limit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from text import marks
from text.boundaries import Boundaries
from text.graphemes import safe_cut

CLAUSE_END = re.compile(
    rf"[{marks.CLAUSE_MARKS}][{re.escape(marks.CLOSERS)}]*+(?=\s)|[—{marks.WIDE_CLAUSE_MARKS}]"
)


def split(text: str) -> list[str]:
    """The sentences of `text`, in order, each without the white space around it.

    No word is lost, added or cut: without their white space, the sentences joined
    are the text. What holds no letter or digit stays with its neighbour.
    """
    sentences, start = [], 0
    for end in boundaries(text):
        sentences.append(text[start:end].strip())
        start = end
    return sentences


def boundaries(text: str) -> Iterator[int]:
    """Where each sentence of `text` ends; the last is the text's own end."""
    found = Boundaries()
    yield from found.ends(text, whole=True)
    if text[found.start :].strip():
        yield len(text)


def pieces(text: str, limit: int) -> list[str]:
    """Cut `text` into few pieces of at most `limit` characters (code points).

    Sentences share a piece while they fit. One that alone is too long is cut at the
    last clause end in the second half of the limit, else at a space, else between
    two characters. No piece is empty, and none has white space around it.

    Raises:
        ValueError: The limit is below 1.
    """
    if limit < 1:
        raise ValueError("limit must be at least 1")
    text = text.strip()
    ends = list(boundaries(text))
    found, start = [], 0
    while start < len(text):
        end = _cut(text, start, limit, ends)
        found.append(text[start:end].rstrip())
        start = end
        while start < len(text) and text[start].isspace():
            start += 1
    return found


def first_piece(sentence: str, limit: int) -> str:
    """The first of the `pieces` of one sentence, also while it is being written.

    It is known as soon as the sentence is longer than `limit`.
    """
    return sentence[: _cut(sentence, 0, limit, [])].rstrip()


def _cut(text: str, start: int, limit: int, ends: Sequence[int]) -> int:
    """Where the piece that starts at `start` ends."""
    window = start + limit
    if window >= len(text):
        return len(text)
    last = bisect_right(ends, window)
    if last and ends[last - 1] > start:
        return ends[last - 1]
    clauses = CLAUSE_END.finditer(text, start + limit // 2, window + 1)
    clause = max((match.end() for match in clauses if match.end() <= window), default=0)
    if clause:
        return clause
    spaces = (at for at in range(window, start, -1) if text[at].isspace())
    return next(spaces, 0) or safe_cut(text, start, window)
