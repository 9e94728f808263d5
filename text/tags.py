"""HTML brought down to plain text while it is being written."""

from __future__ import annotations

import html
import re

from text.filter import Filter, Step
from text.line_breaks import with_plain_breaks

_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,32}|#[0-9]{1,32}|[A-Za-z0-9]{1,32});?")
_MAYBE_ENTITY = re.compile(
    r"&(?:#[xX][0-9a-fA-F]{0,31}|#[0-9]{0,31}|[A-Za-z0-9]{0,31})\Z"
)
_NAME = r"[A-Za-z][\w:-]{0,63}"
_VALUES = r"\s[^<>=]{0,200}=[^<>]{0,2000}"
_LINES = "p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|table|tr|blockquote|pre|section"
_TAG = re.compile(
    r"<(?P<hidden>!--|script\b|style\b)"
    r"|(?P<cell></t[dh]\s{0,99}>\s{0,99}(?=<t[dh]))"
    rf"|(?P<line></?(?:{_LINES})(?:\s[^<>]{{0,2000}})?/?>)"
    r"|<(?P<link>(?:https?://|mailto:|[\w.+-]{1,64}@)[^<>\s]{1,2000})>"
    rf"|(?P<tag></?{_NAME}(?:{_VALUES})?\s{{0,99}}/?>)",
    re.I,
)
_MAYBE_TAG = re.compile(
    r"<(?:!-?"
    r"|[\w.+-]{0,64}(?:[@:][^<>\s]{0,2000})?"
    rf"|/?{_NAME}(?:\s[^<>=]{{0,200}}|{_VALUES})?\s{{0,99}}/?"
    rf"|/?(?:{_LINES})\s[^<>]{{0,2000}}/?"
    r"|/t[dh]\s{0,99}>\s{0,99}(?:<t?)?"
    r"|/?)\Z",
    re.I,
)
_ENDS = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</script\s{0,40}>", re.I),
    "style": re.compile(r"</style\s{0,40}>", re.I),
}
_LONGEST_END = 60
_SPECIAL = re.compile("[<&]")


class Tags(Filter):
    """Drops tags, comments, scripts and styles, and reads entities.

    A tag that starts a line of its own becomes a line break, one between the cells
    of a table a comma. "a < b" stays. What is opened and not closed is hidden to
    the end of the text.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hidden_until: re.Pattern[str] | None = None

    def _step(self, text: str, at: int, whole: bool) -> Step | None:
        if self._hidden_until:
            return self._hidden(text, at, self._hidden_until)
        special = _SPECIAL.search(text, at)
        stop = special.start() if special else len(text)
        if stop > at:
            return stop, text[at:stop]
        maybe = _MAYBE_TAG if text[at] == "<" else _MAYBE_ENTITY
        if not whole and maybe.match(text, at):
            return None
        return _entity(text, at) if text[at] == "&" else self._tag(text, at)

    def _tag(self, text: str, at: int) -> Step:
        tag = _TAG.match(text, at)
        if not tag:
            return at + 1, "<"
        said = ""
        if tag["hidden"]:
            self._hidden_until, said = _ENDS[tag["hidden"].lower()], " "
        elif tag["cell"]:
            said = ", "
        elif tag["line"]:
            said = "\n"
        elif tag["link"]:
            said = html.unescape(tag["link"])
        return tag.end(), said

    def _hidden(self, text: str, at: int, until: re.Pattern[str]) -> Step | None:
        """The step to the end, or over all that cannot belong to it."""
        end = until.search(text, at)
        if end:
            self._hidden_until = None
            return end.end(), ""
        known = len(text) - _LONGEST_END
        return (known, "") if known > at else None


def _entity(text: str, at: int) -> Step:
    entity = _ENTITY.match(text, at)
    if not entity:
        return at + 1, "&"
    return entity.end(), with_plain_breaks(html.unescape(entity[0]))
