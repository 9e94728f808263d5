"""Viewers who are seen coming and leaving."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sessions.model import CloudSession, EndReason, State
from sessions.order import SessionOrder


@pytest.fixture
def ended(service, janitor, live, clock, cloud):
    """Whether the session has ended after so many more seconds, and why."""
    cloud.listed = [CloudSession(cloud_session_id=live, state="connected")]

    def ended(seconds):
        clock.advance(seconds)
        janitor.round()
        session = service.find(live)
        return session.end_reason if session.state is State.CLOSED else None

    return ended


def test_who_is_seen_leaving_ends_the_session_soon(service, live, ended):
    service.viewers.left(live, back_within_s=10)
    assert ended(9) is None
    assert ended(2) is EndReason.PAGE_LEFT


def test_what_is_still_being_said_brings_nobody_back(service, live, clock, ended):
    with service.voice(live) as voice:
        voice.say("One.")
        clock.advance(1)
        service.viewers.left(live, back_within_s=10)
        voice.say("Two.")
    assert ended(11) is EndReason.PAGE_LEFT


def test_a_long_answer_makes_nobody_who_is_there_leave(service, live, ended):
    with service.voice(live) as voice:
        for number in range(8):
            service.viewers.beat(live)
            voice.say(f"Sentence {number}.")
            assert ended(9) is None


def test_who_comes_back_in_time_goes_on(service, live, ended):
    service.viewers.left(live, back_within_s=10)
    service.viewers.back(live)
    assert ended(60) is None


def test_a_page_that_still_beats_has_only_lost_its_room_for_a_moment(
    service, live, ended
):
    service.viewers.left(live, back_within_s=10)
    service.viewers.beat(live)
    assert ended(40) is None
    assert ended(6) is EndReason.PAGE_LEFT


def test_who_is_back_is_asked_for_no_beats(service, live, ended):
    service.viewers.beat(live)
    service.viewers.back(live)
    assert ended(100) is None
    assert ended(21) is EndReason.IDLE


def test_nobody_is_waited_for_longer_than_for_a_silent_page(service, live, ended):
    service.viewers.left(live, back_within_s=1000)
    assert ended(44) is None
    assert ended(2) is EndReason.PAGE_LEFT


def test_a_room_that_is_seen_before_its_opening_is_written_down_is_not_missed(
    service, cloud
):
    order = SessionOrder(persona_id="ada", cloud_session_id="room-1")
    answers = cloud.gates["open"] = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(service.open, order)
        assert cloud.entered.acquire(timeout=10)
        service.viewers.left("room-1", back_within_s=10)
        answers.set()
        opening.result(10)
    session = service.find("room-1")
    assert session.state is State.OPEN
    assert session.beat_at is not None
