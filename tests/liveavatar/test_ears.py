"""What is heard in rooms, told to a real core over a fake cloud."""

import logging
import threading

import pytest

from errors import TimedOut
from liveavatar.ears import JOIN_WITHIN_S, Ears
from sessions.model import EndReason, Role, State
from sessions.order import SessionOrder
from tests.cores import TestClock, a_service
from tests.fakes import FakeCloud
from tests.waiting import until

BACK_S = 20.0
GONE_S = 90.0


def heard(kind, **members):
    return {"event_type": kind, **members}


VIEWER_BEGINS = heard("user.speak_started")
QUESTION = heard("user.transcription", text=" Who are you? ")
SPEECH = (
    heard("avatar.speak_started"),
    heard("avatar.transcription", text="I am"),
    heard("avatar.transcription", text="Ada."),
    heard("avatar.speak_ended"),
)
STOPPED = heard("session.stopped")


class FakeReply:
    """A reply whose one step waits for the gate."""

    def __init__(self, answers):
        self._answers = answers

    def steps(self):
        assert self._answers.gate.wait(10), "nobody opened the gate"
        self._answers.threads.append(threading.current_thread())
        if self._answers.fails:
            raise self._answers.fails
        yield "spoken"


class FakeAnswers:
    """Who answers.

    Attributes:
        asked: `(session id, words)`, in order.
        threads: Where each answer was run.
        gate: What answers wait for; open until told otherwise.
        fails: What they raise.
    """

    def __init__(self):
        self.asked, self.threads, self.fails = [], [], None
        self.gate = threading.Event()
        self.gate.set()

    def answer(self, session_id, text):
        self.asked.append((session_id, text))
        return FakeReply(self)


class House:
    """Ears over a core, and what they reach."""

    def __init__(self, database, *, cloud_answers=False):
        self.cloud, self.clock, self.answers = FakeCloud(), TestClock(), FakeAnswers()
        self.sessions = a_service(
            cloud=self.cloud, database=database, clock=self.clock, viewer_gone_s=GONE_S
        )
        self.reports = []
        self.customers = set()
        self.ears = Ears(
            sessions=self.sessions,
            answers=None if cloud_answers else self.answers,
            reported=self._reported,
            back_within_s=BACK_S,
        )

    def live(self, opened_by="persona"):
        """A session that was started; the cloud's id."""
        order = SessionOrder(persona_id="ada", opened_by=opened_by)
        session_id = self.sessions.open(order).cloud_session_id
        self.sessions.accept(session_id, None)
        if opened_by != "persona":
            self.customers.add(session_id)
        return session_id

    def hear(self, session_id, *events):
        for event in events:
            self.ears.event(session_id, event)

    def told(self, session_id):
        turns = self.sessions.record.turns(self.sessions.find(session_id).id)
        return [(turn.role, turn.text) for turn in turns]

    def _reported(self, session_id, role, words):
        if session_id in self.customers:
            self.reports.append((session_id, role, words))
        return session_id in self.customers


@pytest.fixture
def house(database):
    return House(database)


@pytest.fixture
def cloud_house(database):
    """One in which the cloud's own model answers."""
    return House(database, cloud_answers=True)


def test_a_viewer_who_speaks_cuts_in(house):
    one = house.live()
    house.sessions.speak(one, "A long story.")
    house.hear(one, VIEWER_BEGINS)
    assert house.cloud.verbs()[-1] == "interrupt"
    assert house.sessions.turn(one) == 1


def test_nothing_is_silenced_where_nothing_is_said(house):
    one = house.live()
    house.hear(one, VIEWER_BEGINS)
    assert "interrupt" not in house.cloud.verbs()


def test_what_a_viewer_says_is_answered_in_another_thread(house):
    one = house.live()
    house.answers.gate.clear()
    house.hear(one, QUESTION)
    assert house.answers.asked == [(one, "Who are you?")]
    assert house.answers.threads == []
    house.answers.gate.set()
    until(lambda: house.answers.threads)
    assert house.answers.threads != [threading.current_thread()]


def test_no_answer_waits_for_that_in_another_room(house):
    rooms = [house.live() for _ in range(5)]
    meet = threading.Barrier(len(rooms) + 1)
    house.answers.gate.wait = lambda _timeout: meet.wait(10) >= 0
    for one in rooms:
        house.hear(one, QUESTION)
    meet.wait(10)
    until(lambda: len(house.answers.threads) == len(rooms))


def test_an_answer_that_fails_is_told_to_the_log_without_words(house, caplog):
    house.answers.fails = ValueError("Who are you?")
    house.hear(house.live(), QUESTION)
    until(lambda: "bug: ValueError" in caplog.text)
    assert "Who are you" not in caplog.text


