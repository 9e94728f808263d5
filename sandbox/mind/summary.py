"""Condenses a transcript into what was told, asked and promised, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sandbox.mind import patterns
from sandbox.mind.memory import parts, promises, visitor_name
from sandbox.mind.record import Point, points, turns, written
from sandbox.mind.words import normalise

ORDER = "summarise this conversation"
"""How a system message begins that asks for a summary, in lower case."""
MOST: Mapping[str, int] = {"other": 1, "name": 1, "said": 6, "asked": 3, "promised": 3}
"""Most points of each kind; the latest are kept."""
LONGEST = 160
"""Most characters of one point; an `other` one, which is many in one, has four times
as many."""

_OF_THEMSELVES = re.compile(r"\b(?:i|my|me|mine|we|our|us)\b")


def wants_summary(messages: Sequence[Mapping[str, str]]) -> bool:
    """Whether a summary is asked for, and no reply."""
    return any(
        one["role"] == "system" and one["content"].strip().lower().startswith(ORDER)
        for one in messages
    )


def summarise(messages: Sequence[Mapping[str, str]]) -> str:
    """The summary of the transcript in the last user message, in a few sentences."""
    asked = [one["content"] for one in messages if one["role"] == "user"]
    found = list(_points(asked[-1] if asked else ""))
    kept: list[Point] = []
    for kind, most in MOST.items():
        same = [point for point in found if point.kind == kind]
        # Said twice is kept once, where it was said last.
        unique = {point.words.lower(): point for point in reversed(same)}
        kept += [*unique.values()][:most][::-1]
    return written(kept) or "Nothing of note was said."


def _points(transcript: str) -> Iterator[Point]:
    before = ""
    for speaker, words in turns(transcript):
        if speaker == "Earlier":
            yield from (_short(point) for point in points(words))
        elif speaker == "Visitor":
            yield from (_short(point) for point in _visitor(words, before))
        else:
            yield from (_short(Point("promised", one)) for one in promises(words))
            before = words


def _visitor(words: str, before: str) -> Iterator[Point]:
    asked_name = "your name" in before or "call you" in before
    for one in parts(words):
        plain = normalise(one)
        if one.endswith("?") or patterns.QUESTION.match(plain):
            yield Point("asked", one)
        elif name := visitor_name(one, asked=asked_name):
            yield Point("name", name)
        elif _OF_THEMSELVES.search(plain) and len(plain.split()) > 2:
            yield Point("said", one)


def _short(point: Point) -> Point:
    longest = LONGEST * 4 if point.kind == "other" else LONGEST
    if len(point.words) <= longest:
        return point
    return Point(point.kind, point.words[:longest].rsplit(" ", 1)[0] + " ...")
