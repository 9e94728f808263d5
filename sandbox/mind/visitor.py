"""What a system prompt tells of the visitor: lines such as `Visitor name: "Emma"`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from sandbox.mind.words import normalise

_LINE = re.compile(r"^[ \t\-*]*Visitor (?P<label>\w+)\s*:[ \t]*(?P<value>.+)$", re.M)


def read_visitor(prompt: str) -> tuple[str, Mapping[str, str]]:
    """The prompt without those lines, and their values by label, `child name`."""
    given = {
        found["label"].replace("_", " ").lower(): _plain(found["value"].strip())
        for found in _LINE.finditer(prompt)
    }
    rest = _LINE.sub("", prompt) if given else prompt
    return rest, {label: value for label, value in given.items() if value}


def given_name(given: Mapping[str, str]) -> str:
    """The visitor's name among the values, or nothing."""
    named = [label for label in given if label.split()[-1] == "name"]
    named.sort(key=lambda label: (label != "name", "child" not in label))
    return given[named[0]] if named else ""


def asked_for(text: str, given: Mapping[str, str]) -> str:
    """The label of the value that a question is after: `my favourite colour`."""
    plain = normalise(text)
    for label in given:
        if re.search(rf"\b(?:my|the|our) {re.escape(normalise(label))}\b", plain):
            return label
    return ""


def _plain(value: str) -> str:
    try:
        found = json.loads(value)
    except ValueError:
        return value.strip("\"'")
    return found if isinstance(found, str) else value
