"""Words that ask for one another."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.mind.words import stem

_GROUPS = (
    "study university college school degree student institution education campus",
    "live home house city town country hometown reside location address based",
    "job work profession occupation career employer company office",
    "hobby interest passion pastime",
    "goal dream ambition aim future",
    "food eat dish meal snack cookies cake",
    "drink tea coffee cocoa milk",
    "music song band singer listen sing",
    "cost price expensive pay fee charge much",
    "hours open opening opens closed close closing schedule",
    "refund return reimburse",
    "phone contact email reach telephone",
    "ship shipping deliver delivery arrive parcel",
    "film movie cinema",
    "book novel author read",
    "age old born birthday",
    "present gift toy",
    "reindeer sleigh",
    "pet animal dog cat",
    "wife husband married spouse",
    "invent build create made make built project",
    "photo photograph photography picture camera",
    "train railway trains",
    "fix repair mend",
    "robot robots robotics",
    "walk hike walks hiking",
)


def _index() -> Mapping[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for group in _GROUPS:
        stems = {stem(word) for word in group.split()}
        for one in stems:
            index.setdefault(one, set()).update(stems)
    return {one: frozenset(stems) for one, stems in index.items()}


SYNONYMS = _index()


def related(one: str, other: str) -> float:
    """How nearly two stems mean the same: 1 the same word, 0.6 a cousin, 0 nothing."""
    if one == other:
        return 1.0
    return 0.6 if other in SYNONYMS.get(one, ()) else 0.0
