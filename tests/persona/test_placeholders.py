"""Finding what waits for a variable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona.placeholders import malformed, names, undeclared


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hello, {{child_name}}!", ("child_name",)),
        ("{{a}}{{ b2 }}{{a}}", ("a", "b2", "a")),
        ("{single} } }} { {a} {", ()),
        ('{"a": {"b": 1}}', ()),
        ("", ()),
    ],
)
def test_names_are_found_in_their_order(text, found):
    assert names(text) == found
    assert not malformed(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{",
        "Hello, {{ you",
        "{{}}",
        "{{ }}",
        "{{Name}}",
        "{{2nd}}",
        "{{child name}}",
        "{{a.b}}",
        "{{a}",
        "{{{a}}}",
        "{{a|upper}}",
        "{{\n a}}",
        "{{" + "x" * 41 + "}}",
        "{{a}} and {{",
    ],
)
def test_two_braces_that_open_nothing_are_told(text):
    assert malformed(text)


def test_the_longest_name_is_a_name():
    assert names("{{" + "x" * 40 + "}}") == ("x" * 40,)


@given(text=st.text("{}a _"))
def test_two_opening_braces_are_a_placeholder_or_malformed(text):
    assert ("{{" in text) == bool(names(text) or malformed(text))


def test_every_field_that_waits_in_vain_is_named_once_for_each_variable():
    record = {
        "title": "{{a}} and {{b}}",
        "technical": {"webStack": ["x", "{{c}}, {{c}}"]},
        "greeting": "{{ declared }}",
        "policy": {"words": ["{{d}}"]},
        "variables": [{"name": "declared", "description": "{{e}}"}],
        "active": False,
    }
    assert undeclared(record) == {
        "title": [
            "{{a}} is not one of the variables.",
            "{{b}} is not one of the variables.",
        ],
        "technical.webStack.1": ["{{c}} is not one of the variables."],
    }


def test_a_persona_without_variables_declares_none():
    assert undeclared({"greeting": "Hi {{a}}"}) == {
        "greeting": ["{{a}} is not one of the variables."]
    }
