"""What LiveAvatar gives in pages, read as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from marshmallow import Schema

from errors import Malformed
from liveavatar import wire
from liveavatar.refusals import NAME, malformed
from upstream.wire import read

Body = Mapping[str, Any]
Get = Callable[[str], Body]
"""Gives the `data` of the answer at a path."""

PAGE_SIZE = 100
PAGES = 50
"""Most pages asked for of one list; one that is longer is taken for broken."""

PAGE = wire.PageSchema()
TRANSCRIPT = wire.TranscriptSchema()


def entries(get: Get, path: str, schema: Schema, **query: str) -> Iterator[Body]:
    """Every entry of a list, page by page, however short the pages turn out.

    Raises:
        Malformed: A page or an entry does not fit, or the list has no end.
    """
    seen = 0
    for number in range(1, PAGES + 1):
        asked = urlencode({**query, "page": number, "page_size": PAGE_SIZE})
        page = read(PAGE, get(f"{path}?{asked}"), upstream=NAME)
        for entry in page["results"]:
            yield read(schema, entry, upstream=NAME)
        seen += len(page["results"])
        if not page["results"] or seen >= page["count"]:
            return
    raise _endless(path)


def transcript(get: Get, path: str) -> Sequence[Body]:
    """A transcript's entries, each once.

    Raises:
        Malformed: A page does not fit, or there is no end to them.
    """
    return _told_once(_transcript_pages(get, path))


def _transcript_pages(get: Get, path: str) -> Iterator[Sequence[Body]]:
    """While the session lives, the last page leads to itself."""
    start: int | None = None
    for _ in range(PAGES):
        query = "" if start is None else f"?start_timestamp={start}"
        page = read(TRANSCRIPT, get(path + query), upstream=NAME)
        yield page["transcript_data"]
        following = page["next_timestamp"]
        if following is None or not page["transcript_data"]:
            return
        if start is not None and following <= start:
            return
        start = following
    raise _endless("a transcript")


def _told_once(pages: Iterable[Sequence[Body]]) -> Sequence[Body]:
    """All entries, without what two pages both hold: where one begins is not told.

    Within a page nothing is a repetition: people do say a word twice in a second.
    """
    said: list[Body] = []
    told: Counter[tuple[Any, ...]] = Counter()
    for page in pages:
        here: Counter[tuple[Any, ...]] = Counter()
        for entry in page:
            what = tuple(entry.values())
            here[what] += 1
            if here[what] > told[what]:
                told[what] += 1
                said.append(entry)
    return said


def _endless(what: str) -> Malformed:
    """Rather than to go on for ever, or to give a part of a list for all of it."""
    return malformed(f"gave more than {PAGES} pages of {what}")
