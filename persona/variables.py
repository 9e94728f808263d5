"""What fills a persona's placeholders, and how a text reads once it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from persona.model import Persona
from persona.placeholders import MARK, names
from persona.problems import refused
from text.sentences import boundaries

Values = Mapping[str, str]
"""Texts by the name of their variable; an empty one fills nothing in."""

NO_VALUES: Values = MappingProxyType({})

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_JOINERS_AND_DIRECTIONS = "\u061c\u200c\u200d\u200e\u200f"


def filled(persona: Persona, given: Mapping[str, object]) -> Values:
    """Check what a caller gives for a persona's variables, and put it in order.

    Args:
        persona: Who declares them.
        given: By name, as it came in. One that is left out gets its default.

    Returns:
        A text of one line for every variable the persona declares, in its order.

    Raises:
        InvalidInput: With every violation under `variables.<name>`.
    """
    values: dict[str, str] = {}
    problems: dict[str, list[str]] = {}
    for variable in persona.variables:
        text = given.get(variable.name, variable.default)
        values[variable.name] = cleaned(text) if isinstance(text, str) else ""
        if variable.name in given:
            found = value_problems(text, variable.limit)
        else:
            found = ["Missing data for required field."] if variable.required else []
        problems |= {f"variables.{variable.name}": found} if found else {}
    for name in given:
        if name not in values:
            problems[f"variables.{name}"] = ["The persona has no such variable."]
    if problems:
        raise refused(problems)
    return values


def known(persona: Persona, values: Values) -> Values:
    """The value of every variable the persona declares, now and not at the filling.

    What it does not declare is left out, what is not among the values gets its
    default, and each is on one line.
    """
    return {
        variable.name: cleaned(values.get(variable.name, variable.default))
        for variable in persona.variables
    }


def cleaned(text: str) -> str:
    """The text on one line, without what nobody sees."""
    return " ".join(_UNSEEN.sub("", text).split())


def value_problems(value: object, limit: int) -> list[str]:
    """Why a value cannot be used, in sentences; none when it can.

    Refused are controls and hidden characters: they have no sound, and what a model
    reads in them nobody else sees.
    """
    if not isinstance(value, str):
        return ["Not a valid string."]
    text = cleaned(value)
    problems = []
    if not text:
        problems.append("May not be blank.")
    if len(text) > limit:
        problems.append(f"Longer than {limit} characters.")
    if any(map(_is_hidden, text)):
        problems.append("Holds control or hidden characters.")
    return problems


def rendered(template: str, values: Values) -> str:
    """Put values into a template; a sentence that waits in vain is left out.

    A sentence ends where a speaker would end it, or with its line. A value is put in
    as it is: no `{{...}}` inside one is ever looked at.
    """
    if not all(values.get(name) for name in names(template)):
        kept = (
            sentence
            for sentence in _sentences(template)
            if all(values.get(name) for name in names(sentence))
        )
        template = "".join(kept).strip()
    return MARK.sub(lambda found: values.get(found["name"], found[0]), template)


def _sentences(template: str) -> Iterator[str]:
    """The template cut at the ends of its sentences; joined, they are the template."""
    # To the ear a placeholder is a name, whatever its braces are to the splitter.
    masked = MARK.sub(lambda found: "X" + "x" * (len(found[0]) - 1), template)
    start = line_start = 0
    for line in masked.splitlines(keepends=True):
        for end in boundaries(line):
            yield template[start : line_start + end]
            start = line_start + end
        line_start += len(line)
    yield template[start:]


def _is_hidden(char: str) -> bool:
    category = unicodedata.category(char)
    return category in ("Cc", "Cs") or (
        category == "Cf" and char not in _JOINERS_AND_DIRECTIONS
    )
