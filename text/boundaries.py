"""Where sentences end, in a text that is whole or still being written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from text import abbreviations as known
from text import marks
from text.next_word import NextWord, either, opposite

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
_BEFORE = re.compile(rf"[^\s{_OPENERS}]*\Z")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.\s?)+[^\W\d_]\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+[^\W\d_]{1,2}")
_BEFORE_ORDINAL = re.compile(  # in German; "I am" is English
    r"\b(?:der|die|das|de[mns]|im|vom|zu[mr]|beim|(?<!i )am)\s\Z", re.IGNORECASE
)
_SPEECH_GOES_ON = ("と", "、", "っ", "\uff0c")
_LOOK_BACK = 32


class Boundaries:
    """Finds the ends of sentences, each once, as soon as nothing can move it.

    Attributes:
        start: Where the sentence now being read begins.
        sure: Up to where the text surely belongs to that sentence.
    """

    def __init__(self) -> None:
        self.start = 0
        self.sure = 0
        self._at = 0
        self._has_word = False

    def ends(self, text: str, *, whole: bool) -> Iterator[int]:
        """The further ends in `text`, without the text's own end.

        Args:
            text: The same as before, or longer.
            whole: Nothing will follow it.
        """
        words_end = _words_end(text, self._at)
        for found in _END.finditer(text, self._at):
            end = found.start() if found["gap"] else found.end()
            if end >= words_end:
                break
            self._read_to(text, found.start())
            ends = self._has_word and _ends(text, self.start, found, whole=whole)
            if ends is None:
                self.sure = found.start()
                return
            self._at = found.end()
            if ends:
                self.start, self._has_word = end, False
                yield end
        self._read_to(text, words_end)
        self.sure = words_end

    def _read_to(self, text: str, end: int) -> None:
        self._has_word = self._has_word or any(map(str.isalnum, text[self._at : end]))
        self._at = end

    def forget(self, length: int) -> None:
        """Read on in a text that has lost its first `length` characters."""
        self.start -= length
        self.sure -= length
        self._at -= length


def _words_end(text: str, start: int) -> int:
    """The index after the last letter or digit, or `start`."""
    end = len(text)
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end


def _ends(text: str, start: int, found: re.Match[str], *, whole: bool) -> bool | None:
    """Whether the sentence that starts at `start` ends with what was `found`.

    A letter or digit must follow it, somewhere.

    Returns:
        None while the word that follows is not written far enough to tell.
    """
    if found["gap"]:
        return True
    if found["stop"]:
        after = text[found.end() : found.end() + 1]
        quoted = bool(found["quote"]) and after.startswith(_SPEECH_GOES_ON)
        return not quoted and not (found["stop"] == _WIDE_POINT and after.isdigit())
    word = NextWord(text, found.end(), whole=whole)
    if word.after_mark:
        return False
    if found["mark"] == ".":
        if found["close"]:
            return not word.is_small
        return _full_stop_ends(text, start, found.start(), word)
    if "!" in found["mark"] or "?" in found["mark"]:
        is_speech = found["close"] or word.after_dash
        return not (is_speech and word.is_small)
    return not word.is_small


def _full_stop_ends(text: str, start: int, at: int, word: NextWord) -> bool | None:
    """Whether a lone full stop at `at`, before `word`, is no abbreviation's."""
    match = _BEFORE.search(text, max(start, at - _LOOK_BACK), at)
    before = match[0] if match else ""
    lower = before.lower()
    if not before:
        return not word.is_small
    if before.isdigit():
        is_list_number = len(before) < 4 and not text[start : at - len(before)].strip()
        if is_list_number or word.is_small:
            return False
        if len(before) < 3 and _is_ordinal(text, start, at - len(before)):
            return word.starts_sentence
        return opposite(word.is_one_of(known.MONTHS))
    if len(before) == 1 and _spaced(text, start, at) in known.NEVER_ENDS:
        return False
    if before == "I":
        return either(_word_is_small(text, start, at - 1), word.starts_sentence)
    if len(before) == 1 and before.isupper():
        return word.starts_sentence
    if lower in known.NEVER_ENDS or (lower in known.TITLES and before[0].isupper()):
        return False
    if lower in known.HOURS and not (word.is_small or word.is_number):
        return opposite(word.is_one_of(known.AFTER_HOUR))
    if (
        lower in known.MAY_END
        or lower in known.BEFORE_NUMBER
        or lower.endswith(known.STREET)
    ):
        return not (word.is_small or word.is_number)
    if _INITIALS.fullmatch(before):
        return word.starts_sentence
    if len(before) == 1 and before.isalpha():
        if word.is_small:
            return False
        return opposite(word.is_initial)
    return True


def _is_ordinal(text: str, start: int, number: int) -> bool:
    """Whether what stands before the `number` makes "3." a third in German."""
    window = text[max(start, number - _LOOK_BACK) : number]
    return _BEFORE_ORDINAL.search(window) is not None


def _spaced(text: str, start: int, at: int) -> str:
    """The abbreviation, without its spaces, whose last letter is before `at`."""
    letters = _SPACED.search(text, max(start, at - _LOOK_BACK), at)
    return "".join(letters[0].split()).lower() if letters else ""


def _word_is_small(text: str, start: int, end: int) -> bool:
    """Whether the last word of `text[start:end]` starts with a small letter."""
    words = text[max(start, end - _LOOK_BACK) : end].split()
    return bool(words) and words[-1][0].islower()
