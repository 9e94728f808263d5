"""Filling a persona's variables, and reading its texts with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import InvalidInput
from persona.model import Persona, Variable
from persona.variables import filled, known, rendered, value_problems

SANTA = Persona(
    name="Santa",
    variables=(
        Variable(name="child_name", required=True, limit=20),
        Variable(name="occasion", default="Christmas"),
        Variable(name="wish"),
    ),
)


def problems(**given_values):
    with pytest.raises(InvalidInput) as refused:
        filled(SANTA, given_values)
    return refused.value


def test_what_is_given_is_taken_and_the_rest_is_the_default():
    values = filled(SANTA, {"child_name": "Ann"})
    assert values == {"child_name": "Ann", "occasion": "Christmas", "wish": ""}
    assert [*values] == ["child_name", "occasion", "wish"]


def test_a_persona_without_variables_is_filled_with_nothing():
    assert filled(Persona(name="Ada"), {}) == {}


@pytest.mark.parametrize(
    ("given_text", "value"),
    [
        ("  Ann \t Marie\r\n\u2028 ", "Ann Marie"),
        ("Zoë O'Neill-Łuk", "Zoë O'Neill-Łuk"),
        ("\ufeffA\u200bn\u00adn", "Ann"),
        ("\u0645\u06cc\u200c\u0631", "\u0645\u06cc\u200c\u0631"),
        ("{{wish}}", "{{wish}}"),
        ("x" * 20 + "  ", "x" * 20),
    ],
)
def test_a_value_is_put_on_one_line_and_otherwise_kept(given_text, value):
    assert filled(SANTA, {"child_name": given_text})["child_name"] == value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "May not be blank."),
        (" \n\u200b ", "May not be blank."),
        ("x" * 21, "Longer than 20 characters."),
        (None, "Not a valid string."),
        (7, "Not a valid string."),
        (["Ann"], "Not a valid string."),
        ("A\x00nn", "Holds control or hidden characters."),
        ("A\x1b[31mnn", "Holds control or hidden characters."),
        ("A\x7fnn", "Holds control or hidden characters."),
        ("A\ud800nn", "Holds control or hidden characters."),
        ("Ann\u202e", "Holds control or hidden characters."),
        ("Ann\U000e0041\U000e0042", "Holds control or hidden characters."),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(value, reason):
    assert problems(child_name=value).fields == {"variables.child_name": [reason]}


def test_every_violation_is_named_at_once():
    error = problems(wish="x\x07" * 200, occasion=" ", mood="sad", age="7")
    assert error.fields == {
        "variables.child_name": ["Missing data for required field."],
        "variables.occasion": ["May not be blank."],
        "variables.wish": [
            "Longer than 200 characters.",
            "Holds control or hidden characters.",
        ],
        "variables.mood": ["The persona has no such variable."],
        "variables.age": ["The persona has no such variable."],
    }
    assert error.message == (
        "The request has a problem in 'variables.child_name':"
        " Missing data for required field. (and 4 more)"
    )


@given(text=st.text())
def test_whatever_is_accepted_is_one_line_that_is_accepted_again(text):
    persona = Persona(variables=(Variable(name="wish", limit=2000),))
    if value_problems(text, 2000):
        with pytest.raises(InvalidInput):
            filled(persona, {"wish": text})
    else:
        values = filled(persona, {"wish": text})
        assert len(values["wish"].splitlines()) == 1
        assert filled(persona, values) == values


def test_values_of_yesterday_fit_the_persona_of_today():
    values = {"child_name": "Ann", "gone": "x", "occasion": "a\nbirthday"}
    assert known(SANTA, values) == {
        "child_name": "Ann",
        "occasion": "a birthday",
        "wish": "",
    }


@pytest.mark.parametrize(
    ("template", "reads"),
    [
        ("Hello {{name}}, hello {{ name }}!", "Hello Ann, hello Ann!"),
        ("{{name}}{{other}}", "Ann{{name}}"),
        ("Nothing to fill { in }.", "Nothing to fill { in }."),
        ("", ""),
        ("Two\n\nparagraphs  of {{name}}.", "Two\n\nparagraphs  of Ann."),
    ],
)
def test_a_value_stands_where_its_placeholder_stood(template, reads):
    values = {"name": "Ann", "other": "{{name}}"}
    assert rendered(template, values) == reads


@pytest.mark.parametrize(
    ("template", "reads"),
    [
        ("Ho ho ho! Welcome, {{none}}! Sit down.", "Ho ho ho! Sit down."),
        ("{{none}}, welcome! Sit down.", "Sit down."),
        ("Sit down. {{none}} is here. Good.", "Sit down. Good."),
        ("Sit down, {{name}}. Happy {{none}}!", "Sit down, Ann."),
        ("{{name}} and {{none}} are here. Good.", "Good."),
        ("I am Dr. Know, {{none}}. Sit down.", "Sit down."),
        ("Ask Mr. {{none}} for 3.5 cookies. Sit down.", "Sit down."),
        ("Wishes:\n- {{none}}\n- peace", "Wishes:\n- peace"),
        ("One.\nTwo {{none}}.\nThree.", "One.\nThree."),
        ("{{none}}さん、ようこそ。座ってください。", "座ってください。"),
        ("Welcome, {{none}}", ""),
        ("{{none}}", ""),
    ],
)
def test_a_sentence_that_waits_in_vain_is_left_out(template, reads):
    assert rendered(template, {"name": "Ann", "none": ""}) == reads
    assert rendered(template, {"name": "Ann"}) == reads


@given(value=st.text(min_size=1))
def test_a_value_never_decides_how_the_template_is_read(value):
    template = "One {{a}}. Two {{b}}. Three {{none}}! {{a}}?"
    values = {"a": value, "b": "{{a}}", "none": ""}
    assert rendered(template, values) == f"One {value}. Two {{{{a}}}}. {value}?"
