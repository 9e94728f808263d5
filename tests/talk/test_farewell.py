"""The closing line of a session."""

import pytest

from chat.service import ChatService
from persona.model import Persona, Policy, Variable
from sessions.model import Session, State
from talk.farewell import Farewells
from tests.cores import NOON
from tests.fakes import FakeModel, FakePersonas

ADA = Persona(
    id="ada",
    name="Ada",
    goodbye="Take care, {{you}}! See you.",
    policy=Policy(words=("care bear",)),
    variables=(Variable(name="you"),),
)


@pytest.fixture
def farewells():
    personas = FakePersonas(ADA, Persona(id="mute", name="Mute"))
    return Farewells(personas, ChatService(model=FakeModel("")))


def of(persona_id, **variables):
    return Session(
        id="s",
        state=State.LIVE,
        cloud="fake",
        persona_id=persona_id,
        created_at=NOON,
        variables=variables,
    )


def test_the_persona_says_its_goodbye_with_the_values_of_the_session(farewells):
    assert farewells.line(of("ada", you="Bo")) == "Take care, Bo! See you."


def test_what_was_never_filled_in_is_not_said(farewells):
    assert farewells.line(of("ada")) == "See you."


def test_what_the_persona_must_not_say_is_not_said_at_the_end_either(farewells):
    assert farewells.line(of("ada", you="bear")) == "See you."


def test_a_persona_without_a_goodbye_or_without_a_record_says_none(farewells):
    assert farewells.line(of("mute")) == ""
    assert farewells.line(of("gone")) == ""
