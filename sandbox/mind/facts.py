"""What the persona can tell of itself, said so that nothing comes twice."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.mind.lore.lore import lore
from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import Memory
from sandbox.mind.persona import Persona
from sandbox.mind.phrasing import breath, phrase, phrase_one
from sandbox.mind.search import Match, find
from sandbox.mind.topics import TOPICS
from sandbox.mind.understand import Ask, understand
from sandbox.mind.words import content, decapitalise, join

_TOGETHER = {"education": ("degree", "year", "institution"), "degree": ("year",)}
_INSTEAD = {
    "origin": ("location",),
    "location": ("origin",),
    "degree": ("education", "title"),
    "institution": ("education", "degree"),
    "year": ("education",),
    "company": ("title",),
    "skills": ("languages", "stack", "traits"),
    "stack": ("languages",),
    "style": ("traits",),
    "traits": ("style",),
    "age": ("birthday",),
    "birthday": ("age",),
    "bio": ("title", "institution"),
}


class Facts:
    """Tells facts of one persona in one conversation.

    Args:
        persona: Who speaks.
        manner: How.
        memory: What was said before.

    Attributes:
        knew: Whether the last question met a fact.
    """

    def __init__(self, persona: Persona, manner: Manner, memory: Memory) -> None:
        self.knew = False
        self._persona = persona
        self._manner = manner
        self._memory = memory
        self._asked = {
            ask.topic for words in memory.questions for ask in understand(words)
        }

    def topic(self, ask: Ask) -> list[str]:
        """What it has to say on a topic; an honest word when that is nothing."""
        told = self.tell(ask.topic)
        for other in _TOGETHER.get(ask.topic, ()):
            if len(told) < 2 and other not in self._asked:
                told += self.tell(other)
        if not told and (matches := self._beside_topics(ask.text)):
            return self.found(matches)
        for other in _INSTEAD.get(ask.topic, ()):
            told = told or self.tell(other)
        if told:
            return told
        known = self.lore(ask.text)
        return known or [self._manner.line("unknown_self"), *self.offer()]

    def tell(self, topic: str, *, again: bool = True) -> list[str]:
        """One sentence with the values of a topic; none if it has none.

        Args:
            topic: Which.
            again: Say so when all of it was asked for and told before.
        """
        items = self._persona.get(topic)
        if not items:
            return []
        fresh = [one for one in items if not self._memory.has_said(one)]
        if topic not in self._asked:
            return self.yes([phrase(self._persona, topic, breath(items), self._way())])
        text = phrase(self._persona, topic, breath(fresh or items), self._way())
        if not fresh and again:
            text = f"{self._manner.line('again')} {self._after_comma(text)}"
        return self.yes([text])

    def more(self, topic: str) -> list[str]:
        """What has not been said yet, on the topic or on another."""
        for one in (topic, *self._manner.subjects()):
            items = self._persona.get(one)
            fresh = [item for item in items if not self._memory.has_said(item)]
            if fresh:
                text = phrase(self._persona, one, breath(fresh), self._way())
                return self.yes([text])
        fresh = [one for one in self._persona.prose if not self._memory.has_said(one)]
        return fresh[:1] or [self._manner.line("done")]

    def about(self) -> list[str]:
        """Name, work and a first glimpse."""
        told = [*self.tell("name"), *self.tell("title")]
        if len(told) < 2:
            told += self._persona.prose[:2]
        for topic in ("institution", "interests"):
            told += self.tell(topic) if len(told) < 3 else []
        return told[:3] or [self._manner.line("unknown_self")]

    def lore(self, text: str) -> list[str]:
        """What everybody of its kind knows, unless the prompt itself speaks of it."""
        lines = lore(self._persona, self._manner.kind, text)
        if not lines or self._beside_topics(text):
            return []
        line = self._manner.pick(lines)
        if not self._memory.has_said(line):
            return [line]
        return [f"{self._manner.line('again')} {self._after_comma(line)}"]

    def known(self, text: str) -> list[str]:
        """What the prompt itself says on a problem; nothing where it is silent."""
        matches = self._beside_topics(text)
        return self.found(matches) if matches else []

    def found(self, matches: Sequence[Match]) -> list[str]:
        """Up to two facts that fit equally well."""
        best = matches[0]
        if best.topic in ("prose", "rule"):
            return self.yes([best.text])
        equal = [
            one
            for one in matches[:2]
            if one.score == best.score and one.topic != "prose"
        ]
        if len(equal) > 1 and equal[0].topic == equal[1].topic:
            both = [one.text for one in equal]
            return self.yes([phrase(self._persona, best.topic, both, self._way())])
        return self.yes(
            [
                phrase_one(self._persona, one.topic, one.text, self._way())
                for one in equal
            ]
        )

    def common(self, focus: str) -> str:
        """The interest that the visitor shares, or nothing."""
        stems = set(content(focus))
        shared = (
            item
            for item in self._persona.get("interests")
            if stems & set(content(item))
        )
        return decapitalise(next(shared, ""))

    def offer(self) -> list[str]:
        """A pointer to what can be asked instead, now and then."""
        names = [*self._manner.subjects().values()]
        if not names or "sk me about" in self._memory.before:
            return []
        if not self._manner.chance(0.6):
            return []
        return [self._manner.line("offer", topics=" or ".join(names[:2]))]

    def subjects(self) -> str:
        """What it can talk about: `my projects, what I love and my plans`."""
        return join([*self._manner.subjects().values()][:3])

    def _beside_topics(self, text: str) -> list[Match]:
        matches = find(text, self._persona)
        return [one for one in matches if one.topic not in TOPICS]

    def yes(self, told: list[str]) -> list[str]:
        """Note that the question met a fact."""
        self.knew = True
        return told

    def _way(self) -> int:
        return len(self._memory.said)

    def _after_comma(self, text: str) -> str:
        keeps = text.startswith(("I ", "I'", self._persona.name or "I "))
        return text if keeps else text[0].lower() + text[1:]
