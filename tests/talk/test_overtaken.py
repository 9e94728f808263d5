"""Replies and what overtakes them, at the worst of moments."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import TimedOut, Unreachable
from tests.cores import a_service
from tests.talk.conftest import answered
from tests.talk.test_guarded import Watchful
from tests.talk.test_reply import SENTENCES
from tests.waiting import until


class Hooked(Watchful):
    """A moderation in whose midst something happens, once per text."""

    def __init__(self):
        super().__init__()
        self.during = {}

    def flags(self, text):
        self.during.pop(text, lambda: None)()
        return super().flags(text)


@pytest.fixture
def moderation():
    return Hooked()


@pytest.fixture
def watched(make_talk, moderation):
    return make_talk(moderation=moderation)


@pytest.fixture
def last_turn(sessions):
    def last_turn(session_id):
        return sessions.record.turns(sessions.find(session_id).id)[-1]

    return last_turn


def until_spoken(reply, index=0):
    """Run a reply until a sentence was taken; its further steps."""
    steps = reply.steps()
    for step in steps:
        if step.name == "spoken" and step.data["index"] == index:
            return steps
    raise AssertionError("it was not spoken")


def test_speeches_that_queue_are_heard_one_after_the_other(
    talk, live, cloud, clock, sessions, told
):
    for text in ("One one.", "Two two.", "Three three."):
        talk.say(live, text)  # half a second each
    clock.advance(0.7)
    sessions.interrupt(live)
    assert [words for _, words in told(live)] == ["One one.", "Two", ""]
    assert cloud.verbs()[-1] == "interrupt"


def test_a_question_silences_what_waits_at_the_cloud(talk, live, cloud, clock):
    for text in ("One one.", "Two two.", "Three three."):
        talk.say(live, text)
    clock.advance(0.7)
    answered(talk.answer(live, "Stop!"))
    assert "interrupt" in cloud.verbs()


def test_a_hush_that_comes_late_leaves_a_newer_turn_alone(talk, live, cloud):
    answered(talk.answer(live, "First?"))
    second = talk.answer(live, "Second?")
    answered(talk.answer(live, "Third?"))
    before = len(cloud.calls)
    assert not answered(second).complete
    assert cloud.verbs()[before:] == []


def test_a_cloud_that_cannot_be_silenced_gets_the_new_answer_all_the_same(
    talk, live, cloud, model
):
    answered(talk.answer(live, "First?"))
    cloud.fails["interrupt"] = Unreachable("Down.", upstream="fake")
    speech = answered(talk.answer(live, "Second?"))
    assert speech.text == model.answer


def test_an_old_reply_says_nothing_while_a_new_question_is_checked(
    watched, begin, moderation, cloud, model
):
    session_id = begin(watched)
    model.steps = threading.Semaphore(5)
    checking, checked = threading.Event(), threading.Event()

    def check():
        checking.set()
        assert checked.wait(10)

    moderation.during["Second?"] = check
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(answered, watched.answer(session_id, "First?"))
        until(lambda: cloud.said() == ["I like trains."])
        second = pool.submit(lambda: answered(watched.answer(session_id, "Second?")))
        assert checking.wait(10)
        model.steps.release(1000)
        assert not first.result(10).complete
        assert cloud.said() == ["I like trains."]
        checked.set()
        assert second.result(10).complete


def test_a_new_answer_does_not_wait_for_what_the_old_one_waits_for(
    watched, begin, moderation, cloud, model
):
    session_id = begin(watched)
    stuck, free = threading.Event(), threading.Event()

    def be_stuck():
        stuck.set()
        assert free.wait(10)

    moderation.during["They are long!"] = be_stuck
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(answered, watched.answer(session_id, "First?"))
        assert stuck.wait(10)
        second = pool.submit(lambda: answered(watched.answer(session_id, "Second?")))
        assert second.result(10).complete
        free.set()
        assert not first.result(10).complete
    assert cloud.said() == ["I like trains.", *SENTENCES]


def test_a_last_sentence_cut_before_it_was_sent_is_no_whole_answer(
    watched, begin, moderation, sessions, last_turn
):
    session_id = begin(watched)
    moderation.during["Some are red."] = lambda: sessions.interrupt(session_id)
    speech = answered(watched.answer(session_id, "What do you like?"))
    assert not speech.complete
    assert last_turn(session_id).interrupted


def test_a_safe_line_that_is_cut_was_not_said(talk, live, cloud, sessions):
    reply = talk.answer(live, "Tell me some rubbish.")
    sessions.interrupt(live)
    speech = answered(reply)
    assert (cloud.said(), speech.complete) == ([], False)


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_what_was_cut_stays_cut_when_its_end_is_written_down(
    talk, live, cloud, database, clock, sessions, last_turn, where
):
    other = a_service(
        cloud=cloud, database=database, clock=clock, worker=lambda: "other"
    )
    steps = until_spoken(talk.answer(live, "Hi!"), index=2)
    clock.advance(0.2)
    (sessions if where == "here" else other).interrupt(live)
    list(steps)
    assert last_turn(live).interrupted


def test_a_sentence_given_up_as_lost_does_not_undo_the_interrupt(
    talk, live, cloud, database, clock, last_turn
):
    impatient = a_service(
        cloud=cloud,
        database=database,
        clock=clock,
        worker=lambda: "other",
        alive=lambda _name: False,
    )
    gate = cloud.gates["speak"] = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        saying = pool.submit(talk.say, live, "One two three.")
        until(lambda: "speak" in cloud.verbs())
        impatient.interrupt(live)
        gate.set()
        saying.result(10)
    assert last_turn(live).interrupted


def test_an_interrupted_reply_has_its_figures_too(talk, live, sessions):
    steps = until_spoken(talk.answer(live, "Hi!"))
    sessions.interrupt(live)
    list(steps)
    assert sessions.find(live).last_reply["first_task_ms"] is not None


def test_the_ledger_tells_of_a_reply_of_which_nothing_could_be_said(
    talk, live, cloud, events
):
    cloud.fails["speak"] = TimedOut("Late.", upstream="fake")
    with pytest.raises(TimedOut):
        answered(talk.answer(live, "Hi!"))
    assert events(live, "turn")[-1]["warning"] == "upstream_timed_out"


def test_words_nobody_could_check_are_kept_from_the_model(
    watched, begin, moderation, model
):
    session_id = begin(watched)
    moderation.fails = TimedOut("Late.", upstream="openai")
    answered(watched.answer(session_id, "Something nasty."))
    moderation.fails = None
    answered(watched.answer(session_id, "What do you like?"))
    assert "nasty" not in str(model.asked)


def test_a_question_that_waits_is_not_remembered_before_its_time(talk, live, model):
    first = talk.answer(live, "One?", cut_in=False)
    second = talk.answer(live, "Two?", cut_in=False)
    answered(first)
    answered(second)
    asked = [[message.content for message in one] for one in model.asked]
    assert "Two?" not in asked[0]
    assert "One?" in asked[1]


def test_the_end_of_the_server_costs_no_reply_that_was_said(make_talk, begin, cloud):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    talk = make_talk(memory_tokens=10, executor=pool)
    session_id = begin(talk)
    for number in range(3):
        assert answered(talk.answer(session_id, f"Question {number}?")).complete
