"""Answers questions of visitors about themselves and about what was said."""

from __future__ import annotations

import re

from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import Memory
from sandbox.mind.understand import Ask
from sandbox.mind.visitor import asked_for
from sandbox.mind.words import join, sentence


class Recall:
    """What one persona remembers of one visitor.

    Args:
        manner: How it speaks.
        memory: What was said, and what its prompt tells of the visitor.
    """

    def __init__(self, manner: Manner, memory: Memory) -> None:
        self._manner = manner
        self._memory = memory

    def asked_before(self, ask: Ask) -> list[str]:
        """What they said first, or last."""
        if not self._memory.questions:
            return [self._manner.line("no_questions")]
        first = "first" in ask.text
        words = sentence(self._memory.questions[0 if first else -1])
        return [f"You {'began with' if first else 'said'}: {words}"]

    def user_name(self, ask: Ask) -> list[str]:
        """Who they are."""
        if self._memory.visitor:
            return [f"You're {self._memory.visitor}, of course."]
        return [self._manner.line("forgot"), self._manner.back("name")]

    def user_facts(self, ask: Ask) -> list[str]:
        """What is known about them."""
        told = list(dict.fromkeys(self._memory.told))
        about = re.search(r"\b(?:from|study|like)\b", ask.text)
        if about is not None:
            told = [one for one in told if about[0] in one.split()[:3]] or told
        elif self._memory.visitor:
            told.insert(0, f"your name is {self._memory.visitor}")
        given = [
            f"the {label} is {value}"
            for label, value in self._memory.given.items()
            if about is None and not label.endswith("name")
        ]
        if not told and not given:
            return [self._manner.line("forgot")]
        lead = "I know" if self._memory.given else "You told me"
        return [sentence(f"{lead} that {join([*told[-3:], *given])}")]

    def promised(self, ask: Ask) -> list[str]:
        """What they were promised last."""
        if not self._memory.promised:
            return [self._manner.line("forgot")]
        return [sentence(self._memory.promised[-1])]

    def given(self, ask: Ask) -> list[str]:
        """The value of the prompt that the question is after; nothing for another."""
        label = asked_for(ask.text, self._memory.given)
        if not label:
            return []
        value = self._memory.given[label]
        return [sentence(f"As far as I know, the {label} is {value}")]
