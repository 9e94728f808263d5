"""What Agents tell of the rooms, and how they lose a seat."""

from __future__ import annotations

import threading

import pytest

from errors import NotFound
from liveavatar.doors import Gone
from tests.liveavatar.agents.fake_rooms import DOOR
from tests.waiting import until

HELLO = {"event_type": "avatar.speak_text", "text": "Hello."}


@pytest.fixture
def seat(agents, rooms):
    """The seat of session `s1`."""
    agents.enter("s1", DOOR)
    return until(lambda: rooms.seats)[0]


def event(kind, **members):
    return {"event_type": kind, **members}


def again(agents, rooms):
    """The seat that is taken anew."""
    taken = len(rooms.seats)
    agents.say("s1", HELLO, lambda: DOOR)
    assert len(rooms.seats) == taken + 1
    return rooms.seats[-1]


def test_events_are_told_in_order_in_one_thread_that_is_no_loops(seat, heard):
    sent = [event("user.transcription.chunk", n=n) for n in range(200)]
    for one in sent:
        seat.tell(one)
    seat.watch(True)
    until(lambda: heard.viewers)
    assert heard.events == [("s1", one) for one in sent]
    assert heard.viewers == [("s1", True)]
    (thread,) = heard.threads
    names = {one.ident: one.name for one in threading.enumerate()}
    assert names[thread].startswith("room-events")


def test_who_takes_their_time_over_an_event_keeps_nobody_waiting(
    make, rooms, heard, closing
):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(session_id, what):
        begun.set()
        go_on.wait()

    heard.event = slowly
    agents = make(heard, join=rooms.join)
    agents.say("s1", HELLO, lambda: DOOR)
    rooms.seats[0].tell(event("avatar.speak_started"))
    begun.wait()
    try:
        assert agents.say("s1", HELLO, lambda: DOOR)
    finally:
        go_on.set()


def test_one_event_that_makes_trouble_does_not_cost_the_next(seat, heard):
    heard.fails = True
    seat.tell(event("avatar.speak_started"))
    seat.tell(event("avatar.speak_ended"))
    heard.until_told("avatar.speak_ended")
    assert heard.kinds == ["avatar.speak_started", "avatar.speak_ended"]


@pytest.mark.parametrize("mess", [b"\xff\xfe", b"{", b"[]", b"1", b"[" * 100_000])
def test_what_is_no_event_is_passed_over(seat, heard, mess):
    seat.tell(mess)
    seat.tell(event("avatar.speak_ended"))
    heard.until_told("avatar.speak_ended")
    assert len(heard.events) == 1


def test_a_room_that_is_deleted_tells_that_the_session_has_stopped(agents, seat, heard):
    seat.lose(Gone.OVER)
    heard.until_told("session.stopped")
    with pytest.raises(NotFound):
        agents.say("s1", HELLO, lambda: DOOR)


def test_the_end_is_told_once_though_the_room_goes_after_it(agents, rooms, seat, heard):
    seat.tell(event("session.stopped", end_reason="IDLE_TIMEOUT"))
    seat.lose(Gone.OVER)
    seat.tell(event("session.stopped"))
    until(lambda: seat.left)
    agents.close()
    assert heard.events == [("s1", event("session.stopped", end_reason="IDLE_TIMEOUT"))]


def test_nobody_enters_a_room_that_is_over(agents, rooms, seat, heard):
    seat.tell(event("session.stopped"))
    heard.until_told("session.stopped")
    agents.enter("s1", DOOR)
    agents.enter("s2", DOOR)
    until(lambda: len(rooms.seats) == 2)
    with pytest.raises(NotFound):
        agents.say("s1", HELLO, lambda: DOOR)
    assert len(rooms.doors) == 2


def test_a_seat_that_somebody_else_took_is_forgotten_quietly(
    agents, rooms, seat, heard
):
    seat.lose(Gone.TAKEN)
    assert again(agents, rooms).said == [HELLO]
    assert (heard.events, seat.said) == ([], [])


def test_a_seat_that_cannot_send_is_given_up_and_taken_anew(agents, rooms, seat):
    seat.fails = True
    assert again(agents, rooms).said == [HELLO]
    until(lambda: seat.left)


def test_what_an_old_seat_tells_says_nothing_about_the_new_one(
    agents, rooms, seat, heard
):
    seat.fails = True
    new = again(agents, rooms)
    for how in Gone:
        seat.lose(how)
    seat.tell(event("avatar.speak_ended"))
    seat.watch(True)
    new.tell(event("avatar.speak_started"))
    heard.until_told("avatar.speak_started")
    assert (len(heard.events), heard.viewers) == (1, [])
    agents.say("s1", HELLO, lambda: DOOR)
    assert (len(new.said), len(rooms.seats)) == (2, 2)


def test_a_seat_that_was_given_up_is_heard_no_more(agents, rooms, seat, heard):
    agents.leave("s1")
    agents.leave("s1")
    until(lambda: seat.left)
    seat.tell(event("avatar.speak_ended"))
    seat.lose(Gone.OVER)
    again(agents, rooms).tell(event("avatar.speak_started"))
    heard.until_told("avatar.speak_started")
    assert heard.kinds == ["avatar.speak_started"]


def test_a_seat_that_is_given_up_on_the_way_in_is_left_once_it_is_taken(agents, rooms):
    rooms.is_shut = True
    agents.enter("s1", DOOR)
    until(lambda: rooms.doors)
    agents.leave("s1")
    rooms.open()
    until(lambda: rooms.seats and rooms.seats[0].left)
