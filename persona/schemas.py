"""What the persona routes accept; answers.py has what they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import (
    EXCLUDE,
    RAISE,
    Schema,
    fields,
    post_load,
    pre_load,
    validate,
)

from web.schemas import LenientSchema, StrictSchema, Text

LIST_LIMIT = 100
ID_LIMIT = 128
READ_ONLY = ("id", "active")


def _text(description: str, **options: Any) -> Text:
    return Text(metadata={"description": description}, **options)


class Texts(fields.List[str]):
    """A bounded list of texts, loaded as a tuple: the model's values cannot change."""

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(
            Text(blank=False),
            validate=validate.Length(max=LIST_LIMIT),
            metadata={"description": description},
            **options,
        )

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(*args, **kwargs))


def _coded(description: str, pattern: str, error: str) -> Text:
    """A text with an alphabet: ids of a cloud and language tags; empty unsets it."""
    coded = _text(description, limit=ID_LIMIT)
    coded.validators.append(validate.Regexp(rf"({pattern})?\Z", re.ASCII, error=error))
    return coded


class EducationSchema(LenientSchema):
    """What the persona studied."""

    degree = _text("Educational degree.")
    year = _text("Year of study.")
    institution = _text("Educational institution.")


class TechnicalSchema(LenientSchema):
    """What the persona works with."""

    languages = Texts("Programming languages.")
    web_stack = Texts("Web development stack.", data_key="webStack")
    projects = Texts("Project descriptions.")


class PersonalitySchema(LenientSchema):
    """How the persona talks and what moves it."""

    style = _text("Communication style.")
    interests = Texts("Areas of interest.")
    goals = Texts("Current goals.")


class Aspects:
    """Everything people say about a persona, in the order they read it."""

    name = _text("Persona's name.", blank=False)
    title = _text("What the persona is.")
    education = fields.Nested(EducationSchema, unknown=RAISE)
    technical = fields.Nested(TechnicalSchema, unknown=RAISE)
    personality = fields.Nested(PersonalitySchema, unknown=RAISE)
    traits = Texts("Personality traits.")
    greeting = _text("First words; empty builds them from name and title.")
    goodbye = _text("Last words, when a limit is about to end the session.")
    instructions = _text("Whatever else the model should heed.")
    avatar_name = _coded(
        "The cloud's avatar id.",
        r"[\w.:@+-]+",
        "May hold letters, digits and . _ - : @ + only.",
    )
    voice_id = _coded(
        "The cloud's voice id.",
        r"[\w.:@+-]+",
        "May hold letters, digits and . _ - : @ + only.",
    )
    language = _coded(
        "Language tag of the speech.",
        r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*",
        "Must be a language tag such as en or pt-BR.",
    )


class NewPersonaSchema(Aspects, StrictSchema):
    """A whole persona: what is absent is empty.

    `id` and `active` are read-only. They may be sent and change nothing, so that what
    a GET gave can be edited and sent back.
    """

    name = _text("Persona's name.", blank=False, required=True)

    @pre_load
    def drop_read_only(self, data: Any, **_: Any) -> Any:
        """Let a GET's answer be sent back as it came."""
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if key not in READ_ONLY}


class PersonaPatchSchema(NewPersonaSchema):
    """Some of a persona: what is absent stays, inside nested objects as well."""

    name = _text("Persona's name.", blank=False)


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
        elif isinstance(spec, fields.Nested) and isinstance(value, Mapping):
            yield from _unread(spec.schema, value, f"{path}{key}.")


class _AskedSchema(LenientSchema):
    name = _text("New name.", blank=False)
    title = _text("New title.")
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
