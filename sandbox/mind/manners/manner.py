"""Chooses a manner for a persona, and a line that was not used before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

from sandbox.mind.manners import plain, santa, support
from sandbox.mind.memory import Memory
from sandbox.mind.persona import Persona

Lines = Mapping[str, tuple[str, ...]]

_SANTA = re.compile(r"\b(santa|father christmas|kris kringle|saint nick)\b")
_SUPPORT = re.compile(
    r"\b(support|customer (?:service|care)|help ?desk|troubleshoot\w*|service agent)\b"
)
_TONES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"formal|professional|precise|serious|polite", ("Certainly.", "Of course.")),
    (
        r"playful|funny|humou?r|witty|cheerful|silly",
        ("Oh, good question!", "Happy to tell you!"),
    ),
    (r"warm|friendly|kind|enthusiastic|energetic", ("Glad you ask!", "Oh, gladly!")),
    (r"calm|gentle|soothing|patient|quiet", ("Of course.", "Gladly.")),
)


class Manner:
    """The lines of one persona in one conversation.

    Args:
        persona: Who speaks.
        memory: What was said, so that lines do not come back.
        rng: Chooses among the lines left.
    """

    def __init__(self, persona: Persona, memory: Memory, rng: Random) -> None:
        self.kind = _kind(persona)
        self._memory = memory
        self._rng = rng
        special = {"santa": santa, "support": support}.get(self.kind)
        self._lines: Lines = {**plain.LINES, **(special.LINES if special else {})}
        self._back: Lines = {**plain.BACK, **(special.BACK if special else {})}
        self._subjects = {**plain.SUBJECTS, **(special.SUBJECTS if special else {})}
        self._persona = persona
        self._openers = self._lines["opener"] or _tone(persona)
        self._own = ("Yes", *self._openers, *self._lines["again"])

    def line(self, moment: str, **words: str) -> str:
        """A line for a moment, one that was not heard yet where there is one."""
        return self.pick([one.format(**words) for one in self._lines[moment]])

    def pick(self, lines: Sequence[str]) -> str:
        """One of the lines, one that was not heard yet where there is one."""
        unheard = [one for one in lines if not self._memory.has_said(one)]
        return self._rng.choice(unheard or lines)

    def subjects(self) -> Mapping[str, str]:
        """What the persona can be asked about, by topic, in its own words."""
        return {
            topic: words
            for topic, words in self._subjects.items()
            if self._persona.get(topic)
        }

    def line_or_none(self, moment: str) -> str:
        """A line for a moment that not every manner has a word for."""
        return self.line(moment) if self._lines.get(moment) else ""

    def back(self, topic: str) -> str:
        """A question back after `topic`; empty when each has been asked."""
        asks = [*self._back.get(topic, ()), *self._back["any"]]
        unasked = [one for one in asks if not self._memory.has_said(one)]
        return unasked[0] if unasked else ""

    def asked_back(self) -> str:
        """The topic that the persona's last words asked the visitor about, if any."""
        for topic, asks in self._back.items():
            if any(ask in self._memory.before for ask in asks):
                return topic
        return ""

    def steps(self) -> list[str]:
        """The steps of a support agent that were not given yet; none for others."""
        return [one for one in self._steps() if not self._memory.has_said(one)]

    def helping(self) -> bool:
        """Whether a problem is being worked through, step by step."""
        if not self._steps():
            return False
        asked = [*self._lines["problem_back"], *self._steps()]
        return any(one in self._memory.before for one in asked)

    def opener(self, answer: str) -> str:
        """Now and then a word before the answer, never twice in a row."""
        fresh = [one for one in self._openers if one not in self._memory.before]
        if not fresh or answer.startswith(self._own) or self._rng.random() < 0.6:
            return ""
        return self._rng.choice(fresh)

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return self._rng.random() < part

    def _steps(self) -> tuple[str, ...]:
        return self._lines.get("step", ())


def _kind(persona: Persona) -> str:
    who = f"{persona.name} {persona.first('title')}".lower()
    if _SANTA.search(who) or (not who.strip() and _SANTA.search(persona.text)):
        return "santa"
    if _SUPPORT.search(who) or (not who.strip() and _SUPPORT.search(persona.text)):
        return "support"
    return "plain"


def _tone(persona: Persona) -> tuple[str, ...]:
    words = " ".join([*persona.get("style"), *persona.get("traits")]).lower()
    return next((lines for tone, lines in _TONES if re.search(tone, words)), ())
