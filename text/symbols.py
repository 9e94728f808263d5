"""Marks that are seen and not said: emoji, emoticons, arrows, list dots."""

from __future__ import annotations

import re

from text.marks import CLAUSE_MARKS, MARKS, STOPS, WIDE_CLAUSE_MARKS

_PICTURES = (
    "\u2139\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\ue000-\uf8ff\U0001f000-\U0001faff\U000e0020-\U000e007f\ufe0e\ufe0f"
)
_KEYCAP = re.compile(r"([0-9#*])\ufe0f?\u20e3")
_ARROW = re.compile(r"\s*(?:[\u2190-\u21ff\u27f5-\u27ff]\ufe0f?|(?<!\S)[-=]+>)\s*")
_EMOJI = re.compile(rf"[ \t]*[{_PICTURES}](?:[\u200d \t]*[{_PICTURES}])*\u200d?")
_CLOSED_UP = (*MARKS, *STOPS, *CLAUSE_MARKS, *WIDE_CLAUSE_MARKS, ")", "»")
_MOUTHS = r"[)(\]\[DPpOo|/\\*3]"
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_EMOTICON = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[.!?,]))(?:"
    rf"[:;][-'^]?{_MOUTHS}{{1,4}}|=[)(D]+|:'-?[()]|<3|</3"
    r"|[xX]D+|\^[_.-]?\^|[>-][_.][<-]|[TtOo]_[TtOo]|\\o/"
    r"|[^\w\s.!?,]{0,3}\\_?\(ツ\)_?/[^\w\s.!?,]{0,3}|\(╯[^)\s]{1,6}\)╯\S{0,8}|ʕ[^\s]{1,6}\u0294"
    r")(?=\s|$|[.,!?])"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_NOTE_MARK = re.compile(
    r"(?<=[^\W\d])[†‡]+|(?<=[.,;:!?\"\u201d\u2019)])[¹²³⁰⁴-⁹†‡*]+(?=\s|$)"
)


def without_symbols(line: str) -> str:
    """Drop what has no sound; an arrow becomes a comma, a keycap its digit."""
    line = _KEYCAP.sub(r"\1", line)
    line = _ARROW.sub(", ", line)
    line = _EMOTICON.sub(" ", line)
    line = _EMOJI.sub(lambda found: _gap(line, found.end()), line)
    return _NOTE_MARK.sub("", line)


def without_invisible(text: str) -> str:
    """Drop control characters, soft hyphens and halves of characters."""
    return _INVISIBLE.sub("", text)


def _gap(line: str, end: int) -> str:
    """No space where punctuation closes up to the word, or none is ever written."""
    return "" if line.startswith(_CLOSED_UP, end) or _CJK.match(line, end) else " "
