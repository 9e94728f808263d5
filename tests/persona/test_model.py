"""Changing a persona, and making its id."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persona.model import Education, Persona, merge, overwrite, slug
from persona.prompt import fold
from tests.persona.examples import changes, personas

ADA = Persona(
    id="ada",
    name="Ada",
    education=Education(degree="BSc", year="2nd", institution="Analytical College"),
)


def test_merge_keeps_what_is_not_given_inside_a_nested_object():
    merged = merge(ADA, {"education": {"year": "3rd"}})
    assert merged.education == Education(
        degree="BSc", year="3rd", institution="Analytical College"
    )


def test_overwrite_empties_what_is_not_given_inside_a_nested_object():
    overwritten = overwrite(ADA, {"education": {"year": "3rd"}})
    assert overwritten.education == Education(year="3rd")


@pytest.mark.parametrize("change", [merge, overwrite])
@given(persona=personas())
def test_no_changes_change_nothing(change, persona):
    assert change(persona, {}) == persona


@pytest.mark.parametrize("change", [merge, overwrite])
@given(persona=personas(), given_changes=changes())
def test_the_same_changes_twice_are_as_good_as_once(change, persona, given_changes):
    once = change(persona, given_changes)
    assert change(once, given_changes) == once


@given(persona=personas(), given_changes=changes())
def test_merge_sets_all_that_is_given_and_touches_nothing_else(persona, given_changes):
    before, after = _leaves(persona), _leaves(merge(persona, given_changes))
    wanted = {
        f"{name}.{part}" if part else name: value
        for name, given_value in given_changes.items()
        for part, value in (
            given_value.items()
            if isinstance(given_value, dict)
            else [("", given_value)]
        )
    }
    assert after == before | wanted


@given(persona=personas(), given_changes=changes())
def test_overwrite_leaves_the_aspects_that_are_not_given(persona, given_changes):
    after = overwrite(persona, given_changes)
    untouched = {
        name: getattr(persona, name) for name in vars(persona).keys() - given_changes
    }
    assert replace(after, **untouched) == after


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Santa Claus", [], "santa-claus"),
        ("  Zoë  O'Neill-Łuk ", [], "zoe-o-neill-uk"),
        ("李雷", [], "persona"),
        ("Ada", ["ada"], "ada-2"),
        ("Ada", ["ada", "ada-2"], "ada-3"),
        ("../../etc/passwd", [], "etc-passwd"),
        ("x" * 59 + " yz", [], "x" * 59),
    ],
)
def test_an_id_is_a_readable_slug_that_nobody_has(name, taken, expected):
    assert slug(name, taken) == expected


@given(name=st.text(), taken=st.sets(st.sampled_from(["persona", "a", "a-2"])))
def test_an_id_is_always_free_and_fit_for_an_address(name, taken):
    made = slug(name, taken)
    assert made not in taken
    assert made.isascii()
    assert made.replace("-", "").isalnum()
    assert fold(made) == made


def _leaves(persona):
    found: dict[str, object] = {}
    for name, value in vars(persona).items():
        if hasattr(value, "__dataclass_fields__"):
            found |= {f"{name}.{part}": leaf for part, leaf in vars(value).items()}
        else:
            found[name] = value
    return found
