"""Text that is said or answered: whole or told, cutting in or queueing."""

import pytest

from errors import TimedOut
from tests.heygen.conftest import ok, refused
from tests.sse import told


def test_a_failing_model_is_apologised_for_and_the_caller_is_warned(
    post, cloud, model, live
):
    model.fails = TimedOut("Late.", upstream="openai")
    body = ok(post("text", session_id=live, text="Hi", generate_ai_response=True))
    assert body["warning"] == {"code": "upstream_timed_out", "message": "Late."}
    assert body["ai_response"] == " ".join(cloud.said())
    assert "sorry" in body["ai_response"]


def test_an_answer_is_told_as_it_goes_on(client, live):
    body = {"session_id": live, "text": "Hi", "generate_ai_response": True}
    answer = client.post(
        "/persona/heygen/text", json=body, headers={"Accept": "text/event-stream"}
    )
    assert answer.mimetype == "text/event-stream"
    events = told(answer.text)
    assert [name for name, _ in events] == [
        *("turn", "sentence", "spoken", "sentence", "spoken", "done")
    ]
    (_, done) = events[-1]
    assert done["success"]
    assert done["ai_response"] == "I study engineering. It is fun!"
    assert [task["task_id"] for task in done["data"]["tasks"]] == ["task-1", "task-2"]


def test_what_is_refused_at_once_is_no_stream(client, live, post):
    post("session/stop", session_id=live)
    body = {"session_id": live, "text": "Hi", "generate_ai_response": True}
    answer = client.post(
        "/persona/heygen/text", json=body, headers={"Accept": "text/event-stream"}
    )
    assert refused(answer, 409)["code"] == "wrong_state"


def test_a_text_that_is_said_as_it_is_can_be_told_too(client, live):
    answer = client.post(
        "/persona/heygen/text",
        json={"session_id": live, "text": "Good morning."},
        headers={"Accept": "text/event-stream"},
    )
    ((name, done),) = told(answer.text)
    assert name == "done"
    assert done["data"]["task_id"] == "task-1"


@pytest.mark.parametrize(
    ("queue", "cuts_in"), [(None, True), (False, True), (True, False)]
)
def test_a_question_cuts_in_unless_it_is_to_queue(post, cloud, live, queue, cuts_in):
    ok(post("text", session_id=live, text="A long story."))
    ok(post("text", session_id=live, text="Hi", generate_ai_response=True, queue=queue))
    assert ("interrupt" in cloud.verbs()) is cuts_in


@pytest.mark.parametrize(
    ("queue", "cuts_in"), [(None, False), (True, False), (False, True)]
)
def test_a_text_as_it_is_queues_unless_it_is_not_to(post, cloud, live, queue, cuts_in):
    ok(post("text", session_id=live, text="A long story."))
    ok(post("text", session_id=live, text="Stop that!", queue=queue))
    assert ("interrupt" in cloud.verbs()) is cuts_in


def test_values_of_the_persona_are_taken_and_strangers_refused(post):
    body = refused(post("session/create", variables={"stranger": "x"}), 400)
    assert list(body["fields"]) == ["variables.stranger"]
    ok(post("session/create", variables=None))
