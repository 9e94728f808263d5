"""The two chat routes, field by field."""

import pytest

from errors import Malformed, NotConfigured, RateLimited, Rejected, TimedOut


def test_initialize_greets_as_the_active_persona(client, model):
    answer = client.post("/openai")
    assert answer.status_code == 200
    assert answer.json == {
        "success": True,
        "message": "AI service initialized successfully",
        "text": "Ho ho ho, come in!",
    }
    assert model.asked == []


def test_complete_answers_the_prompt(client, model):
    answer = client.post("/openai/complete", json={"prompt": "  What do you do? "})
    assert answer.status_code == 200
    assert answer.json == {
        "success": True,
        "message": "AI response generated successfully",
        "text": "I read letters. They are lovely!",
    }
    ((system, user),) = model.asked
    assert "Santa Claus" in system.content
    assert user.content == "What do you do?"


def test_unknown_fields_are_ignored(client):
    body = {"prompt": "Hi!", "temperature": 2, "persona": {"name": "Eve"}}
    assert client.post("/openai/complete", json=body).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prompt": None},
        {"prompt": ""},
        {"prompt": " \n\t "},
        {"prompt": 5},
        {"prompt": ["Hi!"]},
        {"prompt": "x" * 4001},
        {"prompt": "half \ud83d"},
    ],
)
def test_a_bad_prompt_is_refused_by_name(client, model, body):
    answer = client.post("/openai/complete", json=body)
    assert answer.status_code == 400
    assert answer.json["success"] is False
    assert answer.json["code"] == "invalid_input"
    assert list(answer.json["fields"]) == ["prompt"]
    assert model.asked == []


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b'{"prompt": ', "application/json"),
        (b"prompt=Hi", "application/x-www-form-urlencoded"),
        (b'["Hi!"]', "application/json"),
        (b'"Hi!"', "application/json"),
    ],
)
def test_a_bad_body_is_refused(client, data, content_type):
    answer = client.post("/openai/complete", data=data, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json["fields"]


def test_the_longest_prompt_is_answered(client):
    body = {"prompt": "x" * 4000}
    assert client.post("/openai/complete", json=body).status_code == 200


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Rejected("Our key.", upstream="openai"), 502, "upstream_rejected"),
        (Malformed("No words.", upstream="openai"), 502, "upstream_malformed"),
        (RateLimited("Busy.", upstream="openai"), 503, "upstream_rate_limited"),
        (TimedOut("Slow.", upstream="openai"), 504, "upstream_timed_out"),
        (NotConfigured("Set OPENAI_API_KEY."), 503, "not_configured"),
    ],
)
def test_a_failing_model_is_a_plain_sentence(client, model, error, status, code):
    model.fails = error
    answer = client.post("/openai/complete", json={"prompt": "Hi!"})
    assert answer.status_code == status
    assert answer.json["success"] is False
    assert answer.json["message"] == error.message
    assert answer.json["code"] == code


def test_a_busy_model_says_when_to_come_back(client, model):
    model.fails = RateLimited("Busy.", upstream="openai", retry_after_s=7)
    answer = client.post("/openai/complete", json={"prompt": "Hi!"})
    assert answer.headers["Retry-After"] == "7"


def test_an_answer_full_of_marks_is_clean(client, model):
    model.answer = "## Sure!\n\n1. **Wrap**\n2. _Fly_ 🎅"
    answer = client.post("/openai/complete", json={"prompt": "How?"})
    assert answer.json["text"] == "Sure! Wrap. Fly."


@pytest.mark.parametrize("path", ["/openai", "/openai/complete"])
def test_only_post_is_answered(client, path):
    answer = client.get(path)
    assert answer.status_code == 405
    assert answer.json["success"] is False


def test_both_routes_are_described(client):
    paths = client.get("/openapi.json").json["paths"]
    assert set(paths["/openai"]) == {"post"}
    responses = paths["/openai/complete"]["post"]["responses"]
    assert {"200", "400", "413", "502", "503", "504"} <= set(responses)
