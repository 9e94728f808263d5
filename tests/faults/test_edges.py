"""Requests that are odd, but not wrong; and personas that go while they speak."""

import pytest

from tests.clouds import LIVEAVATAR
from tests.faults.acts import SUCCESS, TASK, V1, started
from tests.waiting import until


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/persona/heygen/text", 405, "POST"),
        ("PUT", "/persona", 405, "POST"),
        ("DELETE", "/openai", 405, "POST"),
        ("TRACE", "/persona", 405, "GET"),
        ("BREW", "/persona", 405, "GET"),
    ],
)
def test_a_wrong_method_is_told_the_right_one(
    call, refused, method, path, status, allowed
):
    answer = call.app.test_client().open(path, method=method)
    refused(answer, status, "method_not_allowed")
    assert allowed in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/persona/",
        "/personas/",
        "/persona/heygen",
        "/persona/heygen/text/",
        "/personas/a/b",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/docs/../../app.py",
        "/.env",
        "/" + "a" * 3000,
    ],
)
def test_an_address_that_is_none_is_404(call, refused, path):
    refused(call.get(path), 404, "not_found")


@pytest.mark.parametrize("path", ["/persona", "/", "/health", "/docs", "/openapi.json"])
def test_head_answers_like_get_without_the_body(call, path):
    client = call.app.test_client()
    with client.head(path) as head, client.get(path) as whole:
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_options_names_the_methods_and_does_nothing(call, sandbox):
    answer = call.app.test_client().options("/persona/heygen/session/create")
    assert answer.status_code == 200
    assert "POST" in answer.headers["Allow"]
    assert sandbox.requests() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Request-Id": "a" * 7000},
        {"X-Api-Key": "é" * 100},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer " + "x" * 7000},
        {"Accept": "text/html"},
        {"Accept-Encoding": "gzip;q=x"},
        {"Origin": "null"},
        {"Origin": "https://shop.example/\u00e9"},
        {"If-None-Match": "*", "Range": "bytes=x"},
        {"Content-Length": "abc"},
        {"Host": "other.example"},
    ],
)
def test_headers_nobody_asked_for_do_no_harm(call, headers):
    answer = call.app.test_client().get("/persona", headers=headers)
    assert answer.status_code == 200
    assert answer.get_json()["name"]
    assert len(answer.headers["X-Request-Id"]) == 32


NAMES = ["李小龍", "Zoë Łukasz", "مريم", "👩🏽‍🚀 Astro", "a\u200bb", "Ω" * 200]


@pytest.mark.parametrize("name", NAMES)
def test_a_persona_of_any_script_lives_a_whole_life(call, sandbox, name):
    client = call.app.test_client()
    made = client.post("/personas", json={"name": name, "title": name})
    assert made.status_code == 201, made.get_json()
    persona_id = made.get_json()["data"]["id"]
    assert persona_id.isascii()
    assert made.headers["Location"] == f"/personas/{persona_id}"
    prompt = call.get(f"/personas/{persona_id}/prompt").get_json()["prompt"]
    assert f"Name: {name}" in prompt
    assert client.post(f"/personas/{persona_id}/activate").status_code == 200
    assert name in call.post("/openai").get_json()["text"]
    reply = call.post("/openai/complete", prompt=f"Are you {name}?")
    assert reply.status_code == 200, reply.get_json()
    assert client.delete(f"/personas/{persona_id}").status_code == 200


TEXTS = {
    "one emoji": "🎄",
    "dots": "...",
    "one mark": "?",
    "no place to cut": "a" * 10_000,
    "two bytes a letter": "é" * 2500,
    "short sentences": "Hi. " * 2500,
    "families": "We are 👩‍👩‍👧‍👦. " * 300,
    "other blanks": "a\nb\tc",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_reaches_the_cloud_whole_and_within_its_limit(call, sandbox, text):
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", times=None, status=200, body=TASK)
    answer = call.post("text", session_id=session_id, text=text)
    assert answer.status_code == 200, answer.get_json()
    sent = [request["body"]["text"] for request in sandbox.requests(f"{V1}.task")]
    assert "".join("".join(sent).split()) == "".join(text.split())
    assert all(0 < len(piece) <= 1000 for piece in sent)
    assert "interrupted" not in answer.get_json()


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize("name", ["one mark", "two bytes a letter", "other blanks"])
def test_any_text_reaches_a_room_whole_and_within_its_limit(call, sandbox, name):
    session_id, text = started(call, sandbox), TEXTS[name]
    answer = call.post("text", session_id=session_id, text=text)
    assert answer.status_code == 200, answer.get_json()

    def arrived():
        sent = [task["text"] for task in sandbox.transcript()]
        assert all(0 < len(piece) <= 1000 for piece in sent)
        return "".join("".join(sent).split()) == "".join(text.split())

    until(arrived)


def test_an_id_with_blanks_around_it_is_the_same_id(call, sandbox):
    session_id = started(call, sandbox)
    stopped = call.post("session/stop", session_id=f" {session_id}\n")
    assert stopped.status_code == 200
    assert sandbox.sessions()[0]["state"] == "closed"


def test_a_persona_deleted_while_it_speaks_is_followed_by_the_active_one(call, sandbox):
    client = call.app.test_client()
    made = client.post("/personas", json={"name": "Robin", "title": "Passing guest"})
    guest = made.get_json()["data"]["id"]
    before = next(
        one["id"] for one in call.get("/personas").get_json() if one["active"]
    )
    client.post(f"/personas/{guest}/activate")
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", times=None, status=200, body=TASK)
    sandbox.fault(f"{V1}.interrupt", times=None, status=200, body=SUCCESS)

    def asked():
        question = {"text": "What is your name?", "generate_ai_response": True}
        answer = call.post("text", session_id=session_id, **question)
        assert answer.status_code == 200, answer.get_json()
        return answer.get_json()["ai_response"]

    assert "Robin" in asked()
    client.post(f"/personas/{before}/activate")
    assert "Robin" in asked()
    client.delete(f"/personas/{guest}")
    assert "Robin" not in asked()
