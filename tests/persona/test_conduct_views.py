"""Policy, variables and the spoken lines over the routes."""

from __future__ import annotations

import pytest

CONDUCT = {
    "apology": "Oh dear, {{child_name}}, once more please.",
    "safe_line": "Not that.",
    "policy": {"words": ["damn"], "topics": [{"name": "war", "words": ["gun*"]}]},
    "variables": [
        {
            "name": "child_name",
            "description": "Who calls.",
            "required": True,
            "default": "",
            "limit": 60,
        }
    ],
}
TO_SANTA = [
    ("POST", "/persona/update"),
    ("PUT", "/personas/santa-claus"),
    ("PATCH", "/personas/santa-claus"),
]


@pytest.fixture(autouse=True)
def santa(client):
    client.post("/personas/santa-claus/activate")


@pytest.mark.parametrize(("method", "address"), TO_SANTA)
def test_they_are_kept_like_every_other_aspect(client, method, address):
    body = {"name": "Nick", "greeting": "Hi!", "instructions": "", **CONDUCT}
    assert client.open(address, method=method, json=body).status_code == 200
    for shown in ("/persona", "/persona/config", "/personas/santa-claus"):
        kept = client.get(shown).json
        assert {key: kept[key] for key in CONDUCT} == CONDUCT


def test_a_new_persona_has_them_at_once(client):
    made = client.post("/personas", json={"name": "Nick", **CONDUCT}).json["data"]
    assert {key: made[key] for key in CONDUCT} == CONDUCT


def test_emptied_they_are_gone_from_the_answers(client):
    empty = {"policy": {}, "apology": "", "safe_line": ""}
    shown = client.post("/persona/update", json=empty).json["data"]
    assert not empty.keys() & shown.keys()


@pytest.mark.parametrize(("method", "address"), TO_SANTA)
def test_every_text_that_waits_in_vain_is_named_and_nothing_is_applied(
    client, method, address
):
    before = client.get("/persona").json
    body = {
        "name": "Nick",
        "title": "Friend of {{child_name}} and {{nobody}}",
        "greeting": "Hi, {{somebody}}!",
        "instructions": "",
        "variables": [{"name": "child_name"}],
    }
    answer = client.open(address, method=method, json=body)
    assert answer.status_code == 400
    assert answer.json["code"] == "invalid_input"
    assert answer.json["fields"] == {
        "title": ["{{nobody}} is not one of the variables."],
        "greeting": ["{{somebody}} is not one of the variables."],
    }
    assert "title" in answer.json["message"]
    assert client.get("/persona").json == before


def test_a_variable_that_a_stored_text_waits_for_cannot_be_taken_away(client):
    answer = client.post("/persona/update", json={"variables": []})
    assert answer.status_code == 400
    assert {"greeting", "instructions"} == answer.json["fields"].keys()


def test_violations_inside_have_dotted_names(client):
    body = {
        "policy": {"topics": [{"words": ["*"]}]},
        "variables": [{"name": "a"}, {"name": "a", "limit": 0}],
        "greeting": "{{",
    }
    answer = client.patch("/personas/santa-claus", json=body)
    assert answer.status_code == 400
    assert answer.json["fields"] == {
        "policy.topics.0.name": ["Missing data for required field."],
        "policy.topics.0.words.0": ["Must hold a letter or a digit."],
        "variables.1.limit": ["Must be 1 to 2000."],
        "variables.1.name": ["Is there twice."],
        "greeting": ["Holds {{ that opens no variable such as {{child_name}}."],
    }


def test_keys_nobody_knows_are_named_as_ignored(client):
    body = {"policy": {"mood": 1}, "variables": [{"name": "a", "colour": 2}]}
    body |= {"greeting": "", "instructions": ""}
    answer = client.post("/persona/update", json=body)
    assert answer.json["ignored"] == ["policy.mood", "variables.0.colour"]


def test_they_are_described(client):
    schemas = client.get("/openapi.json").json["components"]["schemas"]
    persona = schemas["NewPersona"]["properties"]
    for name in CONDUCT:
        assert persona[name].get("description") or "$ref" in str(persona[name])
    for schema in ("Variable", "Topic", "Policy"):
        for field in schemas[schema]["properties"].values():
            assert field["description"]
    assert schemas["Variable"]["properties"]["limit"]["maximum"] == 2000
    assert schemas["Variable"]["required"] == ["name"]
