"""Markdown taken apart into the blocks it holds, while it is being written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RULE = frozenset(" |:+-=_*~")
_QUOTE = re.compile(r"\A\s*(?:>\s?)+")
_DEFINITION = re.compile(
    r"\[(?:\^[^\]]{1,200}\]:"
    r"|[^\]]{1,200}\]:\s*(?:<?https?:|www\.|mailto:|[/#]))"
)
_MAYBE_DEFINITION = re.compile(
    r"\[[^\]]{0,200}(?:\](?::\s*(?:<?h?t{0,2}p?s?|w{1,3}|m?a?i?l?t?o?)?)?)?\Z"
)
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_MAYBE_HEADING = re.compile(r"#{1,6}(?:\s|\Z)")
_HEADING_TAIL = re.compile(r"\s#+\s*\Z")
_ITEM = re.compile(r"(?:[-*+•◦▪‣·\u2013\u2014]|(\d{1,3})[.)])\s+(?:\[[ xX]\]\s+)?(.*)")
_MAYBE_ITEM = re.compile(
    r"(?:[-*+•◦▪‣·\u2013\u2014]|\d{1,3}[.)]?)(?:\s+(?:\[(?:[ xX]\]?)?)?)?\Z"
)


class Part(NamedTuple):
    """Some words of a paragraph, heading, list item or table row.

    Attributes:
        text: On one line; marks inside it (bold, links) are still there.
        ends: Whether the block must end here like a sentence, as more or nothing
            follows; None while it goes on.
    """

    text: str
    ends: bool | None = None


class Blocks:
    r"""Reads lines; a paragraph or list item grows until something else begins.

    What a line is shows at its beginning, mostly, so that its words are passed on
    as they come. Headings and table rows are passed on whole. The only line break
    is `\n`.
    """

    def __init__(self) -> None:
        self._line = ""
        self._is_running = False
        self._grows = False
        self._in_item = False
        self._is_over = False
        self._in_table = False
        self._is_numbered = False
        self._has_number = False

    def feed(self, text: str) -> Iterator[Part]:
        """The parts that are known now that `text` is written too."""
        first, *lines = text.split("\n")
        yield from self._more(first)
        for line in lines:
            yield from self._line_end()
            yield from self._more(line)

    def finish(self) -> Iterator[Part]:
        """What is left; nothing will follow."""
        if self._line:
            yield from self._line_end()
        yield from self._end(ends=self._in_item or self._is_over)

    def _more(self, text: str) -> Iterator[Part]:
        """More of the last line."""
        if self._is_running:
            yield Part(text)
            return
        self._line += text
        if self._tells(_plain(self._line)):
            self._is_running = True
            yield from self._read(self._line)

    def _line_end(self) -> Iterator[Part]:
        if not self._is_running:
            yield from self._read(self._line)
        self._line, self._is_running = "", False

    def _tells(self, line: str) -> bool:
        """Whether this beginning shows that the line is running text or an item."""
        return not (
            self._in_table
            or line.startswith("|")
            or _RULE.issuperset(line)
            or _MAYBE_HEADING.match(line)
            or _MAYBE_ITEM.match(line)
            or _DEFINITION.match(line)
            or _MAYBE_DEFINITION.match(line)
        )

    def _read(self, text: str) -> Iterator[Part]:
        """A line, or so much of it as tells what it is."""
        line = _plain(text)
        heading, item = _HEADING.match(line), _ITEM.match(line)
        space = text[len(text.rstrip()) :]
        if _RULE.issuperset(line):
            self._is_over = True
            self._in_table = bool(line) and (self._in_table or _is_table_rule(line))
        elif _DEFINITION.match(line):
            return
        elif heading:
            yield from self._end()
            yield Part(_HEADING_TAIL.sub("", heading[1]), ends=True)
        elif line.startswith("|") or (self._in_table and "|" in line):
            yield from self._end()
            yield Part(", ".join(filter(None, map(str.strip, line.split("|")))), True)
        elif item and self._is_item(item[1]):
            yield from self._end()
            self._grows, self._in_item = True, True
            yield Part(item[2] + space)
        else:
            if self._is_over:
                yield from self._end()
            self._grows = True
            yield Part(f" {line}{space}")

    def _is_item(self, number: str | None) -> bool:
        """A number starts an item when it is 1, or not the first one of a line."""
        if number is None:
            return True
        self._is_numbered = self._is_numbered or int(number) == 1 or self._has_number
        self._has_number = True
        return self._is_numbered

    def _end(self, *, ends: bool = True) -> Iterator[Part]:
        """The end of what grows."""
        if self._grows:
            yield Part("", ends)
        self._grows = self._in_item = self._is_over = False


def _plain(line: str) -> str:
    """The line without its quote marks, and with single spaces."""
    return " ".join(_QUOTE.sub("", line).split())


def _is_table_rule(line: str) -> bool:
    return "|" in line and "--" in line
