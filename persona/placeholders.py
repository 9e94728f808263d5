"""Where a persona's texts wait for a variable: `{{child_name}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

NAME = r"[a-z][a-z0-9_]{0,39}"
MARK = re.compile(rf"\{{\{{(?: *(?P<name>{NAME}) *\}}\}})?")
"""A placeholder; without a `name`, a `{{` that opens none."""

_NOT_RENDERED = ("policy", "variables")


def names(text: str) -> tuple[str, ...]:
    """The variables that a text waits for, in order."""
    return tuple(found["name"] for found in MARK.finditer(text) if found["name"])


def malformed(text: str) -> bool:
    """Whether a `{{` in the text opens no placeholder."""
    return any(found["name"] is None for found in MARK.finditer(text))


def undeclared(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with the placeholders of a persona, given as JSON.

    Returns:
        The reasons by dotted field name; none for a persona that declares all the
        variables its texts wait for.
    """
    declared = {variable["name"].strip() for variable in record.get("variables", ())}
    problems: dict[str, list[str]] = {}
    for key, value in record.items():
        for path, text in () if key in _NOT_RENDERED else _texts(key, value):
            for name in dict.fromkeys(names(text)):
                if name not in declared:
                    reason = f"{{{{{name}}}}} is not one of the variables."
                    problems.setdefault(path, []).append(reason)
    return problems


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(f"{path}.{key}", inner)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _texts(f"{path}.{index}", inner)
