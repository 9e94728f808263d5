"""The persona file's tables as values: read whole and checked, written one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware

from errors import NotFound
from persona.aspects import Aspects
from persona.model import Persona, overwrite
from persona.placeholders import undeclared
from persona.problems import refused
from persona.storage import AtomicJson
from web.schemas import StrictSchema, Text

PERSONAS, SETTINGS = "personas", "settings"


class Identified:
    """The id alone, so that it is the first line of a record."""

    id = fields.String(
        required=True,
        validate=validate.Regexp(
            r"[a-z0-9]+(-[a-z0-9]+)*\Z", error="Must be like santa-claus."
        ),
    )


class PersonaRecordSchema(Aspects, Identified, StrictSchema):
    """One persona in the store's file, every field spelt out for a person to edit."""

    name = Text(blank=False, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Persona:
        """Make the value the rest of the app works with."""
        return overwrite(Persona(), data)


_record = PersonaRecordSchema()


@dataclass(frozen=True)
class Snapshot:
    """Everything in the file at one moment; personas by id, in the file's order."""

    personas: Mapping[str, Persona]
    active_id: str

    def find(self, persona_id: str | None) -> Persona:
        """Look up an id, or for None the active persona; NotFound if there is none."""
        try:
            return self.personas[self.active_id if persona_id is None else persona_id]
        except KeyError:
            raise NotFound(
                "There is no such persona.", detail=f"No persona has id {persona_id!r}."
            ) from None


class Records:
    """One reading of the file, and the writes that follow from it.

    A write raises InvalidInput for a persona whose texts wait for a variable that it
    does not declare.

    Attributes:
        before: What was read.
    """

    def __init__(self, file: AtomicJson) -> None:
        # One read serves both tables, and all writes land as one when it is closed.
        once = CachingMiddleware(lambda: file)  # type: ignore[no-untyped-call]  # untyped
        self._db = TinyDB(storage=once)
        self._personas = self._db.table(PERSONAS)
        self._settings = self._db.table(SETTINGS)
        self.before = self._check(file)

    def insert(self, persona: Persona) -> None:
        """Append a persona."""
        self._personas.insert(_to_record(persona))

    def update(self, persona: Persona) -> None:
        """Put this value in the place of the one with its id."""
        self._personas.update(_to_record(persona), where("id") == persona.id)

    def remove(self, persona_id: str) -> None:
        """Take a persona out."""
        self._personas.remove(where("id") == persona_id)

    def activate(self, persona_id: str) -> None:
        """Note which persona is the active one."""
        self._settings.update({"active": persona_id})

    def commit(self) -> None:
        """Write the file, if anything was changed."""
        self._db.close()

    def _check(self, file: AtomicJson) -> Snapshot:
        personas: dict[str, Persona] = {}
        for document in self._personas:
            place = f"{PERSONAS}.{document.doc_id}"
            try:
                persona: Persona = _record.load(document)
            except ValidationError as error:
                file.refuse(*_first_problem(place, error.messages))
            for path, reasons in undeclared(document).items():
                file.refuse(f"{place}.{path}", reasons[0])
            if persona.id in personas:
                file.refuse(f"{place}.id", f"{persona.id} is there twice.")
            personas[persona.id] = persona
        active_id = next((one.get("active") for one in self._settings), None)
        if not isinstance(active_id, str) or active_id not in personas:
            file.refuse(f"{SETTINGS}.1.active", "must be the id of a persona.")
        personas[active_id] = replace(personas[active_id], active=True)
        return Snapshot(personas, active_id)


def _to_record(persona: Persona) -> Mapping[str, Any]:
    record: Mapping[str, Any] = _record.dump(persona)
    if problems := undeclared(record):
        raise refused(problems)
    return record


def _first_problem(place: str, messages: Any) -> tuple[str, str]:
    while isinstance(messages, Mapping):
        key, messages = next(iter(messages.items()))
        place = place if key == "_schema" else f"{place}.{key}"
    return place, messages[0]
