"""One line of markdown brought down to the words that are said."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from text import symbols
from text.marks import STOPS
from text.stage import without_directions

ADDRESS = r"(?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^\[\]]{0,200}\])"
IMAGE_START = rf"(?<![\w!?{STOPS}])!"
_IMAGE = re.compile(rf"{IMAGE_START}\[[^\[\]]{{0,300}}\]{ADDRESS}")
_LINK = re.compile(rf"\[(?!\d{{1,3}}\]\[)([^\[\]]{{0,300}})\]{ADDRESS}")
_FOOTNOTE = re.compile(
    r" ?(?:\[\^[^\[\]\s]+\]|\[\d{1,3}(?: ?[,\u2013-] ?\d{1,3})*\]|【\d[^【】]{0,200}】)"
)
SCHEMES = ("http://", "https://", "ftp://", "www.", "mailto:")
URL_REST = r"[^\s<>\"\u3000-\u9fff\uff00-\uffef]"
URL_START = rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, SCHEMES))})"
_URL = re.compile(f"{URL_START}{URL_REST}+", re.I)
_URL_TAIL = ".,;:!?)]}'*_~\u201d\u2019»"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
STRUCK = re.compile(r"~~[^~]{0,300}~~")
HIGHLIGHT = re.compile(r"==(?=\S)([^=]{0,300})(?<=\S)==")
_TIMES = re.compile(r"(?<=\d) ?\* ?(?=\d)")
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
_HASHTAG = re.compile(r"(?<!\w)#(?=[^\W\d])")
_BULLET = re.compile(r" ?(?:[•‣◦▪]|\|+) ?")
_LONG_DASH = re.compile(r"(?<=\s)--+(?=\s)")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_LOOSE = re.compile(r"\s+(?=,|\.(?!\w))")
_COMMAS = re.compile(r"(?:,\s*){2,}")
_COMMA_AFTER_END = re.compile(r"([!?:;…]),")


def spoken_words(line: str) -> str:
    """Take links, marks, symbols and stage directions off one line."""
    return without_marks(without_symbols(without_notes(without_links(line))))


def without_links(line: str) -> str:
    """The line with the words of its links, and without images."""
    return _LINK.sub(r"\1", _IMAGE.sub("", line))


def without_notes(line: str) -> str:
    """The line, once without links, without the numbers of footnotes."""
    return _FOOTNOTE.sub("", line)


def without_symbols(line: str) -> str:
    """The line, once without notes, with hosts for addresses and without emoji."""
    return symbols.without_symbols(_URL.sub(_host, line))


def without_marks(line: str) -> str:
    """The line as it is said, once it is without links and symbols."""
    line = without_directions(line)
    line = _ESCAPED.sub(r"\1", STRUCK.sub("", line).replace("`", ""))
    line = HIGHLIGHT.sub(r"\1", _TIMES.sub(" \u00d7 ", line)).replace("*", "")
    line = _EDGE_UNDERSCORE.sub("", line).replace("_", " ")
    line = _HASHTAG.sub("", line).replace("\\", " ")
    return _tidy(symbols.without_invisible(line))


def _host(found: re.Match[str]) -> str:
    """What is said of an address: its host, and the punctuation after it."""
    address = found[0].rstrip(_URL_TAIL)
    tail = found[0][len(address) :]
    if address.lower().startswith("mailto:"):
        return address[len("mailto:") :].partition("?")[0] + tail
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") + tail


def _tidy(line: str) -> str:
    line = _LONG_DASH.sub("\u2014", _BULLET.sub(", ", line))
    line = " ".join(_EMPTY.sub("", line).split())
    line = _COMMAS.sub(", ", _COMMA_AFTER_END.sub(r"\1", _LOOSE.sub("", line)))
    return line.strip(" ,")
