"""What the persona routes accept; answers.py has what they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, pre_load

from persona.aspects import (
    Aspects,
    EducationSchema,
    PersonalitySchema,
    TechnicalSchema,
)
from persona.conduct import LenientPolicySchema, variables
from persona.shapes import plain, template
from web.schemas import LenientSchema, StrictSchema

READ_ONLY = ("id", "active")


class NewPersonaSchema(Aspects, StrictSchema):
    """A whole persona: what is absent is empty.

    `id` and `active` are read-only. They may be sent and change nothing, so that what
    a GET gave can be edited and sent back.
    """

    name = plain("Persona's name.", blank=False, required=True)

    @pre_load
    def drop_read_only(self, data: Any, **_: Any) -> Any:
        """Let a GET's answer be sent back as it came."""
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if key not in READ_ONLY}


class PersonaPatchSchema(NewPersonaSchema):
    """Some of a persona: what is absent stays, inside nested objects as well."""

    name = plain("Persona's name.", blank=False)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an old client asked for.

    Attributes:
        changes: The fields the route applies.
        ignored: Dotted names of those it does not.
    """

    changes: Mapping[str, Any]
    ignored: tuple[str, ...]


def _unread(schema: Schema, given: Mapping[str, Any], path: str = "") -> Iterator[str]:
    known = {spec.data_key or name: spec for name, spec in schema.fields.items()}
    for key, value in given.items():
        spec = known.get(key)
        if spec is None:
            yield f"{path}{key}"
        elif isinstance(spec, fields.List) and isinstance(value, list):
            for index, item in enumerate(value):
                yield from _unread_inside(spec.inner, item, f"{path}{key}.{index}.")
        else:
            yield from _unread_inside(spec, value, f"{path}{key}.")


def _unread_inside(spec: fields.Field[Any], value: Any, path: str) -> Iterator[str]:
    if isinstance(spec, fields.Nested) and isinstance(value, Mapping):
        yield from _unread(spec.schema, value, path)


class _AskedSchema(LenientSchema):
    name = plain("New name.", blank=False)
    title = template("New title.")
    education = fields.Nested(EducationSchema, unknown=EXCLUDE)

    @post_load(pass_original=True)
    def note_ignored(
        self, data: dict[str, Any], original: Mapping[str, Any], **_: Any
    ) -> Asked:
        """Keep the names of what was left out, so that the answer can say so."""
        return Asked(changes=data, ignored=tuple(_unread(self, original)))


class PersonaDetailsSchema(_AskedSchema):
    """Basic details, any subset; anything else is named in `ignored`."""


class PersonaConfigSchema(Aspects, _AskedSchema):
    """All aspects, any subset: a given key replaces, an absent one stays."""

    education = fields.Nested(EducationSchema, unknown=EXCLUDE)
    technical = fields.Nested(TechnicalSchema, unknown=EXCLUDE)
    personality = fields.Nested(PersonalitySchema, unknown=EXCLUDE)
    policy = fields.Nested(LenientPolicySchema, unknown=EXCLUDE)
    variables = variables(unknown=EXCLUDE)
