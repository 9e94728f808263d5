"""Sentences about the persona, turned into sentences it can say of itself."""

from __future__ import annotations

import re

from sandbox.mind.words import word_set

_IMPERATIVE = word_set(
    "act admit always answer ask avoid be begin call check do don't end ensure"
    " explain find follow give greet help if include introduce invent keep let limit"
    " listen make mention never note offer only please pretend provide refer refuse"
    " remember reply respect respond say show sound speak start stay talk tell treat"
    " try unless use when whenever write every"
)
_META = re.compile(
    r"\b(persona|aloud|prompt|role-?play|this role|stay in|in character|markdown|emoji"
    r"|bullet|sentences?|first person|the user|users|invent|reply|replies|respond"
    r"|responses?|answers?|answered|conversation|described here|these lines|facts about"
    r"|language model|assistant should|headings|instructions?)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^you (?:should|must|will|may|need to|are to|have to|are (?:asked|expected|talking"
    r"|speaking|chatting|role)|never|always)\b",
    re.IGNORECASE,
)
_IRREGULAR = {"is": "am", "was": "was", "has": "have", "does": "do", "'s": "'m"}
_AFTER_PREPOSITION = re.compile(
    r"\b(to|for|with|of|about|from|at|by|around|near|behind|call|calls|called|help|helps"
    r"|love|loves|know|knows|knew|gave|give|gives|made|makes|make|lets?|trusts?|visits?)"
    r"\s+you\b",
    re.IGNORECASE,
)
_YOU = (
    (r"\byou're\b|\byou are\b", "I am"),
    (r"\byou were\b", "I was"),
    (r"\byou've\b", "I have"),
    (r"\byourself\b", "myself"),
    (r"\byours\b", "mine"),
    (r"\byour\b", "my"),
    (r"\byou\b", "I"),
)


def is_fact(text: str) -> bool:
    """Whether a sentence of a prompt tells something, and is no instruction."""
    first = re.split(r"[\s,]", text.strip().lower().replace("\u2019", "'"), maxsplit=1)[
        0
    ]
    if not first or first in _IMPERATIVE or text.rstrip().endswith((":", "?")):
        return False
    return not _META.search(text) and not _ORDER.match(text)


def to_first_person(text: str, name: str) -> str:
    """Turn `You live ...` and `Santa lives ...` into `I live ...`."""
    text = text.replace("\u2019", "'")
    if re.search(r"\byou", text, re.IGNORECASE):
        return _capital(_from_second(text))
    return _capital(_from_third(text, name))


def _from_second(text: str) -> str:
    text = _AFTER_PREPOSITION.sub(r"\1 me", text)
    for pattern, mine in _YOU:
        text = re.sub(pattern, mine, text, flags=re.IGNORECASE)
    return text


def _from_third(text: str, name: str) -> str:
    names = [re.escape(part) for part in (name, *name.split()[:1]) if part]
    subject = "|".join([*names, "He", "She", "They"])
    opening = re.match(rf"^(?:{subject})(?='s\b|\s)", text)
    if opening is None:
        possessive = re.match(r"^(?:His|Her|Their)\b", text)
        return f"My{text[possessive.end() :]}" if possessive else text
    rest = text[opening.end() :]
    if rest.startswith("'s ") and opening.group() not in ("He", "She"):
        return f"My{rest[2:]}"
    text = "I" + re.sub(r"^(\s*)('s|[\w]+)", _conjugate, rest, count=1)
    text = re.sub(
        r"\b(and|but|who|because|so|while|where) (?:he|she|they)( \w+)",
        lambda found: f"{found[1]} I{_conjugated(found[2])}",
        text,
    )
    return re.sub(r"\b(?:his|her|their)\b", "my", text)


def _conjugate(found: re.Match[str]) -> str:
    return found[1] + _conjugated(found[2])


def _conjugated(verb: str) -> str:
    space, word = verb[: len(verb) - len(verb.lstrip())], verb.strip()
    if word in _IRREGULAR:
        return space + _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{space}{word[:-3]}y"
    if word.endswith(("oes", "shes", "ches", "xes", "sses", "zzes")):
        return space + word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return space + word[:-1]
    return verb


def _capital(text: str) -> str:
    text = re.sub(r"\bi\b", "I", text.strip())
    return text[:1].upper() + text[1:]
