"""Markdown and HTML blocks taken apart into the sentences they stand for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>|<think(?:ing)?>.*", re.S | re.I)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I
)
_FENCE = re.compile(r"[ \t>]*(```+(?=[^`]*\Z)|~~~+(?=[^~]*\Z))\s*(\w*)")
_PROSE_FENCES = frozenset({"text", "txt", "plain", "plaintext", "markdown", "md"})
_LINE_TAG = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|blockquote|pre|section)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_CELL_TAG = re.compile(r"</t[dh]\s*>\s*(?=<t[dh])", re.I)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:|[\w.+-]+@)[^<>\s]+)>")
_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*=[^<>]*)?\s*/?>")

_RULE = frozenset(" |:+-=_*~")
_QUOTE = re.compile(r"\A\s*(?:>\s?)+")
_DEFINITION = re.compile(
    r"\[(?:\^[^\]]+\]:|[^\]]+\]:\s*(?:<?https?:|www\.|mailto:|[/#]))"
)
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_HEADING_TAIL = re.compile(r"\s#+\s*\Z")
_ITEM = re.compile(r"(?:[-*+•◦▪‣·\u2013\u2014]|(\d{1,3})[.)])\s+(?:\[[ xX]\]\s+)?(.*)")


class Block(NamedTuple):
    """One paragraph, heading, list item or table row.

    Attributes:
        text: On one line; marks inside it (bold, links) are still there.
        ends: Whether it must end like a sentence, as more or nothing follows.
    """

    text: str
    ends: bool


def blocks(text: str, *, code: bool) -> Iterator[Block]:
    """The blocks of `text`, in order, without their own marks.

    Args:
        text: Markdown, HTML, a mixture, or neither.
        code: Whether the contents of code fences are kept.
    """
    text = _THOUGHTS.sub("", text)
    text = _UNSEEN.sub(" ", "\n".join(_unfenced(text.splitlines(), code)))
    text = _LINE_TAG.sub("\n", _CELL_TAG.sub(", ", text))
    text = html.unescape(_TAG.sub("", _AUTOLINK.sub(r"\1", text)))
    return _Reader(text.splitlines()).read()


def _unfenced(lines: list[str], code: bool) -> Iterator[str]:
    """The lines without fences, and without what is in them unless it is prose."""
    fence, keep = "", False
    for line in lines:
        mark = _FENCE.match(line)
        if not fence and mark:
            fence, keep = mark[1], code or mark[2].lower() in _PROSE_FENCES
        elif fence and line.strip(" \t>").startswith(fence):
            fence = ""
        elif keep or not fence:
            yield line


class _Reader:
    """Reads lines; a paragraph or list item grows until something else begins."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [" ".join(_QUOTE.sub("", line).split()) for line in lines]
        self._growing: list[str] = []
        self._in_item = False
        self._has_table = any("--" in line and _is_row(line) for line in self._lines)
        numbers = [item[1] for line in self._lines if (item := _ITEM.match(line))]
        self._is_numbered = "1" in numbers or len(list(filter(None, numbers))) > 1

    def read(self) -> Iterator[Block]:
        for line in self._lines:
            yield from self._line(line)
        yield from self._grown(ends=self._in_item)

    def _line(self, line: str) -> Iterator[Block]:
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if _RULE.issuperset(line):
            yield from self._grown()
        elif _DEFINITION.match(line):
            return
        elif heading:
            yield from self._grown()
            yield Block(_HEADING_TAIL.sub("", heading[1]), ends=True)
        elif line.startswith("|") or (self._has_table and "|" in line):
            yield from self._grown()
            cells = filter(None, map(str.strip, line.split("|")))
            yield Block(", ".join(cells), ends=True)
        elif item and (not item[1] or self._is_numbered):
            yield from self._grown()
            self._growing, self._in_item = [item[2]], True
        else:
            self._growing.append(line)

    def _grown(self, *, ends: bool = True) -> Iterator[Block]:
        if self._growing:
            yield Block(" ".join(self._growing), ends)
        self._growing, self._in_item = [], False


def _is_row(line: str) -> bool:
    return "|" in line and _RULE.issuperset(line)
