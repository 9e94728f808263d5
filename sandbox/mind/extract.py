"""Reads a system prompt: labelled lines, lists, JSON and free prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sandbox.mind.persona import Persona, Rule
from sandbox.mind.prose import is_fact, to_first_person
from sandbox.mind.topics import BY_LABEL, TOPICS
from sandbox.mind.words import content, sentence, sentences, word_set

_LABEL = re.compile(
    r"^[\s\-*\u2022#{\[]*\"?\**(?P<label>[A-Za-z][A-Za-z '&/()_-]{0,30}?)\**\"?"
    r"\s*(?::|=)\**\s*(?P<value>.*)$"
)
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d+[.)])\s+(?P<item>.+)$")
_INLINE = re.compile(r"(?<=[.;])\s+(?=[A-Z][a-z]+(?: [a-z]+){0,2}:\s)")
_NO_LABEL = word_set(
    "remember note important example examples speak reply format output warning facts"
    " persona education technical personality system"
)
_NAMED = re.compile(
    r"\b(?:[Yy]ou are|[Yy]ou're|[Yy]our name is|[Ii] am|[Nn]ame is|[Yy]ou play)\s+"
    r"(?P<name>[A-Z][\w'-]*\.?(?:\s+(?:de|van|von|of|the)?\s?[A-Z][\w'-]*){0,3})"
    r"(?=[,.;:!]|\s+(?:from|who|and|at|a|an|the|in|with)\b|\s*$)"
)
_INTRODUCED = re.compile(
    r"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\. )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3})"
    r",? is (?:an?|the) "
)
_ROLE = re.compile(
    r"(?:\b(?:[Yy]ou are|[Yy]ou're|[Aa]ct as|[Yy]ou play)|^[A-Z][\w'. -]+? is)"
    r"(?:\s+[A-Z][\w' -]+?,)?\s+(?P<role>(?:an?|the)\s+[^.,;\n]+)"
)
_RULE = re.compile(
    r"^(?:if|when|whenever)\s+(?:you are\s+|you're\s+)?(?:they|someone|somebody|anyone"
    r"|people|customers?|children|a \w+|the \w+)?\s*(?:is |are )?ask(?:s|ed)?\s*"
    r"(?:you\s+)?(?P<about>.+?),\s*(?:then\s+)?(?:you\s+)?(?:say|tell \w+(?: \w+)??"
    r"|reply|answer|explain|respond)\s*(?:that\b|with\b|:)?\s*(?P<answer>.+)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def read_persona(prompt: str) -> Persona:
    """The persona behind a system prompt, whatever of it can be found there."""
    facts: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}
    loose: list[str] = []
    for label, value in _pairs(_flattened(prompt)):
        topic = BY_LABEL.get(label.lower(), label.lower())
        if not label or not value or topic in ("bio", "instructions"):
            loose.extend(sentences(value))
        else:
            split = topic in TOPICS and not TOPICS[topic].prose
            facts[topic] = (*facts.get(topic, ()), *_values(value, split=split))
            labels.setdefault(topic, label)
    _name_and_role(facts, prompt)
    name = next(iter(facts.get("name", ())), "")
    return Persona(
        facts=facts,
        labels=labels,
        prose=tuple(
            sentence(to_first_person(text, name)) for text in loose if is_fact(text)
        ),
        rules=tuple(rule for text in loose if (rule := _rule(text))),
        text=prompt.lower(),
    )


def _pairs(prompt: str) -> Iterator[tuple[str, str]]:
    """Label and value of each line; no label for prose; list items as values."""
    open_label = ""
    for raw in prompt.splitlines():
        for line in _INLINE.split(raw):
            if line.strip() and not re.search(r"\w", line):
                continue
            found = _LABEL.match(line)
            bullet = _BULLET.match(line)
            if found and _is_label(found["label"]):
                open_label = found["label"].replace("_", " ").strip()
                value = found["value"].strip().rstrip(",")
                if value.strip("[{"):
                    yield open_label, value
                    open_label = ""
            elif open_label and (bullet or line.strip(' ",[]{}')):
                item = bullet["item"] if bullet else line
                yield open_label, item.strip(' ",[]{}')
                if not bullet and '"' not in line:
                    open_label = ""
            else:
                open_label = open_label if line.strip() else ""
                yield "", bullet["item"] if bullet else line.strip()


def _flattened(prompt: str) -> str:
    """The prompt with a JSON object in it written out as labelled lines."""
    begin, end = prompt.find("{"), prompt.rfind("}")
    if begin < 0 or end < begin:
        return prompt
    try:
        found = json.loads(prompt[begin : end + 1])
    except ValueError:
        return prompt
    lines = "\n".join(_lines(found))
    return f"{prompt[:begin]}\n{lines}\n{prompt[end + 1 :]}"


def _lines(found: Any) -> Iterator[str]:
    for label, value in found.items() if isinstance(found, dict) else ():
        spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
        if isinstance(value, dict):
            yield from _lines(value)
        elif isinstance(value, list):
            yield f"{spelled}: {'; '.join(str(item) for item in value)}"
        elif value:
            yield f"{spelled}: {value}"


def _is_label(label: str) -> bool:
    words = label.lower().replace("_", " ").split()
    known = " ".join(words) in BY_LABEL
    return known or (len(words) <= 3 and words[0] not in _NO_LABEL)


def _values(value: str, *, split: bool) -> tuple[str, ...]:
    value = value.strip().strip("[]")
    if not split:
        return (_clean(value),)
    parts = re.split(r";|\s\|\s", value)
    if len(parts) == 1:
        parts = re.split(r",(?![^(]*\))", value)
    cleaned = (re.sub(r"^and ", "", _clean(part)) for part in parts)
    return tuple(part for part in cleaned if part)


def _clean(value: str) -> str:
    value = re.sub(r"[*_`#]+", "", value).strip(" \"',")
    return value[:-1] if value.endswith(".") and value.count(".") == 1 else value


def _name_and_role(facts: dict[str, tuple[str, ...]], prompt: str) -> None:
    named = _NAMED.search(prompt) or _INTRODUCED.match(prompt.strip())
    if "name" not in facts and named:
        facts["name"] = (named["name"].strip(),)
    if "title" not in facts and (role := _ROLE.search(prompt)):
        text = re.split(r"\s(?:who|that|named|called)\s", role["role"])[0]
        facts["title"] = (text.strip(),)


def _rule(text: str) -> Rule | None:
    found = _RULE.match(text.strip())
    if found is None:
        return None
    about = frozenset(content(found["about"]))
    answer = sentence(found["answer"].strip("\"' "))
    return Rule(about=about, answer=answer) if about else None
