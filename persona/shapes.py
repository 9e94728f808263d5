"""The kinds of field that a persona is made of, as the routes check them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from marshmallow import Schema, ValidationError, fields, validate

from persona.placeholders import malformed
from web.schemas import Text

LIST_LIMIT = 100
ID_LIMIT = 128
Unknown = Literal["exclude", "raise"]
OPENED = "Holds {{ that opens no variable such as {{child_name}}."


def template(description: str, **options: Any) -> Text:
    """A text that may wait for variables."""
    made = Text(metadata={"description": description}, **options)
    return _checked(made, _check_placeholders)


def plain(description: str, **options: Any) -> Text:
    """A text that is the same in every session."""
    made = Text(metadata={"description": description}, **options)
    return _checked(made, _check_plain)


def coded(description: str, pattern: str, error: str) -> Text:
    """A text with an alphabet: ids of a cloud and language tags; empty unsets it."""
    made = Text(metadata={"description": description}, limit=ID_LIMIT)
    return _checked(made, validate.Regexp(rf"({pattern})?\Z", re.ASCII, error=error))


class Texts(fields.List[str]):
    """A bounded list of texts, loaded as a tuple: the model's values cannot change."""

    def __init__(
        self,
        description: str,
        *,
        kind: Text | None = None,
        most: int = LIST_LIMIT,
        data_key: str | None = None,
    ) -> None:
        super().__init__(
            kind or _checked(Text(blank=False), _check_placeholders),
            validate=validate.Length(max=most),
            metadata={"description": description},
            data_key=data_key,
        )

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(*args, **kwargs))


class Named(fields.List[Any]):
    """A bounded list of objects whose names differ, loaded as a tuple.

    Args:
        schema: What one of them looks like; loads into a value of the model.
        most: Most of them.
        unknown: What becomes of keys that the schema lacks.
    """

    def __init__(
        self,
        schema: type[Schema],
        description: str,
        *,
        most: int,
        unknown: Unknown,
    ) -> None:
        super().__init__(
            fields.Nested(schema, unknown=unknown),
            validate=validate.Length(max=most),
            metadata={"description": description},
        )

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        problems: dict[int, Any] = {}
        loaded: Any = ()
        try:
            loaded = super()._deserialize(value, *args, **kwargs)
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            problems = error.messages
        for index in _named_before(value):
            found = problems.setdefault(index, {})
            found.setdefault("name", []).append("Is there twice.")
        if problems:
            raise ValidationError(problems)
        return tuple(loaded)


def _checked(field: Text, check: Callable[[str], Any]) -> Text:
    field.validators.append(check)
    return field


def _named_before(items: Iterable[Any]) -> list[int]:
    """The places of those whose name is that of an earlier one."""
    seen: Counter[str] = Counter()
    again = []
    for index, item in enumerate(items):
        name = item.get("name") if isinstance(item, Mapping) else None
        if isinstance(name, str) and (name := name.strip()):
            again += [index] if seen[name] else []
            seen[name] += 1
    return again


def _check_placeholders(value: str) -> None:
    if malformed(value):
        raise ValidationError(OPENED)


def _check_plain(value: str) -> None:
    if "{{" in value:
        raise ValidationError("May not hold {{: it is the same in every session.")
