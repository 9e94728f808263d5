"""Answers what no pattern of a topic caught: yes-or-no, choices, how, why and who."""

from __future__ import annotations

import re

from sandbox.mind.facts import Facts
from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import Memory
from sandbox.mind.persona import Persona
from sandbox.mind.phrasing import phrase
from sandbox.mind.search import find
from sandbox.mind.telling import knows_code
from sandbox.mind.understand import Ask
from sandbox.mind.words import content, decapitalise, sentence

_FONDNESS = re.compile(r"what (?:do|did) you (?:\w+ )?(?:like|love|enjoy)\b.* about\b")
_MADE = ("projects", "goals")
"""To have made a chess engine is no yes to playing chess."""


class Questions:
    """Looks through the facts of one persona for the ones that answer.

    Args:
        persona: Who speaks.
        manner: How.
        memory: What was said before.
        facts: Tells what was found.
    """

    def __init__(
        self, persona: Persona, manner: Manner, memory: Memory, facts: Facts
    ) -> None:
        self._persona = persona
        self._manner = manner
        self._memory = memory
        self._facts = facts

    def yesno(self, ask: Ask) -> list[str]:
        """Yes with the fact, or an honest no with what is so instead."""
        if " or " in ask.text and (both := self._either(ask.text)):
            return both
        matches = find(ask.text, self._persona)
        if matches:
            told = self._facts.found(matches)
            plain_yes = matches[0].exact and not _negative(matches[0].text)
            if matches[0].topic in ("rule", *_MADE) or not plain_yes:
                return told
            return [f"Yes! {told[0]}"]
        if set(content(ask.text)) & set(content(self._persona.name)):
            return [f"Yes! {one}" for one in self._facts.tell("name", again=False)]
        no = self._manner.line("no_match")
        if re.match(r"are you an? ", ask.text):
            return [no, *self._facts.tell("title", again=False)]
        if re.search(r"\b(?:like|love|enjoy|play|about)\b", ask.text):
            items = self._persona.get("interests")[:1]
            return [no, *(f"What I do love is {decapitalise(one)}." for one in items)]
        if re.search(r"\b(?:speak|code|program)\b", ask.text) or knows_code(ask.text):
            return [no, *self._facts.tell("languages", again=False)]
        return [no, *self._facts.offer()]

    def _either(self, text: str) -> list[str]:
        """Both of what was offered for a choice, where both are facts of one topic."""
        found = [
            one for part in text.split(" or ") for one in find(part, self._persona)[:1]
        ]
        both = [one.text for one in found if one.topic == found[0].topic]
        if len(both) < 2:
            return []
        told = phrase(self._persona, found[0].topic, both, len(self._memory.said))
        return [*self._facts.yes([told]), self._manner.line("both")]

    def question(self, ask: Ask) -> list[str]:
        """The facts that fit, or an honest word."""
        if matches := find(ask.text, self._persona):
            if _FONDNESS.match(ask.text) and matches[0].topic == "interests":
                focus = decapitalise(matches[0].text)
                return self._facts.yes([self._manner.line("fond", focus=focus)])
            return self._facts.found(matches)
        if re.match(r"why\b", ask.text) and len(content(ask.text)) < 3:
            return [self._manner.line("why")]
        if not re.search(r"\byou(?:r|rs)?\b", ask.text):
            return [self._manner.line("world"), *self._facts.offer()]
        if focus := _focus(ask.text):
            return [
                sentence(self._manner.line("unknown", focus=focus)),
                *self._facts.offer(),
            ]
        return [self._manner.line("unknown_plain"), *self._facts.offer()]


def _negative(text: str) -> bool:
    return re.search(r"\b(no|not|never|none|nothing|without)\b|n't\b", text) is not None


def _focus(text: str) -> str:
    favourite = re.search(r"your favourite ([\w ]+?)(?: in| of|\s*\?|$)", text)
    if favourite:
        return f"a favourite {favourite[1].strip()}"
    own = re.search(r"your ([\w ]+?)(?: like| called|\s*\?|$)", text)
    if own and len(own[1].split()) <= 3:
        return f"my {own[1].strip()}"
    return ""
