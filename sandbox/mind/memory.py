"""What the conversation so far has told: the visitor's name, likes, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.mind.patterns import SPLIT
from sandbox.mind.words import normalise, recased, sentences, word_set

_NAME = re.compile(
    r"\b(?:my name is|my name's|call me|this is|i am called|i'm called)\s+"
    r"(?P<name>[A-Za-z][\w'-]+)",
    re.IGNORECASE,
)
_I_AM = re.compile(
    r"^(?:(?i:hi|hello|hey)[,!.]?\s+)?(?i:i am|i'm)\s+(?P<name>[A-Z][\w'-]+)[.!]?"
    r"(?=$|,| and\b| from\b)"
)
_SHORT = re.compile(
    r"^(?:it is |it's |i am |i'm )?(?P<name>[A-Za-z][\w'-]+)[.!]?$", re.I
)
_NOT_NAMES = word_set(
    "not fine good great well ok okay here sorry sad happy tired from a an the very"
    " so just going yes no sure maybe nothing hi hello hey thanks"
)
_TOLD = (
    ("from", r"\bi (?:am from|live in|come from) (.+)"),
    ("study", r"\bi (?:study|am studying) (.+)"),
    ("work", r"\bi (?:work as|work in|work at|am working as) (.+)"),
    ("like", r"\bi (?:really |also )?(?:like|love|enjoy|am into) (.+)"),
    ("wish", r"\bi (?:want|wish for|would like|would love) (?:to have |to get )?(.+)"),
    ("have", r"\bi have (?:got )?(.+)"),
)
_YOUR = {"from": "you are from", "study": "you study", "work": "you work as"}
_YOUR |= {"like": "you like", "wish": "you would like", "have": "you have"}
_SWAP = {"my": "your", "me": "you", "i": "you", "am": "are", "mine": "yours"}


@dataclass
class Memory:
    """One conversation as far as it has come.

    Attributes:
        visitor: The visitor's name, or nothing.
        told: What they said of themselves, as `you like hiking`.
        questions: What they said before the last time, in their own words.
        said: What the persona has said, oldest first.
        last: The visitor's words that want an answer now.
    """

    visitor: str = ""
    told: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    last: str = ""

    @property
    def before(self) -> str:
        """What the persona said last, or nothing."""
        return self.said[-1] if self.said else ""

    def has_said(self, text: str) -> bool:
        """Whether the persona has used these words already."""
        return any(text.lower() in one.lower() for one in self.said)


def remember(messages: Sequence[Mapping[str, str]]) -> Memory:
    """Read a conversation, its last message being the visitor's."""
    memory = Memory()
    turns = [one for one in messages if one["role"] in ("user", "assistant")]
    for turn in turns:
        if turn["role"] == "assistant":
            memory.said.append(turn["content"])
        else:
            if memory.last:
                memory.questions.append(memory.last)
            memory.last = turn["content"].strip()
            _take_in(memory, memory.last)
    if turns and turns[-1]["role"] == "assistant":
        memory.questions.append(memory.last)
        memory.last = ""
    return memory


def swapped(text: str) -> str:
    """The visitor's words from the other side: `my dog` becomes `your dog`."""
    return " ".join(_SWAP.get(word.lower(), word) for word in text.split())


def visitor_name(text: str, *, asked: bool = False) -> str:
    """The name a visitor gives in `text`; `asked` when they were just asked for it."""
    found = _NAME.search(text) or _I_AM.match(text)
    if found is None and asked:
        found = _SHORT.match(text.strip())
    if found is None or found["name"].lower() in _NOT_NAMES:
        return ""
    return found["name"][0].upper() + found["name"][1:]


def parts(text: str) -> list[str]:
    """The clauses of a message, each with one thing to say."""
    clauses = (part for one in sentences(text) for part in SPLIT.split(one))
    return [clause.strip() for clause in clauses]


def _told(text: str) -> Iterator[tuple[str, str]]:
    plain = normalise(text)
    for kind, pattern in _TOLD:
        if found := re.search(pattern, plain):
            thing = re.split(r" (?:but|because) ", found[1])[0]
            if not thing.startswith(("to know", "to ask", "to hear", "a question")):
                yield kind, swapped(recased(thing, text))
            return


def _take_in(memory: Memory, text: str) -> None:
    asked = "your name" in memory.before or "call you" in memory.before
    for one in parts(text):
        memory.visitor = visitor_name(one, asked=asked) or memory.visitor
        if one.endswith("?"):
            continue
        memory.told += [f"{_YOUR[kind]} {thing}" for kind, thing in _told(one)]
