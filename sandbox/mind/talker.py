"""Makes a turn of the conversation: what to answer, in which order, what to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox.mind.facts import Facts
from sandbox.mind.manners.manner import Manner
from sandbox.mind.memory import Memory, swapped
from sandbox.mind.persona import Persona
from sandbox.mind.questions import Questions
from sandbox.mind.recall import Recall
from sandbox.mind.understand import Ask, understand
from sandbox.mind.words import join, recased, sentence, word_set

MOST = 3
"""Sentences of one reply, a question back included; one more for a double question."""

_NEWS_TOPICS = {
    "like": "interests",
    "place": "location",
    "work": "title",
    "goal": "goals",
    "wish": "goals",
    "good": "how",
    "bad": "how",
}


_OWN_WORDS = word_set(
    "topic about greet bye name how you_too yes no repeat asked_before user_name"
    " user_facts promised joke silence"
)
"""What is answered from the persona and the conversation alone."""


class Talker:
    """One turn of one persona."""

    def __init__(self, persona: Persona, manner: Manner, memory: Memory) -> None:
        self._persona = persona
        self._manner = manner
        self._memory = memory
        self._facts = Facts(persona, manner, memory)
        questions = Questions(persona, manner, memory, self._facts)
        self._recall = Recall(manner, memory)
        self._asks = self._heard()
        self._lore = False
        self._answers: Mapping[str, Callable[[Ask], list[str]]] = {
            "topic": self._facts.topic,
            "about": lambda ask: self._facts.about(),
            "yesno": questions.yesno,
            "question": questions.question,
            "more": lambda ask: self._facts.more(self._last_topic()),
            "you_too": self._you_too,
            "greet": self._greet,
            "bye": lambda ask: [self._named("bye")],
            "name": lambda ask: [self._named("met")],
            "how": lambda ask: [manner.line("how"), manner.line("how_back")],
            "help": self._help,
            "problem": self._problem,
            "repeat": lambda ask: [memory.before or manner.line("silence")],
            "asked_before": self._recall.asked_before,
            "user_name": self._recall.user_name,
            "user_facts": self._recall.user_facts,
            "promised": self._recall.promised,
            "yes": lambda ask: [manner.line("yes"), *self._next_step()],
            "no": lambda ask: [manner.line("no"), *self._next_step()],
            "share": lambda ask: self._next_step() or [manner.line("share")],
            "robot": lambda ask: [manner.line("robot", name=persona.name or "myself")],
        }

    def reply(self) -> str:
        """The whole turn."""
        if not self._memory.last:
            return " ".join(self._opening())
        told: list[str] = []
        for ask in self._asks[:3]:
            told += [one for one in self._answer(ask) if one and one not in told]
        told = told[: MOST if len(self._asks) < 2 else MOST + 1]
        if self._facts.knew and self._asks[0].kind not in ("greet", "yes", "no"):
            told[0] = f"{self._manner.opener(told[0])} {told[0]}".strip()
        back = self._question_back(self._asks[-1], told)
        return " ".join([*told, back]).strip()

    def _heard(self) -> list[Ask]:
        asks = understand(self._memory.last)
        asked = self._manner.asked_back() == "name"
        name = self._memory.visitor
        known = not name or self._memory.has_said(name)
        if not known and name.lower() in self._memory.last.lower():
            rest = [one for one in asks if one.kind not in ("share", "greet", "work")]
            if asked or len(rest) < len(asks):
                return [Ask("name"), *rest]
        return asks

    def _answer(self, ask: Ask) -> list[str]:
        if ask.kind != "user_name" and (given := self._recall.given(ask)):
            return given
        if ask.kind not in _OWN_WORDS and (known := self._facts.lore(ask.text)):
            self._lore = True
            return known
        if ask.kind in self._answers:
            return self._answers[ask.kind](ask)
        words = recased(ask.focus, self._memory.last)
        focus = " ".join(swapped(words).split()[:8]) or "that"
        told = [sentence(self._manner.line(ask.kind, focus=focus))]
        if ask.kind == "like" and (shared := self._facts.common(ask.focus)):
            told += [f"{self._manner.line('like_same')} I love {shared}."]
        return told

    def _opening(self) -> list[str]:
        greeting = self._persona.first("greeting")
        if greeting:
            return [sentence(greeting)]
        return [self._manner.line("greet"), *self._facts.about()[:1]]

    def _greet(self, ask: Ask) -> list[str]:
        if self._memory.said:
            return [self._manner.line("greet_again")]
        if len(self._asks) == 1 and self._persona.first("greeting"):
            return self._opening()
        told = [self._named("greet")]
        return told + (self._facts.tell("name") if len(self._asks) == 1 else [])

    def _named(self, moment: str) -> str:
        visitor = self._memory.visitor
        if moment != "met" and visitor:
            moment = f"{moment}_visitor"
        return self._manner.line(moment, visitor=visitor)

    def _you_too(self, ask: Ask) -> list[str]:
        told_now = [_NEWS_TOPICS[a.kind] for a in self._asks if a.kind in _NEWS_TOPICS]
        topic = self._manner.asked_back() or next(iter(told_now), "how")
        if topic in ("how", "any"):
            return [self._manner.line("how")]
        return self._facts.topic(Ask("topic", topic=topic))

    def _help(self, ask: Ask) -> list[str]:
        if self._manner.kind == "support":
            stack = self._persona.get("stack")
            about = [f"I know my way around {join(stack)}."] if stack else []
            return [self._manner.line("help"), *about]
        subjects = self._facts.subjects()
        return [self._manner.line("help_with" if subjects else "help", topics=subjects)]

    def _problem(self, ask: Ask) -> list[str]:
        if known := self._facts.known(ask.text):
            return known
        if step := self._next_step():
            return step
        return [self._manner.line("problem"), self._manner.line("problem_back")]

    def _next_step(self) -> list[str]:
        return self._manner.steps()[:1] if self._manner.helping() else []

    def _last_topic(self) -> str:
        for words in reversed(self._memory.questions):
            topics = [ask.topic for ask in understand(words) if ask.topic]
            if topics:
                return topics[-1]
        return ""

    def _question_back(self, ask: Ask, told: list[str]) -> str:
        if self._lore or len(told) >= MOST or any("?" in one for one in told):
            return ""
        if self._manner.helping() or ask.kind in ("bye", "repeat", "joke", "you_too"):
            return ""
        if ask.kind in ("greet", "name", "yes", "no", "thanks", "help", "pleased"):
            return self._manner.back("any")
        if ask.kind == "topic":
            if not self._facts.knew:
                return ""
            if "?" in self._memory.before and self._manner.chance(0.5):
                return ""
            known = ask.topic == "name" and self._memory.visitor
            return self._manner.back("any" if known else ask.topic)
        return self._manner.line_or_none(f"{ask.kind}_back")
