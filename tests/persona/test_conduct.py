"""Policy and variables as the routes take them, and how they name what they refuse."""

from __future__ import annotations

import pytest
from marshmallow import ValidationError

from persona.answers import BarePersonaSchema
from persona.model import Persona, Policy, Topic, Variable, merge, overwrite
from persona.schemas import NewPersonaSchema, PersonaConfigSchema, PersonaPatchSchema

POLICY = {"words": ["damn"], "topics": [{"name": "war", "words": ["gun*"]}]}
GUN = Topic(name="war", words=("gun*",))


def load(**body):
    return PersonaPatchSchema().load(body)


def problems(**body):
    with pytest.raises(ValidationError) as refused:
        load(**body)
    return refused.value.messages


def test_they_load_into_values_that_cannot_change():
    assert load(policy=POLICY, variables=[{"name": "wish"}]) == {
        "policy": {"words": ("damn",), "topics": (GUN,)},
        "variables": (Variable(name="wish", required=False, default="", limit=200),),
    }


def test_they_are_shown_whole_or_not_at_all():
    persona = Persona(
        name="Ada",
        policy=Policy(topics=(GUN,)),
        variables=(Variable(name="wish", limit=9),),
    )
    shown = BarePersonaSchema().dump(persona)
    assert shown["policy"] == {
        "words": [],
        "topics": [{"name": "war", "words": ["gun*"]}],
    }
    assert shown["variables"] == [
        {
            "name": "wish",
            "description": "",
            "required": False,
            "default": "",
            "limit": 9,
        }
    ]
    nothing = BarePersonaSchema().dump(Persona(name="Ada"))
    assert not {"policy", "variables"} & nothing.keys()


def test_merging_keeps_the_words_when_only_topics_are_given():
    now = overwrite(Persona(name="Ada"), load(policy=POLICY))
    changes = load(policy={"topics": []})
    assert merge(now, changes).policy == Policy(words=("damn",))
    assert overwrite(now, changes).policy == Policy()


def test_variables_are_replaced_as_a_whole():
    now = Persona(name="Ada", variables=(Variable(name="a"), Variable(name="b")))
    for change in (merge, overwrite):
        assert change(now, load(variables=[])).variables == ()


def test_every_violation_is_named_at_once():
    assert problems(
        apology=7,
        safe_line="x" * 2001,
        policy={
            "words": ["***", "el*ct", " ", "x" * 101, None],
            "topics": [
                {"words": ["ok"]},
                {"name": " ", "words": "gun"},
                {"name": "war"},
                {"name": " war ", "mood": 1},
            ],
        },
        variables=[
            {},
            {"name": "Child"},
            {"name": "a", "required": "yes", "limit": 0},
            {"name": "a", "limit": "60", "default": None},
            {"name": "b", "limit": 3, "default": "four"},
            {"name": "c", "required": True, "default": "x"},
            {"name": "d", "default": "\x1b"},
            {"name": "e", "colour": "red"},
        ],
    ) == {
        "apology": ["Not a valid string."],
        "safe_line": ["Longer than maximum length 2000."],
        "policy": {
            "words": {
                0: ["Must hold a letter or a digit."],
                1: ["May have a * at its end only."],
                2: ["May not be blank."],
                3: ["Longer than maximum length 100."],
                4: ["Field may not be null."],
            },
            "topics": {
                0: {"name": ["Missing data for required field."]},
                1: {"name": ["May not be blank."], "words": ["Not a valid list."]},
                3: {"mood": ["Unknown field."], "name": ["Is there twice."]},
            },
        },
        "variables": {
            0: {"name": ["Missing data for required field."]},
            1: {
                "name": [
                    "Must be like child_name: small letters, digits and _, at most 40."
                ]
            },
            2: {
                "required": ["Not a valid boolean."],
                "limit": ["Must be 1 to 2000."],
            },
            3: {
                "limit": ["Not a valid integer."],
                "default": ["Field may not be null."],
                "name": ["Is there twice."],
            },
            4: {"default": ["Longer than 3 characters."]},
            5: {"default": ["A required variable has no use for one."]},
            6: {"default": ["Holds control or hidden characters."]},
            7: {"colour": ["Unknown field."]},
        },
    }


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("policy", {"words": ["x"] * 501}),
        ("policy", {"topics": [{"name": str(n)} for n in range(51)]}),
        ("policy", []),
        ("variables", [{"name": f"a{n}"} for n in range(21)]),
        ("variables", [{"name": "a", "limit": 2001}]),
        ("variables", {"name": "a"}),
        ("variables", None),
    ],
)
def test_what_is_too_much_or_of_another_shape_is_refused(field, body):
    assert [*problems(**{field: body})] == [field]


def test_what_is_at_the_limit_is_taken():
    load(
        policy={"words": ["x" * 99 + "*"] * 500},
        variables=[
            {"name": "a" * 40, "limit": 2000, "default": "x" * 2000},
            *({"name": f"b{n}", "limit": 1} for n in range(19)),
        ],
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"greeting": "Hi {{"}, "greeting"),
        ({"apology": "{{Sorry}}"}, "apology"),
        ({"education": {"year": "{{year"}}, "education"),
        ({"traits": ["kind", "{{}}"]}, "traits"),
        ({"name": "{{child_name}}"}, "name"),
    ],
)
def test_braces_that_open_no_variable_are_refused_where_they_stand(body, field):
    assert [*problems(**body)] == [field]


def test_old_clients_are_told_which_keys_were_not_read():
    asked = PersonaConfigSchema().load(
        {
            "policy": {"words": [], "mood": 1, "topics": [{"name": "war", "why": 2}]},
            "variables": [{"name": "a"}, {"name": "b", "colour": 3}],
        }
    )
    assert asked.changes["variables"] == (Variable(name="a"), Variable(name="b"))
    assert asked.ignored == (
        "policy.mood",
        "policy.topics.0.why",
        "variables.1.colour",
    )


def test_a_whole_persona_takes_them_too():
    body = {"name": "Ada", "policy": POLICY, "variables": [{"name": "wish"}]}
    loaded = overwrite(Persona(), NewPersonaSchema().load(body))
    assert loaded.policy == Policy(words=("damn",), topics=(GUN,))
    assert loaded.variables == (Variable(name="wish"),)
