"""What is kept of a conversation when its words are gone: written, and read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

RECORD = "earlier in this conversation"
"""How a system message begins that holds such a record, in lower case."""

LEADS: Mapping[str, str] = {
    "name": "The visitor's name is",
    "said": "The visitor said:",
    "asked": "The visitor asked:",
    "promised": "The persona promised:",
}
_LEAD = re.compile(f"({'|'.join(re.escape(lead) for lead in LEADS.values())})")
_KINDS = {lead: kind for kind, lead in LEADS.items()}
_SPEAKER = re.compile(r"^(Earlier|Visitor|Persona):\s*", re.MULTILINE)


@dataclass(frozen=True)
class Point:
    """One thing that is kept.

    Attributes:
        kind: A key of LEADS, or `other` for words that somebody else wrote.
        words: What it is, in the words that were used.
    """

    kind: str
    words: str

    def line(self) -> str:
        """The point as a text of its own."""
        lead = LEADS.get(self.kind, "")
        end = "" if self.words.endswith((".", "!", "?")) else "."
        return f"{lead} {self.words}{end}".strip()


def written(points: Iterable[Point]) -> str:
    """The points as one text, which `points` reads again."""
    return " ".join(point.line() for point in points)


def points(text: str) -> list[Point]:
    """What a record holds; a text by somebody else is one `other` point."""
    first, *rest = _LEAD.split(" ".join(text.split()))
    found = [Point("other", first.strip())]
    for lead, words in zip(rest[::2], rest[1::2], strict=True):
        kind = _KINDS[lead]
        plain = words.strip()
        found.append(Point(kind, plain.rstrip(".") if kind == "name" else plain))
    return [point for point in found if point.words]


def turns(text: str) -> list[tuple[str, str]]:
    """Speaker and words of a transcript's lines, `Visitor: Hello`.

    Speakers are `Earlier`, whose words are a record, `Visitor` and `Persona`; what
    stands before the first is `Earlier` too.
    """
    first, *rest = _SPEAKER.split(text)
    found = [("Earlier", first), *zip(rest[::2], rest[1::2], strict=True)]
    folded = [(speaker, " ".join(words.split())) for speaker, words in found]
    return [(speaker, words) for speaker, words in folded if words]
