"""What the mind knows about the one it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    """An instruction that is also knowledge: asked about this, say that.

    Attributes:
        about: Stems of what is asked about.
        answer: What to say.
    """

    about: frozenset[str]
    answer: str


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A persona as its system prompt describes it.

    Attributes:
        facts: The values of each topic, in the prompt's own words.
        labels: How the prompt calls a topic that the mind has no name for.
        prose: Sentences about the persona, in the first person.
        rules: Answers that the prompt prescribes.
        text: The whole prompt in lower case, for its manner.
    """

    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    prose: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    text: str = ""

    def get(self, topic: str) -> tuple[str, ...]:
        """The values of a topic; none where the prompt is silent on it."""
        return self.facts.get(topic, ())

    def first(self, topic: str) -> str:
        """The first value of a topic, or nothing."""
        return next(iter(self.get(topic)), "")

    @property
    def name(self) -> str:
        """What it is called, or nothing."""
        return self.first("name")

    @property
    def graduated(self) -> bool:
        """Whether its studies lie behind it."""
        return "graduat" in self.first("year").lower()
