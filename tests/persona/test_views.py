"""The persona routes, field by field against the contract."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from persona.prompt import system_prompt
from tests.persona.examples import CONTRACT

SHIPPED = ["maya-okafor", "santa-claus", "robin-vale"]
OPTIONAL = {
    "greeting",
    "goodbye",
    "apology",
    "safe_line",
    "instructions",
    "policy",
    "variables",
    "avatar_name",
    "voice_id",
    "language",
}


def shape(value):
    """The types of a JSON value, so that two can be compared whatever they say."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])]
    return type(value)


@pytest.mark.parametrize("address", ["/persona", "/persona/config"])
def test_the_active_persona_is_the_contracts_bare_object(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    body = answer.json
    assert shape({k: body[k] for k in body if k not in OPTIONAL}) == shape(CONTRACT)
    assert body["name"] == "Maya Okafor"


def test_changing_details_answers_as_the_contract_says(client):
    given = {
        "name": "string",
        "title": "string",
        "education": {"degree": "string", "year": "string", "institution": "string"},
    }
    answer = client.post("/persona", json=given)
    assert answer.status_code == 200
    assert answer.json == {
        "success": True,
        "message": "Persona details updated successfully",
        "persona": client.get("/persona").json,
    }
    assert answer.json["persona"] | given == answer.json["persona"]


def test_details_left_out_stay_at_every_depth(client):
    before = client.get("/persona").json
    client.post("/persona", json={"education": {"year": "Fourth year"}})
    after = client.get("/persona").json
    assert after == before | {
        "education": before["education"] | {"year": "Fourth year"}
    }


def test_details_that_are_not_basic_are_named_and_not_applied(client):
    before = client.get("/persona").json
    answer = client.post("/persona", json={"traits": ["rude"], "mood": "bad"})
    assert sorted(answer.json["ignored"]) == ["mood", "traits"]
    assert client.get("/persona").json == before


def test_changing_the_configuration_answers_as_the_contract_says(client):
    answer = client.post("/persona/update", json=CONTRACT)
    assert answer.status_code == 200
    after = client.get("/persona/config").json
    assert answer.json == {
        "success": True,
        "message": "Persona configuration updated successfully",
        "data": after,
    }
    assert after | CONTRACT == after


def test_a_configuration_key_replaces_and_an_absent_one_stays(client):
    before = client.get("/persona").json
    client.post("/persona/update", json={"technical": {"languages": ["Go"]}})
    replaced = {"languages": ["Go"], "webStack": [], "projects": []}
    assert client.get("/persona").json == before | {"technical": replaced}


def test_a_greeting_is_cleared_by_an_empty_text(client):
    client.post("/persona/update", json={"greeting": ""})
    assert "greeting" not in client.get("/persona").json


@pytest.mark.parametrize("address", ["/persona", "/persona/update"])
def test_an_empty_body_changes_nothing(client, address):
    before = client.get("/persona").json
    assert client.post(address).status_code == 200
    assert client.get("/persona").json == before


@pytest.mark.parametrize("address", ["/persona", "/persona/update"])
def test_bad_fields_are_all_named_and_nothing_is_applied(client, address):
    before = client.get("/persona").json
    answer = client.post(
        address, json={"name": " ", "title": "New", "education": {"year": 3}}
    )
    assert answer.status_code == 400
    assert answer.json["success"] is False
    assert answer.json["code"] == "invalid_input"
    assert answer.json["fields"] == {
        "name": ["May not be blank."],
        "education.year": ["Not a valid string."],
    }
    assert client.get("/persona").json == before


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/persona"),
        ("POST", "/persona/update"),
        ("POST", "/personas"),
        ("PUT", "/personas/santa-claus"),
        ("PATCH", "/personas/santa-claus"),
    ],
)
@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"{}", "text/plain", 400),
        (b'{"name": "\xff"}', "application/json", 400),
        (b" " * (256 * 1024 + 1), "application/json", 413),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(
    client, method, address, body, content_type, status
):
    answer = client.open(address, method=method, data=body, content_type=content_type)
    assert answer.status_code == status
    assert answer.json["success"] is False


def test_the_collection_lists_everyone_and_marks_the_active_one(client):
    listed = client.get("/personas").json
    assert [one["id"] for one in listed] == SHIPPED
    assert [one["active"] for one in listed] == [True, False, False]
    bare = {k: v for k, v in listed[0].items() if k not in ("id", "active")}
    assert bare == client.get("/persona").json


def test_a_new_persona_is_created_and_found_at_its_location(client):
    answer = client.post("/personas", json=CONTRACT | {"language": "pt-BR"})
    assert answer.status_code == 201
    assert answer.json["success"] is True
    assert answer.json["message"] == "Persona created successfully"
    made = client.get(answer.headers["Location"]).json
    assert answer.json["data"] == made
    assert made == CONTRACT | {"language": "pt-BR", "id": "string", "active": False}


