"""Seats that are lost, or cannot be taken, and are taken again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from liveavatar.doors import Gone, SeatLost, SeatRefused
from liveavatar.returns import TRIES
from tests.liveavatar.agents.fake_rooms import DOOR
from tests.waiting import until

HELLO = {"event_type": "avatar.speak_text", "text": "Hello."}
HEARD = {"event_type": "user.transcription", "text": "Is anybody there?"}


@pytest.fixture
def seat(agents, rooms):
    """The seat of session `s1`."""
    agents.enter("s1", DOOR)
    return until(lambda: rooms.seats)[0]


@pytest.fixture
def nothing_is_planned(agents, rooms, pauses):
    """Asserts that no seat is to be taken again, all that went before being done."""

    def check():
        seats = len(rooms.seats)
        agents.enter("another", DOOR)
        until(lambda: len(rooms.seats) > seats)
        assert len(rooms.seats) == seats + 1
        assert len(pauses.asked) == pauses.given_up

    return check


def the_next(rooms, pauses, count):
    """The seat that is taken after the `count`th pause."""
    pauses.end(count)
    return until(lambda: rooms.seats[count:])[0]


def test_a_seat_that_is_lost_is_taken_again_and_heard_though_nothing_is_said(
    rooms, seat, pauses, heard
):
    seat.lose(Gone.LOST)
    the_next(rooms, pauses, 1).tell(HEARD)
    heard.until_told("user.transcription")
    assert heard.events == [("s1", HEARD)]
    assert rooms.doors == [DOOR, DOOR]


def test_whether_anybody_watches_is_told_afresh(rooms, seat, pauses, heard):
    seat.watch(True)
    until(lambda: heard.viewers)
    seat.lose(Gone.LOST)
    the_next(rooms, pauses, 1).watch(True)
    until(lambda: heard.viewers == [("s1", True)] * 2)


def test_a_room_that_could_not_be_joined_is_joined_after_a_while(
    agents, rooms, pauses, heard
):
    rooms.fails = [SeatLost(), RuntimeError()]
    agents.enter("s1", DOOR)
    for count in (1, 2):
        pauses.end(count)
    until(lambda: rooms.seats)[0].tell(HEARD)
    heard.until_told("user.transcription")
    assert pauses.asked == [1, 4]


def test_a_seat_that_could_not_send_is_taken_again_though_nobody_tries_anew(
    agents, rooms, seat, pauses, heard
):
    seat.fails = True
    assert agents.say("s1", HELLO, lambda: None) is False
    until(lambda: seat.left)
    the_next(rooms, pauses, 1).tell(HEARD)
    heard.until_told("user.transcription")


def test_the_waits_grow_while_nothing_is_heard(rooms, seat, pauses, heard):
    for count in range(1, 6):
        seat.lose(Gone.LOST)
        seat = the_next(rooms, pauses, count)
    assert pauses.asked == [1, 4, 15, 30, 30]
    seat.tell(HEARD)
    seat.lose(Gone.LOST)
    the_next(rooms, pauses, 6)
    assert pauses.asked[5:] == [1]


def test_a_room_that_is_never_reached_is_given_up_in_the_end(agents, rooms, pauses):
    pauses.are_over = True
    rooms.fails = [SeatLost() for _ in range(TRIES + 1)]
    agents.enter("s1", DOOR)
    until(lambda: not rooms.fails)
    agents.enter("s2", DOOR)
    until(lambda: rooms.seats)
    agents.close()
    assert (len(pauses.asked), len(rooms.seats)) == (TRIES, 1)


@pytest.mark.parametrize("how", [Gone.TAKEN, Gone.OVER])
def test_a_seat_that_somebody_else_has_or_that_is_over_is_not_taken_again(
    seat, how, nothing_is_planned
):
    seat.lose(how)
    nothing_is_planned()


def test_where_nobody_is_let_in_it_is_not_tried_again(
    agents, rooms, nothing_is_planned
):
    rooms.fails = [SeatRefused()]
    agents.enter("s1", DOOR)
    until(lambda: not rooms.fails)
    nothing_is_planned()


def test_what_ended_while_there_was_no_seat_lets_nobody_in_and_is_let_be(
    rooms, seat, pauses, nothing_is_planned
):
    seat.lose(Gone.LOST)
    rooms.fails = [SeatRefused()]
    pauses.end(1)
    until(lambda: not rooms.fails)
    pauses.asked.clear()
    nothing_is_planned()


def test_a_seat_that_is_given_up_is_not_taken_again(
    agents, seat, pauses, nothing_is_planned
):
    seat.lose(Gone.LOST)
    until(lambda: pauses.asked)
    agents.leave("s1")
    nothing_is_planned()
    assert pauses.given_up == 1


def test_at_the_servers_end_no_seat_is_taken_again(agents, rooms, seat, pauses):
    agents.enter("s2", DOOR)
    until(lambda: len(rooms.seats) == 2)
    rooms.seats[1].may_leave = False
    seat.lose(Gone.LOST)
    until(lambda: pauses.asked)
    with ThreadPoolExecutor(1) as thread:
        closing = thread.submit(agents.close)
        until(lambda: rooms.seats[1].left)
        pauses.end(1)
        closing.result()
    assert len(rooms.doors) == 2


@pytest.mark.parametrize("way", ["say", "enter"])
def test_whoever_needs_the_seat_meanwhile_takes_it_at_once(
    agents, rooms, seat, pauses, way, nothing_is_planned
):
    seat.lose(Gone.LOST)
    until(lambda: pauses.asked)
    if way == "say":
        assert agents.say("s1", HELLO, lambda: DOOR)
    else:
        agents.enter("s1", DOOR)
    until(lambda: len(rooms.seats) == 2)
    nothing_is_planned()


def test_what_an_old_seat_tells_says_nothing_about_the_one_that_follows(
    rooms, seat, pauses, heard, nothing_is_planned
):
    seat.lose(Gone.LOST)
    new = the_next(rooms, pauses, 1)
    pauses.asked.clear()
    for how in Gone:
        seat.lose(how)
    seat.tell(HEARD)
    seat.watch(True)
    nothing_is_planned()
    new.tell(HEARD)
    heard.until_told("user.transcription")
    assert (len(heard.events), heard.viewers) == (1, [])
