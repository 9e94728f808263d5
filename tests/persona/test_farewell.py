"""The closing line of a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from persona.farewell import Farewells
from persona.model import Persona, Variable
from tests.fakes import FakePersonas


@dataclass(frozen=True)
class Call:
    persona_id: str
    variables: Mapping[str, str] = field(default_factory=dict)


ADA = Persona(
    id="ada",
    name="Ada",
    goodbye="Take care, {{you}}! See you.",
    variables=(Variable(name="you"),),
)
farewells = Farewells(FakePersonas(ADA, Persona(id="mute", name="Mute")))


def test_the_persona_says_its_goodbye_with_the_values_of_the_session():
    call = Call("ada", {"you": "Bo"})
    assert farewells.line(call) == "Take care, Bo! See you."


def test_what_was_never_filled_in_is_not_said():
    assert farewells.line(Call("ada")) == "See you."


def test_a_persona_without_a_goodbye_or_without_a_record_says_none():
    assert farewells.line(Call("mute")) == ""
    assert farewells.line(Call("gone")) == ""