def test_put_replaces_and_empties_what_is_absent(client):
    answer = client.put("/personas/santa-claus", json={"name": "Nicholas"})
    made = client.get("/personas/santa-claus").json
    assert answer.json["data"] == made
    assert made["name"] == "Nicholas"
    assert made["title"] == ""
    assert made["traits"] == []
    assert "greeting" not in made


def test_put_takes_what_get_gave(client):
    before = client.get("/personas/santa-claus").json
    assert client.put("/personas/santa-claus", json=before).status_code == 200
    assert client.get("/personas/santa-claus").json == before


def test_patch_keeps_what_is_absent_at_every_depth(client):
    before = client.get("/personas/santa-claus").json
    changed = {"personality": {"style": "brisk"}, "avatar_name": "Santa_public"}
    answer = client.patch("/personas/santa-claus", json=changed)
    assert answer.json["data"] == before | {
        "personality": before["personality"] | {"style": "brisk"},
        "avatar_name": "Santa_public",
    }


def test_activating_moves_the_persona_address_to_another(client):
    answer = client.post("/personas/santa-claus/activate")
    assert answer.json["data"]["active"] is True
    assert client.get("/persona").json["name"] == "Santa Claus"
    active = [one["id"] for one in client.get("/personas").json if one["active"]]
    assert active == ["santa-claus"]


def test_deleting_the_active_persona_activates_the_first_left(client):
    answer = client.delete("/personas/maya-okafor")
    assert answer.status_code == 200
    assert answer.json["data"] == {"id": "maya-okafor", "active": "santa-claus"}
    assert client.get("/persona").json["name"] == "Santa Claus"
    assert client.get("/personas/maya-okafor").status_code == 404


def test_the_last_persona_cannot_be_deleted(client):
    for persona_id in SHIPPED[1:]:
        client.delete(f"/personas/{persona_id}")
    answer = client.delete("/personas/maya-okafor")
    assert answer.status_code == 409
    assert answer.json["code"] == "wrong_state"
    assert client.get("/persona").json["name"] == "Maya Okafor"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/personas/nobody"),
        ("PUT", "/personas/nobody"),
        ("PATCH", "/personas/nobody"),
        ("DELETE", "/personas/nobody"),
        ("POST", "/personas/nobody/activate"),
        ("GET", "/personas/nobody/prompt"),
    ],
)
def test_an_unknown_persona_is_not_found(client, method, address):
    body = {"json": {"name": "Ada"}} if method in ("PUT", "PATCH") else {}
    answer = client.open(address, method=method, **body)
    assert answer.status_code == 404
    assert answer.json["code"] == "not_found"


def test_the_prompt_is_what_the_model_will_see(client, store):
    answer = client.get("/personas/santa-claus/prompt")
    assert answer.json == {"prompt": system_prompt(store.get("santa-claus"))}


def test_a_broken_file_is_told_with_its_path_and_line_and_kept(client, path):
    client.get("/persona")
    path.write_text('{\n  "personas": {,\n')
    for answer in (client.get("/persona"), client.post("/persona", json={})):
        assert answer.status_code == 500
        assert answer.json["code"] == "store_broken"
        assert str(path) in answer.json["message"]
        assert "line 2" in answer.json["message"]
    assert path.read_text() == '{\n  "personas": {,\n'


def test_threads_changing_different_fields_lose_nothing(app):
    fields = ["title", "greeting", "instructions", "voice_id"]

    def change(field):
        client = app.test_client()
        for number in range(15):
            client.post("/persona/update", json={field: f"v{number}"})
            assert client.get("/persona").json[field] == f"v{number}"

    with ThreadPoolExecutor(len(fields)) as pool:
        list(pool.map(change, fields))


def test_every_persona_route_is_described_with_its_errors(client):
    paths = client.get("/openapi.json").json["paths"]
    described = {
        (address, method): set(operation["responses"])
        for address, operations in paths.items()
        for method, operation in operations.items()
        if method != "parameters"
    }
    assert len(described) == 12
    for (address, method), responses in described.items():
        if method in ("post", "put", "patch") and "activate" not in address:
            assert {"400", "413"} <= responses
        if "{persona_id}" in address:
            assert "404" in responses
    bodies = client.get("/openapi.json").json["components"]["responses"]
    for name in ("BAD_REQUEST", "NOT_FOUND", "REQUEST_ENTITY_TOO_LARGE"):
        assert "#/components/schemas/Error" in json.dumps(bodies[name])
        assert f"#/components/responses/{name}" in json.dumps(paths)
