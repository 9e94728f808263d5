"""Who may speak: one sentence at a time, across processes, of the turn that is on."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import TimedOut, WrongState
from sessions.floor import Answer
from sessions.model import EndReason
from sessions.order import SessionOrder
from tests.cores import a_service
from tests.fakes import FakeCloud
from tests.sessions.conftest import ANSWER
from tests.waiting import until


@pytest.fixture
def floor(service):
    return service.record.floor


@pytest.fixture
def own_id(service, live):
    return service.find(live).id


@pytest.fixture
def present():
    """The names of the processes that are there."""
    return {"ann", "bob"}


@pytest.fixture
def waiting():
    """Set once somebody waits for another process."""
    return threading.Event()


@pytest.fixture
def process(cloud, database, clock, present, waiting):
    """Makes a session core as another process over the same ledger has it."""

    def pause(seconds):
        waiting.set()
        time.sleep(seconds)

    def make(name):
        return a_service(
            cloud=cloud,
            database=database,
            clock=clock,
            worker=lambda: name,
            alive=present.__contains__,
            pause=pause,
        )

    return make


@pytest.fixture
def ann(process):
    return process("ann")


@pytest.fixture
def bob(process):
    return process("bob")


@pytest.fixture
def session_id(ann):
    session_id = ann.open(SessionOrder(persona_id="ada")).cloud_session_id
    ann.accept(session_id, ANSWER)
    return session_id


def test_the_floor_is_given_to_one_at_a_time(floor, own_id):
    assert floor.take(own_id, 0, "ann/1") is Answer.MINE
    assert floor.take(own_id, 0, "bob/1") is Answer.TAKEN
    assert floor.holder(own_id) == "ann/1"
    floor.give_back(own_id, "bob/1")  # not bob's to give
    assert floor.take(own_id, 0, "bob/1") is Answer.TAKEN
    floor.give_back(own_id, "ann/1")
    assert floor.take(own_id, 0, "bob/1") is Answer.MINE


def test_nobody_has_the_floor_for_a_turn_that_is_over(floor, own_id):
    raised = floor.raise_turn(own_id)
    assert (raised.turn, raised.sending, raised.is_noisy) == (1, None, False)
    assert floor.take(own_id, 0, "ann/1") is Answer.OVERTAKEN
    assert floor.take(own_id, 1, "ann/1") is Answer.MINE
    assert floor.raise_turn(own_id).sending == "ann/1"


def test_nobody_has_the_floor_in_a_session_that_has_ended(service, floor, live, own_id):
    service.close(live, EndReason.CLIENT)
    assert floor.take(own_id, 0, "ann/1") is Answer.OVERTAKEN
    with pytest.raises(WrongState):
        floor.raise_turn(own_id)


def test_an_interrupt_waits_for_the_sentence_of_another_process(
    ann, bob, cloud, session_id
):
    gate = cloud.gates["speak"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        speaking = pool.submit(ann.speak, session_id, "Once upon a time. And so on.")
        until(lambda: "speak" in cloud.verbs())
        interrupting = pool.submit(bob.interrupt, session_id)
        until(lambda: "interrupt" in cloud.verbs())
        assert not interrupting.done()
        gate.set()
        assert interrupting.result(10) == 1
        assert len(speaking.result(10).tasks) == 1
    assert cloud.verbs()[-3:] == ["speak", "interrupt", "interrupt"]


def test_an_interrupt_in_another_process_keeps_the_rest_unsaid(
    ann, bob, cloud, session_id
):
    with ann.voice(session_id) as voice:
        assert voice.say("One.")
        bob.interrupt(session_id)
        assert voice.say("Two.") is None
        assert voice.is_cut
    assert cloud.said() == ["One."]


def test_two_processes_send_one_sentence_at_a_time(
    ann, bob, cloud, session_id, waiting
):
    gate = cloud.gates["speak"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(ann.speak, session_id, "One.")
        until(lambda: "speak" in cloud.verbs())
        second = pool.submit(bob.speak, session_id, "Two.")
        assert waiting.wait(10)
        assert cloud.said() == ["One."]
        gate.set()
        assert first.result(10).tasks
        assert second.result(10).tasks
    assert cloud.said() == ["One.", "Two."]


@pytest.mark.parametrize("act", ["speak", "interrupt"])
def test_nobody_waits_for_a_process_that_is_gone(
    ann, bob, cloud, session_id, present, act
):
    own_id = ann.find(session_id).id
    assert ann.record.floor.take(own_id, 0, "ann/1") is Answer.MINE
    present.remove("ann")
    if act == "speak":
        assert bob.speak(session_id, "Hello.").tasks
    else:
        assert bob.interrupt(session_id) == 1
    assert ann.record.floor.holder(own_id) is None


def test_a_floor_of_ours_that_was_left_behind_is_taken_over(ann, session_id):
    own_id = ann.find(session_id).id
    ann.record.floor.take(own_id, 0, "ann/before")
    assert ann.speak(session_id, "Hello.").tasks


def test_a_sentence_whose_answer_is_lost_gives_the_floor_back(ann, cloud, session_id):
    cloud.fails["speak"] = TimedOut("late", upstream="fake")
    with pytest.raises(TimedOut):
        ann.speak(session_id, "Hello.")
    assert ann.record.floor.holder(ann.find(session_id).id) is None
    assert ann.speak(session_id, "Again.").tasks


class Witness(FakeCloud):
    """Writes down every sentence and every interrupt under one lock."""

    text_limit = 200

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def _called(self, verb, what):
        with self.lock:
            super()._called(verb, what)


class TestInterleaved:
    @pytest.fixture
    def cloud(self):
        return Witness()

    def test_no_sentence_of_an_earlier_turn_follows_an_interrupt_that_has_returned(
        self, ann, bob, cloud, session_id
    ):
        over = threading.Event()

        def talk(service):
            while not over.is_set():
                turn = service.turn(session_id)
                with service.voice(session_id, turn=turn) as voice:
                    for number in range(3):
                        if voice.say(f"{turn}: {number}") is None:
                            break

        with ThreadPoolExecutor() as pool:
            talking = [pool.submit(talk, service) for service in (ann, bob)]
            returned = []
            for number in range(20):
                turn = (ann, bob)[number % 2].interrupt(session_id)
                with cloud.lock:
                    returned.append((turn, len(cloud.calls)))
            over.set()
            for one in talking:
                one.result(20)
        for turn, at in returned:
            late = [what for verb, what in cloud.calls[at:] if verb == "speak"]
            assert all(int(what.split(":")[0]) >= turn for what in late)
