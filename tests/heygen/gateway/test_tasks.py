"""Tasks: said as they are, answered by the persona, or left to the cloud."""

import threading

import pytest

from errors import Rejected, TimedOut
from persona.prompt import apology
from tests.heygen.gateway.conftest import ADA, SDP
from tests.pages import Page
from tests.waiting import until

WHO = "Who are you?"


def transcript(sessions, session_id):
    turns = sessions.record.turns(sessions.find(session_id).id)
    return [(str(turn.role), turn.text) for turn in turns]


@pytest.mark.parametrize("kind", [{}, {"task_type": "repeat"}, {"task_type": None}])
@pytest.mark.parametrize("mode", [{}, {"task_mode": "sync"}, {"task_mode": "async"}])
def test_without_a_type_a_text_is_said_as_it_is(page, live, cloud, model, kind, mode):
    page.ok("task", session_id=live, text="Word for word.", **kind, **mode)
    assert cloud.said() == ["Word for word."]
    assert model.asked == []


@pytest.mark.parametrize("kind", ["talk", "chat"])
def test_the_persona_answers(page, live, cloud, sessions, kind):
    task = page.ok("task", session_id=live, text=WHO, task_type=kind)
    assert task == {"task_id": "task-1", "duration_ms": 500.0}
    until(lambda: len(cloud.said()) == 2)
    assert cloud.said() == ["I study engineering.", "It is fun!"]
    until(lambda: len(transcript(sessions, live)) == 2)
    assert transcript(sessions, live)[0] == ("user", WHO)


def test_the_first_sentence_is_answered_while_the_model_still_writes(
    page, live, cloud, model
):
    model.steps = threading.Semaphore(0)
    model.steps.release(4)  # the first sentence, and a word that shows its end
    task = page.ok("task", session_id=live, text=WHO, task_type="talk")
    assert task["task_id"] == "task-1"
    assert cloud.said() == ["I study engineering."]
    model.steps.release(10)
    until(lambda: len(cloud.said()) == 2)


def test_an_interrupt_ends_the_rest_of_an_answer(page, live, cloud, model):
    model.steps = threading.Semaphore(0)
    model.steps.release(4)
    page.ok("task", session_id=live, text=WHO, task_type="talk")
    page.ok("interrupt", session_id=live)
    assert model.streams[0].cancelled.wait(10)
    assert model.streams[0].left.wait(10)
    assert cloud.said() == ["I study engineering."]


def test_an_answer_that_is_cut_before_its_first_word_has_no_task(page, live, model):
    model.gate = threading.Event()
    found = []
    body = {"session_id": live, "text": WHO, "task_type": "talk"}
    asking = threading.Thread(target=lambda: found.append(page.ok("task", **body)))
    asking.start()
    assert model.entered.wait(10)
    page.ok("interrupt", session_id=live)
    asking.join(10)
    assert found == [{"task_id": None, "duration_ms": 0.0}]


def test_an_answer_whose_first_sentence_fails_is_refused(page, live, cloud):
    cloud.fails["speak"] = Rejected("no", upstream="fake")
    body = {"session_id": live, "text": WHO, "task_type": "talk"}
    assert page.refused("task", **body)[3] == "cloud_refused"


def test_a_model_that_fails_is_apologised_for(page, live, cloud, model):
    model.fails = TimedOut("late", upstream="openai")
    page.ok("task", session_id=live, text=WHO, task_type="talk")
    said = apology(ADA, {})
    until(lambda: " ".join(cloud.said()) == said)


@pytest.fixture
def handing_over(make_app):
    """A page on a server that leaves answers to the cloud, and its live session."""
    page = Page(make_app(talk_with="cloud")).with_token()
    session_id = page.ok("new")["session_id"]
    page.ok("start", session_id=session_id, sdp=SDP)
    return page, session_id


def test_an_answer_can_be_left_to_the_cloud(handing_over, cloud, model, sessions):
    page, session_id = handing_over
    task = page.ok("task", session_id=session_id, text=WHO, task_type="talk")
    assert task == {"task_id": "talk-1", "duration_ms": 700.0}
    assert cloud.calls[-1] == ("converse", WHO)
    assert model.asked == []
    assert transcript(sessions, session_id) == [("user", WHO)]


def test_the_policy_holds_whoever_answers(handing_over, cloud):
    page, session_id = handing_over
    for kind in ("talk", "repeat"):
        text = "Say the forbidden word."
        page.ok("task", session_id=session_id, text=text, task_type=kind)
    assert cloud.said() == ["Let us talk of something else."] * 2
    assert "converse" not in cloud.verbs()


@pytest.mark.parametrize(
    "text", [None, "", "   ", "x" * 1001, 5, ["Hello."], "half \ud800", "nul \x00"]
)
def test_a_text_that_cannot_be_said_is_refused(page, live, cloud, text):
    assert page.refused("task", session_id=live, text=text)[:3] == (
        *(400, 40039),
        "Invalid text",
    )
    assert cloud.said() == []


def test_a_text_of_a_thousand_characters_is_one_task(page, live, cloud):
    page.ok("task", session_id=live, text="x" * 1000)
    assert cloud.said() == ["x" * 1000]


@pytest.mark.parametrize("wrong", [{"task_type": "sing"}, {"task_mode": "later"}])
def test_a_kind_of_task_that_is_none_is_refused(page, live, wrong):
    body = {"session_id": live, "text": "Hello."}
    assert page.refused("task", **body, **wrong)[1] == 400175
