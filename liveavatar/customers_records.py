"""What a file of customers holds, record by record, each with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from liveavatar.customers import Customer, as_uuid, host_of, id_of_digest
from web.schemas import StrictSchema, Text

NAME_LIMIT = 200
DAY_S = 24 * 3600
_BETWEEN = re.compile(r"[\s,]*")

Record = dict[str, Any]


class Misfit(ValueError):
    """A file that cannot be used.

    Attributes:
        line: Where, counted from 1.
        why: What is wrong there.
    """

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


class LiveavatarId(fields.String):
    """A UUID of LiveAvatar, or nothing."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs).strip()
        if text and not as_uuid(text):
            raise ValidationError("Must be a UUID of LiveAvatar.")
        return as_uuid(text)


class Host(fields.String):
    """A host, also out of an origin."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        host = host_of(super()._deserialize(value, *args, **kwargs))
        if not host:
            raise ValidationError("Must be a host, such as example.com.")
        return host


class RecordSchema(StrictSchema):
    """One customer, every member spelt out for a person to edit."""

    name = Text(required=True, blank=False, limit=NAME_LIMIT)
    key_sha256 = fields.String(
        required=True,
        validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="Must be 64 hex digits."),
    )
    avatar_id = LiveavatarId(load_default="")
    voice_id = LiveavatarId(load_default="")
    context_id = LiveavatarId(load_default="")
    intro = Text(load_default="")
    origins = fields.List(Host(), load_default=list)
    sessions = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(min=1)
    )
    session_s = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(min=1, max=DAY_S),
    )


_schema = RecordSchema()


def checked(entry: Any) -> Record:
    """A record with every member there.

    Raises:
        ValidationError: It is none.
    """
    record: Record = _schema.load(entry)
    return record


def parse(text: str) -> list[Record]:
    """The records of a file.

    Raises:
        Misfit: It is not a list of records, or has a key twice.
    """
    found: list[Record] = []
    taken: set[str] = set()
    for line, entry in _entries(text):
        try:
            record = checked(entry)
        except ValidationError as error:
            raise Misfit(line, ": ".join(first_problem(error.messages))) from None
        if record["key_sha256"] in taken:
            raise Misfit(line, "key_sha256: Is there twice")
        taken.add(record["key_sha256"])
        found.append(record)
    return found


def written(records: Iterable[Record]) -> str:
    """The text of a file with these records."""
    rows = [_schema.dump(record) for record in records]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def customer_of(record: Record) -> Customer:
    """What the rest of the app works with."""
    apart = {"name", "key_sha256", "origins"}
    rest = {name: value for name, value in record.items() if name not in apart}
    known_as = id_of_digest(record["key_sha256"])
    return Customer(id=known_as, origins=tuple(record["origins"]), **rest)


def first_problem(messages: Any) -> tuple[str, str]:
    """The dotted name of a member that does not fit, and why."""
    place = ""
    while isinstance(messages, Mapping):
        name, messages = next(iter(messages.items()))
        place = place if name == "_schema" else f"{place}.{name}".lstrip(".")
    return place or "customer", str(messages[0]).rstrip(".")


def _entries(text: str) -> Iterator[tuple[int, Any]]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise Misfit(error.lineno, error.msg) from None
    except RecursionError:
        raise Misfit(1, "Is nested too deeply") from None
    if not isinstance(whole, list):
        raise Misfit(1, "Must be a list of customers")
    # Once more, entry by entry: the first reading does not tell where each begins.
    decoder, at = json.JSONDecoder(object_pairs_hook=_object), text.index("[") + 1
    for _ in whole:
        gap = _BETWEEN.match(text, at)
        at = gap.end() if gap else at
        line = text.count("\n", 0, at) + 1
        try:
            entry, at = decoder.raw_decode(text, at)
        except KeyError as error:
            raise Misfit(line, f"{error.args[0]}: Is there twice") from None
        yield line, entry


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise KeyError(name)
        made[name] = value
    return made
