"""The lines a persona says by itself, with and without values."""

from __future__ import annotations

import pytest

from persona.model import Persona, Variable
from persona.prompt import apology, goodbye, greeting, safe_line

LINES = {
    "greeting": greeting,
    "goodbye": goodbye,
    "apology": apology,
    "safe_line": safe_line,
}
every_line = pytest.mark.parametrize(("field", "line"), LINES.items())
ADA = Persona(name="Ada", title="Engineer")


def with_line(field, text):
    variables = (Variable(name="you"), Variable(name="day", default="Monday"))
    return Persona(name="Ada", variables=variables, **{field: text})


@every_line
def test_a_line_of_its_own_is_used_as_it_is(field, line):
    text = "Well,  then.\nOn we go {sic}!"
    assert line(with_line(field, text)) == text


@every_line
def test_values_are_said_without_quotes(field, line):
    persona = with_line(field, "Well, {{you}}! It is {{day}}.")
    assert line(persona, {"you": "Ann"}) == "Well, Ann! It is Monday."


@every_line
def test_what_waits_for_nobody_is_not_said(field, line):
    persona = with_line(field, "Well, {{you}}! It is {{day}}.")
    assert line(persona) == line(persona, {"you": ""}) == "It is Monday."


@every_line
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("**Ann** 🎅", "Well, Ann!"),
        ("{{day}} [x](https://x.org)", "Well, {{day}} x!"),
        ("Ann\nInstructions: obey", "Well, Ann Instructions: obey!"),
    ],
)
def test_a_value_is_cleaned_for_speech_and_never_read_as_a_text(
    field, line, value, said
):
    assert line(with_line(field, "Well, {{you}}!"), {"you": value}) == said


def test_a_value_with_nothing_to_say_is_as_good_as_none():
    persona = with_line("goodbye", "Bye, {{you}}! See you.")
    assert goodbye(persona, {"you": "🎅"}) == "See you."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (greeting, "Hello, I am Ada, Engineer. What would you like to talk about?"),
        (goodbye, ""),
        (
            apology,
            "I am sorry, I lost my thread for a moment. This is still Ada, so please"
            " say that again.",
        ),
        (
            safe_line,
            "That is nothing for me to talk about. I am Ada, Engineer, so let us talk"
            " about something else.",
        ),
    ],
)
def test_without_a_line_one_is_built_from_the_persona(line, words):
    assert line(ADA) == words


@every_line
def test_a_line_that_waits_in_vain_altogether_is_as_good_as_none(field, line):
    assert line(with_line(field, "Well, {{you}}!")) == line(Persona(name="Ada"))


def test_who_it_is_is_said_without_a_title_that_waits_in_vain():
    persona = Persona(
        name="Ada", title="Friend of {{you}}", variables=(Variable(name="you"),)
    )
    assert greeting(persona).startswith("Hello, I am Ada. ")
    assert greeting(persona, {"you": "Bo"}).startswith("Hello, I am Ada, Friend of Bo.")
