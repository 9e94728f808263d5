"""One line of markdown brought down to the words that are said."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from text.stage import without_directions
from text.symbols import without_invisible, without_symbols

_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK = re.compile(
    r"\[(?!\d{1,3}\]\[)([^\[\]]*)\](?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^\[\]]{0,200}\])"
)
_FOOTNOTE = re.compile(
    r" ?(?:\[\^[^\[\]\s]+\]|\[\d{1,3}(?: ?[,\u2013-] ?\d{1,3})*\]|【\d[^【】]*】)"
)
_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>\"\u3000-\u9fff\uff00-\uffef]+",
    re.I,
)
_URL_TAIL = ".,;:!?)]}'*_~\u201d\u2019»"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRUCK = re.compile(r"~~[^~]*~~")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=]*)(?<=\S)==")
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
    line = _IMAGE.sub("", line)
    line = _FOOTNOTE.sub("", _LINK.sub(r"\1", line))
    line = _URL.sub(_host, line)
    line = without_symbols(line)
    line = without_directions(line)
    line = _without_marks(line)
    return _tidy(without_invisible(line))


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


def _without_marks(line: str) -> str:
    line = _ESCAPED.sub(r"\1", _STRUCK.sub("", line).replace("`", ""))
    line = _HIGHLIGHT.sub(r"\1", _TIMES.sub(" \u00d7 ", line)).replace("*", "")
    line = _EDGE_UNDERSCORE.sub("", line).replace("_", " ")
    return _HASHTAG.sub("", line).replace("\\", " ")


def _tidy(line: str) -> str:
    line = _LONG_DASH.sub("\u2014", _BULLET.sub(", ", line))
    line = " ".join(_EMPTY.sub("", line).split())
    line = _COMMAS.sub(", ", _COMMA_AFTER_END.sub(r"\1", _LOOSE.sub("", line)))
    return line.strip(" ,")
