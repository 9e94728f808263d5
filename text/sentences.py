"""Cut text where a speaker would breathe: at sentences, or into pieces of a limit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from text import abbreviations as known
from text import marks
from text.graphemes import safe_cut

_OPENERS, _CLOSERS = re.escape(marks.OPENERS), re.escape(marks.CLOSERS)
_STOPS, _MARKS = marks.STOPS, marks.MARKS
_WIDE_POINT = "\uff0e"
_END = re.compile(
    r"(?P<gap>\n[^\S\n]*\n\s*)"
    rf"|(?P<stop>[{_STOPS}][{_STOPS}!?…]*)(?P<quote>[{_CLOSERS}]*)"
    rf"|(?<![{_MARKS}])(?P<mark>[{_MARKS}]++)"
    rf"(?P<close>[{_CLOSERS}«]*+(?:[ \u00a0\u202f]»(?!\w))?)"
    r"(?=\s|$|[\u3040-\u30ff\u3400-\u9fff])"
)
_NEXT = re.compile(rf"\s*(?P<mark>[{_MARKS}]?)[{_OPENERS}]*(?P<word>[^\W_]*)")
_BEFORE = re.compile(rf"[^\s{_OPENERS}]*\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ONE_LETTER_MORE = re.compile(r"\s*[^\W\d_]\.")
_CLAUSE = re.compile(
    rf"[{marks.CLAUSE_MARKS}][{_CLOSERS}]*+(?=\s)|[—{marks.WIDE_CLAUSE_MARKS}]"
)
_SPEECH_GOES_ON = ("と", "、", "っ", "\uff0c")
_LOOK_BACK = 32


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
    words_end = _words_end(text)
    start = seen = 0
    has_word = False
    for found in _END.finditer(text):
        end = found.start() if found["gap"] else found.end()
        if end >= words_end:
            break
        has_word = has_word or any(map(str.isalnum, text[seen:end]))
        seen = end
        if has_word and _ends(text, start, found):
            yield end
            start, has_word = end, False
    if text[start:].strip():
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


def _words_end(text: str) -> int:
    """The index after the last letter or digit."""
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    return end


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the sentence that starts at `start` ends with what was `found`."""
    if found["gap"]:
        return True
    if found["stop"]:
        after = text[found.end() : found.end() + 1]
        quoted = bool(found["quote"]) and after.startswith(_SPEECH_GOES_ON)
        return not quoted and not (found["stop"] == _WIDE_POINT and after.isdigit())
    following = _NEXT.match(text, found.end())
    assert following is not None  # it can match nothing at all
    if following["mark"]:
        return False
    word = following["word"]
    small = word[:1].islower()
    if found["mark"] == ".":
        if found["close"]:
            return not small
        return _full_stop_ends(text, start, found, word)
    if "!" in found["mark"] or "?" in found["mark"]:
        return not (found["close"] and small)
    return not small


def _full_stop_ends(text: str, start: int, found: re.Match[str], word: str) -> bool:
    """Whether a lone full stop before `word` is more than an abbreviation's."""
    at = found.start()
    match = _BEFORE.search(text, max(start, at - _LOOK_BACK), at)
    before = match[0] if match else ""
    lower = before.lower()
    small, number = word[:1].islower(), word[:1].isdigit()
    if not before:
        return not small
    if before.isdigit():
        is_list_number = len(before) < 4 and not text[start : at - len(before)].strip()
        return not (is_list_number or small or word.lower() in known.MONTHS)
    starts = word[:1].isupper() and word.lower() in known.STARTERS
    if before == "I":
        return starts or _word_is_small(text, start, at - 1)
    if len(before) == 1 and before.isupper():
        return starts
    if lower in known.NEVER_ENDS or (lower in known.TITLES and before[0].isupper()):
        return False
    if lower in known.MAY_END or lower in known.BEFORE_NUMBER:
        return not (small or number)
    if _INITIALS.fullmatch(before):
        return starts
    if len(before) == 1 and before.isalpha():
        return not small and not _ONE_LETTER_MORE.match(text, found.end())
    return True


def _word_is_small(text: str, start: int, end: int) -> bool:
    """Whether the last word of `text[start:end]` starts with a small letter."""
    words = text[max(start, end - _LOOK_BACK) : end].split()
    return bool(words) and words[-1][0].islower()


def _cut(text: str, start: int, limit: int, ends: Sequence[int]) -> int:
    """Where the piece that starts at `start` ends."""
    window = start + limit
    if window >= len(text):
        return len(text)
    last = bisect_right(ends, window)
    if last and ends[last - 1] > start:
        return ends[last - 1]
    clauses = _CLAUSE.finditer(text, start + limit // 2, window + 1)
    clause = max((match.end() for match in clauses if match.end() <= window), default=0)
    if clause:
        return clause
    spaces = (at for at in range(window, start, -1) if text[at].isspace())
    return next(spaces, 0) or safe_cut(text, start, window)
