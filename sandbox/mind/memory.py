"""What the conversation so far has told: the visitor's name, likes, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.mind.patterns import SPLIT
from sandbox.mind.record import RECORD, points, turns
from sandbox.mind.visitor import given_name
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
_RECORDED_NAME = re.compile(
    r"\b(?:name (?:is|was)|is (?:called|named)|introduced \w+ as)"
    r" (?P<name>[A-Z][\w'-]+)"
)
_PROMISE = re.compile(
    r"\b(?:I|we) (?:will|shall|promise)\b|\b(?:I|we)'ll\b", re.IGNORECASE
)
_SWAP = {"my": "your", "me": "you", "i": "you", "am": "are", "mine": "yours"}


@dataclass
class Memory:
    """One conversation as far as it has come.

    Attributes:
        visitor: The visitor's name, or nothing.
        told: What they said of themselves, as `you like hiking`.
        questions: What they said before the last time, in their own words.
        said: What the persona has said, oldest first.
        promised: What it promised.
        last: The visitor's words that want an answer now.
        given: What the prompt tells of the visitor, by label.
    """

    visitor: str = ""
    told: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    promised: list[str] = field(default_factory=list)
    last: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def before(self) -> str:
        """What the persona said last, or nothing."""
        return self.said[-1] if self.said else ""

    def has_said(self, text: str) -> bool:
        """Whether the persona has used these words already."""
        return any(text.lower() in one.lower() for one in self.said)


def remember(
    messages: Sequence[Mapping[str, str]], given: Mapping[str, str] | None = None
) -> Memory:
    """Read a conversation, its last message being the visitor's.

    Args:
        messages: `{role, content}`; a record of older ones may stand before them.
        given: What the prompt tells of the visitor, by label.
    """
    memory = Memory(visitor=given_name(given or {}), given=given or {})
    for one in messages:
        if is_record(one):
            _recall(memory, one["content"])
    spoken = [one for one in messages if one["role"] in ("user", "assistant")]
    for turn in spoken:
        if turn["role"] == "assistant":
            _hear(memory, turn["content"])
        else:
            _listen(memory, turn["content"].strip())
    if spoken and spoken[-1]["role"] == "assistant":
        memory.questions.append(memory.last)
        memory.last = ""
    return memory


def is_record(message: Mapping[str, str]) -> bool:
    """Whether a message is a record of what was said before the others."""
    begins = message["content"].lstrip().lower().startswith(RECORD)
    return message["role"] == "system" and begins


def promises(text: str) -> list[str]:
    """The sentences of a text by which something is promised."""
    return [
        one
        for one in sentences(text.replace("\u2019", "'"))
        if _PROMISE.search(one) and not one.endswith("?")
    ]


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


def _hear(memory: Memory, words: str) -> None:
    memory.said.append(words)
    memory.promised += promises(words)


def _listen(memory: Memory, words: str) -> None:
    if memory.last:
        memory.questions.append(memory.last)
    memory.last = words
    _take_in(memory, words)


def _recall(memory: Memory, record: str) -> None:
    """Take in what is left of older turns, be it a summary or their own words."""
    for speaker, words in turns(record):
        if speaker == "Visitor":
            _listen(memory, words)
        elif speaker == "Persona":
            _hear(memory, words)
        else:
            for point in points(words):
                _recall_point(memory, point.kind, point.words)
    if memory.last:
        memory.questions.append(memory.last)
        memory.last = ""  # it was answered long ago


def _recall_point(memory: Memory, kind: str, words: str) -> None:
    if kind == "name":
        memory.visitor = words
    elif kind == "promised":
        memory.promised.append(words)
    elif kind == "other":
        if found := _RECORDED_NAME.search(words):
            memory.visitor = found["name"]
    else:
        _listen(memory, words)


def _take_in(memory: Memory, text: str) -> None:
    asked = "your name" in memory.before or "call you" in memory.before
    for one in parts(text):
        memory.visitor = visitor_name(one, asked=asked) or memory.visitor
        if one.endswith("?"):
            continue
        memory.told += [f"{_YOUR[kind]} {thing}" for kind, thing in _told(one)]
