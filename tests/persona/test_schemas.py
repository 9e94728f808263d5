"""What the routes accept and how they name what they refuse."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from marshmallow import ValidationError

from persona.answers import BarePersonaSchema, PersonaSchema
from persona.model import Persona, overwrite
from persona.records import PersonaRecordSchema
from persona.schemas import (
    NewPersonaSchema,
    PersonaConfigSchema,
    PersonaDetailsSchema,
    PersonaPatchSchema,
)
from tests.persona.examples import CONTRACT, personas


def problems(schema, body):
    with pytest.raises(ValidationError) as refused:
        schema().load(body)
    return refused.value.messages


@given(persona=personas())
def test_what_a_get_gives_can_be_put_back(persona):
    wire = json.loads(json.dumps(PersonaSchema().dump(persona)))
    loaded = overwrite(Persona(), NewPersonaSchema().load(wire))
    assert replace(loaded, id=persona.id, active=persona.active) == persona


@given(persona=personas())
def test_a_record_of_the_file_is_read_as_it_was_written(persona):
    wire = json.loads(json.dumps(PersonaRecordSchema().dump(persona)))
    loaded = PersonaRecordSchema().load(wire)
    assert replace(loaded, active=persona.active) == persona
    assert {"name", "greeting", "voice_id"} < wire.keys()
    assert "active" not in wire


def test_the_bare_persona_has_the_contracts_fields_and_no_others():
    persona = overwrite(Persona(id="a", active=True), NewPersonaSchema().load(CONTRACT))
    assert BarePersonaSchema().dump(persona) == CONTRACT


def test_optional_fields_show_only_when_set():
    persona = Persona(name="Ada", greeting="Hi!")
    shown = BarePersonaSchema().dump(persona)
    assert shown["greeting"] == "Hi!"
    assert shown.keys() - CONTRACT.keys() == {"greeting"}


@pytest.mark.parametrize(
    "schema", [NewPersonaSchema, PersonaPatchSchema, PersonaConfigSchema]
)
def test_every_violation_is_named_at_once(schema):
    assert problems(
        schema,
        {
            "name": " ",
            "title": None,
            "education": {"year": 2},
            "technical": {"webStack": "Flask"},
            "personality": [],
            "traits": ["kind", 7, None, " "],
            "language": "English!",
            "voice_id": "two words",
        },
    ) == {
        "name": ["May not be blank."],
        "title": ["Field may not be null."],
        "education": {"year": ["Not a valid string."]},
        "technical": {"webStack": ["Not a valid list."]},
        "personality": {"_schema": ["Invalid input type."]},
        "traits": {
            1: ["Not a valid string."],
            2: ["Field may not be null."],
            3: ["May not be blank."],
        },
        "language": ["Must be a language tag such as en or pt-BR."],
        "voice_id": ["May hold letters, digits and . _ - : @ + only."],
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "x" * 2001}, "title"),
        ({"traits": ["x"] * 101}, "traits"),
        ({"traits": ["x" * 2001]}, "traits"),
        ({"avatar_name": "x" * 129}, "avatar_name"),
        ({"greeting": "\x00"}, "greeting"),
        ({"greeting": "\ud800"}, "greeting"),
    ],
)
def test_what_is_too_long_or_not_text_is_refused(body, field):
    assert [*problems(PersonaPatchSchema, body)] == [field]


@pytest.mark.parametrize(
    "body",
    [
        {"title": "x" * 2000, "traits": ("x",) * 100},
        {"avatar_name": "Ann_Therapist_public", "voice_id": "1bd001e7e50f421d"},
        {"avatar_name": "", "voice_id": "", "language": ""},
        {"language": "zh-Hans-CN"},
    ],
)
def test_what_is_at_the_limit_or_ordinary_is_taken(body):
    assert PersonaPatchSchema().load(json.loads(json.dumps(body))) == body


def test_blanks_around_texts_are_trimmed():
    loaded = PersonaPatchSchema().load({"name": " Ada ", "traits": [" kind\n"]})
    assert loaded == {"name": "Ada", "traits": ("kind",)}


def test_a_new_persona_needs_a_name():
    assert problems(NewPersonaSchema, {}) == {
        "name": ["Missing data for required field."]
    }


@pytest.mark.parametrize("schema", [NewPersonaSchema, PersonaPatchSchema])
def test_new_routes_refuse_what_they_do_not_know(schema):
    body = {"name": "Ada", "mood": "fine", "education": {"grade": "A"}}
    assert problems(schema, body) == {
        "mood": ["Unknown field."],
        "education": {"grade": ["Unknown field."]},
    }


def test_details_apply_three_fields_and_name_the_rest():
    asked = PersonaDetailsSchema().load(
        {
            "name": "Ada",
            "education": {"year": "3rd", "grade": "A"},
            "traits": 7,
            "mood": None,
        }
    )
    assert asked.changes == {"name": "Ada", "education": {"year": "3rd"}}
    assert asked.ignored == ("education.grade", "traits", "mood")


def test_the_whole_configuration_leaves_nothing_of_the_contract_out():
    asked = PersonaConfigSchema().load(CONTRACT | {"webstack": []})
    assert asked.changes.keys() == CONTRACT.keys()
    assert asked.ignored == ("webstack",)
