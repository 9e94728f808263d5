"""Replies that go wrong on their way end in speech that makes sense, and are told."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.acts import SUCCESS, TASK, V1, started
from tests.faults.test_model_server import APOLOGY, CHAT, apologetic, said
from tests.sse import told
from tests.waiting import until

__all__ = ["apologetic"]
LONG = " ".join(f"This is the sentence with the number {n}." for n in range(500))
THREE = "The first sentence stands here. The second one follows it. And a third."


@pytest.fixture
def live(call, sandbox):
    """The id of a live session whose cloud takes every task."""
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=None)
    sandbox.fault(f"{V1}.interrupt", status=200, body=SUCCESS, times=None)
    return session_id


@pytest.fixture
def ask(call, live):
    def ask(text="Who are you?", **more):
        body = {"session_id": live, "text": text, "generate_ai_response": True, **more}
        return call.post("text", **body)

    return ask


@pytest.fixture
def turns(app, live):
    """What the ledger tells of the session's turns, as (role, text, warning)."""

    def turns():
        sessions = app.extensions["core"].sessions
        found = sessions.record.turns(sessions.find(live).id)
        return [(turn.role.value, turn.text, turn.warning) for turn in found]

    return turns


WRITTEN = {
    "markdown": (
        "## Toys\n\n1. **A train**\n2. A [bear](https://x.org)",
        "Toys. A train.",
    ),
    "emoji": ("Ho ho ho! 🎅🎄 Come in! 😀", "Ho ho ho! Come in!"),
    "a script": ("*smiles* Come in! (waves) Sit down.", "Come in!"),
    "thoughts": ("<think>They greet me. Hm.</think>Come in!", "Come in!"),
    "code": (
        "Try this.\n```python\nprint('a. b')\n```\nIt prints.",
        "Try this. It prints.",
    ),
}


@pytest.mark.parametrize(("written", "begins"), WRITTEN.values(), ids=WRITTEN)
def test_what_no_voice_can_say_is_not_sent(ask, sandbox, written, begins):
    sandbox.model(say=[written])
    body = ask().get_json()
    assert "warning" not in body
    assert body["ai_response"].startswith(begins)
    assert said(sandbox) == body["ai_response"]
    assert not set("*#[]<>`🎅😀") & set(said(sandbox))


def test_twenty_thousand_characters_are_cut_at_a_sentence(ask, sandbox, turns):
    sandbox.model(say=[LONG])
    body = ask().get_json()
    assert 3900 < len(body["ai_response"]) <= 4000
    assert LONG.startswith(body["ai_response"])
    assert turns()[-1] == ("persona", body["ai_response"], "")


@pytest.mark.parametrize("nothing", ["", "   ", "😀", "*smiles*"])
def test_nothing_becomes_an_apology(ask, sandbox, turns, nothing):
    sandbox.model(say=[nothing])
    body = ask().get_json()
    assert body["warning"]["code"] == "upstream_malformed"
    assert said(sandbox) == APOLOGY
    assert turns()[-1] == ("persona", APOLOGY, "upstream_malformed")


def test_a_stream_cut_mid_word_keeps_its_whole_sentences(ask, sandbox, turns):
    sandbox.model(say=[THREE])
    sandbox.fault(CHAT, cut=True)
    body = ask().get_json()
    assert body["warning"]["code"] == "upstream_timed_out"
    assert body["ai_response"] == f"The first sentence stands here. {APOLOGY}"
    assert turns()[-1] == ("persona", body["ai_response"], "upstream_timed_out")


def test_a_model_that_falls_silent_is_given_up(call, hasty_with_model, sandbox):
    session_id = started(call, sandbox)
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=None)
    sandbox.model(say=[THREE])
    sandbox.fault(CHAT, stall_s=30)
    question = {"text": "Who are you?", "generate_ai_response": True}
    body = hasty_with_model.post("text", session_id=session_id, **question).get_json()
    assert body["warning"]["code"] == "upstream_timed_out"
    assert said(sandbox).endswith(APOLOGY)


def test_an_error_inside_the_stream_is_one(ask, sandbox):
    sandbox.model(say=[THREE])
    sandbox.fault(CHAT, error={"message": "the-clouds-own-words", "code": None})
    body = ask().get_json()
    assert body["warning"]["code"] == "upstream_error"
    assert "the-clouds-own-words" not in json.dumps(body)
    assert body["ai_response"].endswith(APOLOGY)


def test_a_cloud_that_refuses_the_third_task_leaves_two(ask, sandbox, turns):
    sandbox.model(say=[THREE])
    sandbox.call("DELETE", "faults")
    sandbox.fault(f"{V1}.task", status=200, body=TASK, times=2)
    sandbox.fault(f"{V1}.task", status=500)
    body = ask().get_json()
    two = "The first sentence stands here. The second one follows it."
    assert (body["ai_response"], body["warning"]["code"]) == (two, "upstream_error")
    assert len(body["data"]["tasks"]) == 2
    assert turns()[-1] == ("persona", two, "upstream_error")


def test_a_stream_tells_the_same_as_the_whole_answer(call, live, sandbox):
    sandbox.model(say=[THREE])
    client = call.app.test_client()
    body = {"session_id": live, "text": "Hi!", "generate_ai_response": True}
    answer = client.post(
        "/persona/heygen/text", json=body, headers={"Accept": "text/event-stream"}
    )
    events = told(answer.text)
    said_in_steps = [data["text"] for name, data in events if name == "spoken"]
    name, done = events[-1]
    assert name == "done"
    assert " ".join(said_in_steps) == done["ai_response"] == THREE


def test_a_told_answer_can_be_had_again_under_its_key(call, live, sandbox):
    sandbox.model(say=[THREE])
    client = call.app.test_client()
    body = {"session_id": live, "text": "Hi!", "generate_ai_response": True}
    headers = {"Accept": "text/event-stream", "Idempotency-Key": f"told-{live}"}
    first = told(client.post("/persona/heygen/text", json=body, headers=headers).text)
    again = client.post("/persona/heygen/text", json=body, headers=headers)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.get_json() == first[-1][1]
    assert len(sandbox.requests(f"{V1}.task")) == 3


def test_a_twin_of_an_answer_that_is_being_told_is_refused(call, live, sandbox):
    sandbox.model(say=[THREE], first_token_delay_s=0.5)
    body = {"session_id": live, "text": "Hi!", "generate_ai_response": True}
    headers = {"Accept": "text/event-stream", "Idempotency-Key": f"twin-{live}"}
    client = call.app.test_client()
    with client.post("/persona/heygen/text", json=body, headers=headers) as first:
        twin = call.app.test_client().post(
            "/persona/heygen/text", json=body, headers=headers
        )
        assert (twin.status_code, twin.get_json()["code"]) == (
            409,
            "idempotency_in_flight",
        )
        assert told(first.text)[-1][0] == "done"


def test_a_barge_in_is_told_to_both(call, live, sandbox):
    sandbox.model(say=[THREE, "Something else."], tokens_per_second=10)
    body = {"session_id": live, "text": "Hi!", "generate_ai_response": True}
    headers = {"Accept": "text/event-stream"}

    def ask():
        client = call.app.test_client()
        return told(
            client.post("/persona/heygen/text", json=body, headers=headers).text
        )

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask)
        until(lambda: len(sandbox.requests(f"{V1}.task")) == 1)
        second = ask()
        (_, done) = first.result(20)[-1]
    assert done["interrupted"] is True
    assert done["ai_response"] in THREE
    assert done["ai_response"] != THREE
    assert second[0][1]["barge_in"] is True
    assert second[-1][1]["ai_response"] == "Something else."
