"""How long a text takes to say, for when nobody has measured it."""

from __future__ import annotations

import re

from text.marks import CLAUSE_MARKS, MARKS, STOPS, WIDE_CLAUSE_MARKS

WORD_S = 0.26
"""One word of up to LONG_WORD letters, in seconds, at some 170 words a minute."""

LONG_WORD = 6
LETTER_S = 0.06
"""Each further letter of a word."""

DIGIT_S = 0.32
SIGN_S = 0.21
"""One Chinese or Japanese character."""

SPACELESS_S = 0.085
"""One letter of Thai, Lao, Burmese or Khmer, which put no spaces between words."""

SENTENCE_PAUSE_S = 0.3
CLAUSE_PAUSE_S = 0.15

_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_DIGITS = re.compile(r"\d")
_SENTENCE_ENDS = re.compile(rf"[{STOPS}{MARKS}]+(?=\s|\Z)|[{STOPS}]+")
_CLAUSE_ENDS = re.compile(rf"[{CLAUSE_MARKS}](?=\s)|[—{WIDE_CLAUSE_MARKS}]")


def estimate_s(text: str) -> float:
    """Estimate the seconds a calm voice needs for `text`; 0 when there is no word.

    By words, and by characters where words are not written apart.
    """
    signs = len(_SIGNS.findall(text))
    spaceless = len(_SPACELESS.findall(text))
    digits = len(_DIGITS.findall(text))
    rest = _DIGITS.sub(" ", _SPACELESS.sub(" ", _SIGNS.sub(" ", text)))
    words = [word for word in rest.split() if any(map(str.isalpha, word))]
    extra = sum(max(0, len(word) - LONG_WORD) for word in words)
    said = (
        len(words) * WORD_S
        + extra * LETTER_S
        + digits * DIGIT_S
        + signs * SIGN_S
        + spaceless * SPACELESS_S
    )
    if not said:
        return 0.0
    return (
        said
        + len(_SENTENCE_ENDS.findall(text)) * SENTENCE_PAUSE_S
        + len(_CLAUSE_ENDS.findall(text)) * CLAUSE_PAUSE_S
    )
