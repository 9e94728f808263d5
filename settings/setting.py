"""How one setting is declared, checked and read; its neighbours say which there are.

Standard library only.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from errors import NotConfigured

T = TypeVar("T")


@dataclass(frozen=True)
class Rule:
    """What a setting must be, in words and as a check of its value."""

    words: str
    holds: Callable[[Any], bool]


def between(low: float, high: float) -> Rule:
    """A number of this span, both ends included."""
    return Rule(f"from {low:g} to {high:g}", lambda value: low <= value <= high)


def among(*choices: str) -> Rule:
    """One of these words, however its letters are cased."""
    words = {choice.lower() for choice in choices}
    return Rule(f"one of {', '.join(choices)}", lambda v: v.lower() in words)


def is_uuid(text: str) -> bool:
    """Whether it is a UUID written with dashes."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


ANYTHING = Rule("anything", lambda _: True)
PORT = between(0, 65535)
WAIT_S = between(0.001, 3600)
AMOUNT = between(0, 1_000_000_000)
ADDRESS = Rule(
    "an address that begins with http:// or https://",
    lambda value: value.startswith(("http://", "https://")),
)
SERVER = Rule(
    "an address that begins with wss://, ws://, https:// or http://",
    lambda value: value.startswith(("wss://", "ws://", "https://", "http://")),
)
KEY = Rule(
    "letters, digits and marks of plain ASCII",
    lambda value: value.isascii() and value.isprintable(),
)
UUID = Rule("a UUID", is_uuid)
KEYS = Rule(KEY.words, lambda values: all(map(KEY.holds, values)))


def setting(
    env: str,
    default: T,
    doc: str,
    *,
    secret: bool = False,
    must_be: Rule = ANYTHING,
) -> T:
    """Declare one setting.

    Args:
        env: The environment variable that sets it.
        default: Its value when the variable is absent or blank.
        doc: What it does, with its unit; docs/reference.md says more.
        secret: Kept out of `repr` and messages, so that it cannot reach a log.
        must_be: What else is asked of it.
    """
    metadata = {"env": env, "doc": doc, "secret": secret, "must_be": must_be}
    return field(default=default, metadata=metadata, repr=not secret)


def _list(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _yes(raw: str) -> bool:
    try:
        return _TRUTH[raw.lower()]
    except KeyError:
        raise ValueError(raw) from None


_TRUTH = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
_PARSERS: Mapping[type, Callable[[str], object]] = {
    str: str,
    bool: _yes,
    int: int,
    float: float,
    tuple: _list,
}
_KINDS: Mapping[type, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


def parse(raw: str, kind: type, metadata: Mapping[str, Any]) -> object:
    """Read `raw` as the setting that `metadata` declares.

    Raises:
        NotConfigured: It cannot be read as a `kind`, or breaks the setting's rule.
    """
    parser = Path if issubclass(kind, Path) else _PARSERS[kind]
    rule: Rule = metadata["must_be"]
    try:
        value = parser(raw)
    except ValueError:
        raise _refusal(raw, _KINDS[kind], metadata) from None
    if not rule.holds(value):
        raise _refusal(raw, rule.words, metadata)
    return value


def _refusal(raw: str, words: str, metadata: Mapping[str, Any]) -> NotConfigured:
    but = "" if metadata["secret"] else f", not {raw!r}"
    return NotConfigured(f"{metadata['env']} must be {words}{but}.")
