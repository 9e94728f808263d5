"""Finds the facts that a question is after when no pattern of a topic fits it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.mind.persona import Persona
from sandbox.mind.synonyms import related
from sandbox.mind.words import content, word_set

ENOUGH = 0.6
"""The part of a question's words that a fact must meet."""

A_PART = 0.33
"""The same for how and why, which go on about what they ask: one real word will do."""

_GENERIC = word_set(
    "work happen mean com mani plai prefer lik lov enjoy know think talk question"
    " favourit mak made build built do use using hav giv good best kind sort lot alway"
    " still today day tim year person peopl world need answer explain happen friend"
    " long"
)
_DEEDS = ("projects", "goals", "stack", "prose")
_UNSEARCHED = ("name", "greeting", "instructions", "language")


@dataclass(frozen=True)
class Match:
    """A fact that fits.

    Attributes:
        topic: Its topic; `prose` for a sentence, `rule` for a prescribed answer.
        text: The item, sentence or answer.
        score: How much of the question it meets, 0 to 1.
        exact: Every word it met stood there itself, not a cousin of it.
    """

    topic: str
    text: str
    score: float
    exact: bool


def find(question: str, persona: Persona) -> list[Match]:
    """The facts that fit a question, best first."""
    names = set(content(persona.name))
    wanted = [one for one in content(question) if one not in names]
    telling = [one for one in wanted if one not in _GENERIC] or []
    if not telling:
        return []
    matches = _rules(wanted, persona)
    for topic, items in persona.facts.items():
        if topic not in _UNSEARCHED:
            label = content(persona.labels.get(topic, topic))
            matches += [
                _match(topic, one, telling, [*label, *content(one)]) for one in items
            ]
    matches += [_match("prose", one, telling, content(one)) for one in persona.prose]
    fitting = [one for one in matches if one.score >= ENOUGH]
    if not fitting and re.match(r"(?:how (?:do|does|did|will|can)|why)\b", question):
        fitting = [
            one for one in matches if one.score >= A_PART and one.topic in _DEEDS
        ]
    return sorted(fitting, key=lambda one: -one.score)


def _rules(wanted: Sequence[str], persona: Persona) -> list[Match]:
    found = []
    for rule in persona.rules:
        hits = [max((related(a, w) for w in wanted), default=0) for a in rule.about]
        score = sum(hits) / len(hits)
        # A prescribed answer goes before any fact.
        found.append(Match("rule", rule.answer, score + 1 if score > 0.5 else 0, True))
    return found


def _match(
    topic: str, text: str, telling: Sequence[str], there: Sequence[str]
) -> Match:
    hits = [max((related(one, other) for other in there), default=0) for one in telling]
    score = sum(hits) / len(hits)
    if max(hits) < 1 and score < ENOUGH:
        score = 0.0
    return Match(topic, text, score, all(hit in (0, 1) for hit in hits))