@pytest.mark.parametrize("text", ["", "  ", None])
def test_silence_is_no_question(house, text):
    house.hear(house.live(), heard("user.transcription", text=text))
    assert house.answers.asked == []


def test_what_the_persona_says_is_written_down_where_it_was_sent_only(house):
    one = house.live()
    house.sessions.speak(one, "I am Ada.")
    house.hear(one, *SPEECH)
    assert house.told(one) == [(Role.PERSONA, "I am Ada.")]


def test_where_the_cloud_answers_both_sides_are_written_down(cloud_house):
    one = cloud_house.live()
    cloud_house.hear(one, VIEWER_BEGINS, QUESTION, *SPEECH)
    assert cloud_house.told(one) == [
        (Role.USER, "Who are you?"),
        (Role.PERSONA, "I am Ada."),
    ]
    assert cloud_house.answers.asked == []
    assert cloud_house.sessions.turn(one) == 0


def test_what_this_server_sent_is_written_down_once(cloud_house):
    one = cloud_house.live()
    (task,) = cloud_house.sessions.speak(one, "I am Ada.").tasks
    caused = [event | {"source_event_id": task.task_id} for event in SPEECH]
    cloud_house.hear(one, *caused)
    assert cloud_house.told(one) == [(Role.PERSONA, "I am Ada.")]
    cloud_house.hear(one, *SPEECH)
    assert cloud_house.told(one) == [(Role.PERSONA, "I am Ada.")] * 2


@pytest.mark.parametrize("face", ["v1", "api"])
@pytest.mark.parametrize("cloud_answers", [False, True])
def test_a_customers_session_is_reported_and_never_answered(
    database, face, cloud_answers
):
    house = House(database, cloud_answers=cloud_answers)
    one = house.live(opened_by=f"{face}:0123456789abcdef")
    house.sessions.speak(one, "Welcome.")
    house.hear(one, VIEWER_BEGINS, QUESTION, *SPEECH)
    assert house.reports == [
        (one, Role.USER, "Who are you?"),
        (one, Role.PERSONA, "I am Ada."),
    ]
    assert house.answers.asked == []
    assert "interrupt" not in house.cloud.verbs()
    assert house.told(one) == [(Role.PERSONA, "Welcome.")]


def test_what_the_cloud_has_ended_ends_once(house):
    one = house.live()
    house.hear(one, STOPPED, STOPPED)
    session = house.sessions.find(one)
    assert session.state is State.CLOSED
    assert session.end_reason is EndReason.CLOUD_ENDED
    assert house.cloud.verbs().count("close") == 1


def test_words_that_were_cut_off_by_the_end_are_kept(cloud_house):
    one = cloud_house.live()
    cloud_house.hear(one, *SPEECH[:-1], STOPPED)
    assert cloud_house.told(one) == [(Role.PERSONA, "I am Ada.")]


def left_s(house, session_id):
    """Seconds until the viewer counts as gone; None when no beat is waited for."""
    beat_at = house.sessions.find(session_id).beat_at
    return beat_at and GONE_S - (house.clock() - beat_at).total_seconds()


def test_a_viewer_has_a_while_to_come_and_less_to_come_back(house):
    one = house.live()
    house.ears.viewer(one, False)
    assert left_s(house, one) == JOIN_WITHIN_S
    house.ears.viewer(one, True)
    assert left_s(house, one) is None
    house.clock.advance(JOIN_WITHIN_S)
    house.ears.viewer(one, False)
    assert left_s(house, one) == BACK_S


def test_a_viewer_who_begins_to_speak_is_there(cloud_house):
    one = cloud_house.live()
    cloud_house.clock.advance(100)
    cloud_house.hear(one, VIEWER_BEGINS)
    assert cloud_house.sessions.find(one).seen_at == cloud_house.clock()


def test_rooms_nobody_knows_and_sessions_that_are_over_are_passed_over(
    cloud_house, caplog
):
    caplog.set_level(logging.INFO)
    over = cloud_house.live()
    cloud_house.sessions.close(over, EndReason.CLIENT)
    caplog.clear()
    for one in (over, "unknown"):
        cloud_house.hear(one, VIEWER_BEGINS, QUESTION, *SPEECH, STOPPED, {})
        cloud_house.ears.viewer(one, True)
        cloud_house.ears.viewer(one, False)
    assert caplog.text == ""
    assert cloud_house.told(over) == []


def test_a_cloud_that_does_not_answer_is_told_to_the_log(house, caplog):
    one = house.live()
    house.cloud.fails["close"] = TimedOut("No answer.", upstream="fake")
    house.hear(one, STOPPED)
    assert "upstream_timed_out" in caplog.text
    assert house.sessions.find(one).state is State.CLOSING
