"""A reply is said sentence by sentence, cut at once, and told to its end."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import Malformed, RateLimited, Rejected, TimedOut, WrongState
from sessions.figures import STEPS
from sessions.model import EndReason
from tests.talk.conftest import answered
from tests.waiting import until

SENTENCES = ["I like trains.", "They are long!", "Some are red."]


def test_each_sentence_is_a_task_of_its_own_in_order(talk, live, cloud):
    speech = answered(talk.answer(live, "What do you like?"))
    assert cloud.said() == SENTENCES
    assert speech.text == " ".join(SENTENCES)
    assert [task.text for task in speech.tasks] == SENTENCES
    assert (speech.complete, speech.notice, speech.turn) == (True, None, 1)


def test_the_first_is_spoken_while_the_model_still_writes(talk, live, cloud, model):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        assert not answering.done()
        model.steps.release(1000)
        answering.result(10)
    assert cloud.said() == SENTENCES


def test_its_steps_are_told_as_they_come(talk, live):
    steps = list(talk.answer(live, "What do you like?").steps())
    assert [step.name for step in steps] == [
        "turn",
        *("sentence", "spoken", "sentence", "spoken", "sentence", "spoken"),
    ]
    assert steps[0].data == {"turn": 1, "barge_in": False}
    assert [steps[at].data["text"] for at in (1, 3, 5)] == SENTENCES
    assert steps[4].data["task_id"] == "task-2"
    times = [step.data["at_ms"] for step in steps[1:]]
    assert times == sorted(times)


def test_its_figures_are_kept_and_in_order(talk, live, sessions, events):
    speech = answered(talk.answer(live, "What do you like?"))
    first_token, sentence, task, sound, last = (speech.figures[step] for step in STEPS)
    assert 0 <= first_token <= sentence <= task <= last
    assert sound == task + 50.0  # what the cloud is known for
    assert sessions.find(live).last_reply == speech.figures
    assert events(live, "turn")[-1]["figures"] == speech.figures


def test_question_and_answer_are_written_down(talk, live, told):
    answered(talk.answer(live, "What do you like?"))
    assert told(live) == [
        ("user", "What do you like?"),
        ("persona", " ".join(SENTENCES)),
    ]


def test_an_interrupt_leaves_the_model_and_what_is_queued(
    talk, live, cloud, model, sessions
):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        assert sessions.interrupt(live) == 2
        speech = answering.result(10)
    (stream,) = model.streams
    assert stream.cancelled.is_set()
    assert stream.left.is_set()
    assert cloud.said() == SENTENCES[:1]
    assert (speech.text, speech.complete) == (SENTENCES[0], False)


def test_the_next_question_cuts_in_on_the_reply(talk, live, cloud, model, told):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        second = talk.answer(live, "And now?")
        assert not first.result(10).complete
        model.steps.release(1000)
        steps = list(second.steps())
    assert steps[0].data == {"turn": 2, "barge_in": True}
    assert second.speech.complete
    # Twice, where the first sentence was still on its way.
    assert cloud.said() == [*SENTENCES[:1], *SENTENCES]
    assert cloud.verbs()[-4:] == ["interrupt", *["speak"] * 3]
    assert [role for role, _ in told(live)] == ["user", "persona", "user", "persona"]


def test_a_patient_question_waits_and_knows_what_was_said(talk, live, cloud, model):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        second = pool.submit(answered, talk.answer(live, "And now?", cut_in=False))
        model.steps.release(1000)
        assert first.result(10).complete
        assert second.result(10).complete
    assert cloud.said() == SENTENCES * 2
    history = [message.content for message in model.asked[1][1:]]
    assert history == ["What do you like?", " ".join(SENTENCES), "And now?"]


def test_an_interrupt_drops_a_question_that_waits(talk, live, cloud, model, sessions):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        second = pool.submit(answered, talk.answer(live, "And now?", cut_in=False))
        sessions.interrupt(live)
        assert not first.result(10).complete
        speech = second.result(10)
    assert (speech.tasks, speech.complete) == ((), False)
    assert len(model.asked) == 1


def test_a_session_that_ends_ends_the_reply(talk, live, cloud, model, sessions):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        sessions.close(live, EndReason.CLIENT)
        with pytest.raises(WrongState, match="it was stopped"):
            answering.result(10)
    assert model.streams[0].cancelled.is_set()


FAILURES = [
    TimedOut("Too slow.", upstream="openai"),
    RateLimited("Busy.", upstream="openai"),
    Malformed("No words.", upstream="openai"),
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: error.code)
@pytest.mark.parametrize(("words", "said"), [(0, []), (4, SENTENCES[:1])])
def test_when_the_model_fails_the_persona_apologises(
    talk, live, cloud, model, events, error, words, said
):
    model.fails, model.fails_after = error, words
    speech = answered(talk.answer(live, "What do you like?"))
    assert cloud.said() == [*said, "Sorry, I lost my thread."]
    assert speech.text == " ".join(cloud.said())
    assert (speech.notice.code, speech.notice.message) == (error.code, error.message)
    assert speech.complete
    assert events(live, "turn")[-1]["warning"] == error.code


def test_what_the_cloud_refuses_later_leaves_what_was_said(
    talk, live, cloud, model, told, events
):
    model.steps = threading.Semaphore(5)
    with ThreadPoolExecutor(1) as pool:
        answering = pool.submit(answered, talk.answer(live, "What do you like?"))
        until(lambda: cloud.said() == SENTENCES[:1])
        cloud.fails["speak"] = Rejected("No more.", upstream="fake")
        model.steps.release(1000)
        speech = answering.result(10)
    assert (speech.text, speech.notice.code) == (SENTENCES[0], "upstream_rejected")
    assert told(live)[-1] == ("persona", SENTENCES[0])
    assert events(live, "turn")[-1]["warning"] == "upstream_rejected"


def test_what_the_cloud_refuses_from_the_start_is_an_error(talk, live, cloud):
    cloud.fails["speak"] = Rejected("No.", upstream="fake")
    with pytest.raises(Rejected):
        answered(talk.answer(live, "What do you like?"))


def test_a_question_to_a_session_that_is_not_live_is_refused_at_once(
    talk, live, sessions, model
):
    sessions.close(live, EndReason.CLIENT)
    with pytest.raises(WrongState):
        talk.answer(live, "What do you like?")
    assert model.asked == []
