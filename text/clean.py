"""Turn what a model writes into what a voice can say."""

from __future__ import annotations

import re

from text import marks
from text.inline import spoken_words
from text.markdown import blocks
from text.symbols import without_invisible

_END_MARKS = (*marks.STOPS, *marks.MARKS, ":", "\uff1a")
_CLAUSE_MARKS = (*marks.CLAUSE_MARKS, *marks.WIDE_CLAUSE_MARKS)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")


def for_speech(text: str, *, or_code: bool = True) -> str:
    """The words of `text` as one line a voice can say; empty when there are none.

    Gone are markdown, HTML, a model's <think> part, code blocks, images, footnotes,
    emoji, emoticons and stage directions such as *smiles*. Headings, list items and
    table rows become sentences. A link keeps its words; a bare address is said as
    its host. Letters of every script, apostrophes, currency and the signs of
    arithmetic stay. Code is kept when there is nothing else, unless `or_code` is
    False.
    """
    said = _said(text, code=False)
    return said if said or not or_code else _said(text, code=True)


def _said(text: str, *, code: bool) -> str:
    lines = []
    for block in blocks(without_invisible(text), code=code):
        line = spoken_words(block.text)
        if any(map(str.isalnum, line)):
            lines.append(_ended(line) if block.ends else line)
    return " ".join(lines)


def _ended(line: str) -> str:
    """The line with the end of a sentence, in its own script."""
    if line.rstrip(marks.CLOSERS).endswith(_END_MARKS):
        return line
    if line.endswith(_CLAUSE_MARKS):
        line = line[:-1]
    if _CJK.match(line[-1:]):
        return line + "。"
    return line + ("।" if _DEVANAGARI.match(line[-1:]) else ".")
