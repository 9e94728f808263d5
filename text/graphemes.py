"""Where a string may be cut without breaking what a reader sees as one character."""

from __future__ import annotations

import unicodedata

ZWJ = "\u200d"
_VIRAMA = 9  # the combining class of every script's conjunct-making sign
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_JAMO_AFTER_FIRST = range(0x1160, 0x1200)


def safe_cut(text: str, start: int, end: int) -> int:
    """The last cut in `(start, end]` between two whole characters.

    Returns:
        `end` itself when one single character fills all of it: a cut must be made.
    """
    for cut in range(end, start, -1):
        if not _joined(text, cut):
            return cut
    return end


def _joined(text: str, cut: int) -> bool:
    """Whether what stands before and after `cut` belongs together."""
    if cut >= len(text):
        return False
    before, after = text[cut - 1], text[cut]
    code = ord(after)
    return (
        unicodedata.category(after) in ("Mn", "Mc", "Me")
        or ZWJ in (before, after)
        or code in _SKIN_TONES
        or code in _TAGS
        or code in _JAMO_AFTER_FIRST
        or (unicodedata.combining(before) == _VIRAMA and after.isalpha())
        or (before == "\r" and after == "\n")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
        or (code in _FLAGS and _inside_flag(text, cut))
    )


def _inside_flag(text: str, cut: int) -> bool:
    """Whether an odd number of flag letters stands right before `cut`."""
    first = cut
    while first and ord(text[first - 1]) in _FLAGS:
        first -= 1
    return (cut - first) % 2 == 1
