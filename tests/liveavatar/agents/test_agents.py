"""Seats that are taken, used and heard, in rooms without LiveKit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import NotFound, TimedOut, Unreachable
from liveavatar.doors import Door, SeatLost, SeatRefused
from tests.liveavatar.agents.conftest import threads_of_agents
from tests.liveavatar.agents.fake_rooms import DOOR
from tests.waiting import until

HELLO = {"event_type": "avatar.speak_text", "text": "Hello."}


def no_door():
    raise AssertionError("there is a seat already")


def test_a_command_takes_a_seat_where_there_is_none_and_goes_out(agents, rooms):
    assert agents.say("s1", HELLO, lambda: DOOR)
    assert rooms.doors == [DOOR]
    assert rooms.seats[0].said == [HELLO]


def test_a_seat_that_was_entered_is_used_without_asking_for_the_way(agents, rooms):
    agents.enter("s1", DOOR)
    until(lambda: rooms.seats)
    assert agents.say("s1", HELLO, no_door)
    assert len(rooms.doors) == 1


def test_to_enter_twice_is_harmless(agents, rooms):
    for _ in range(2):
        agents.enter("s1", DOOR)
    agents.enter("s2", DOOR)
    until(lambda: len(rooms.seats) == 2)
    assert len(rooms.doors) == 2


def test_sessions_have_a_seat_each(agents, rooms):
    doors = [Door("ws://rooms.example", f"token-{n}") for n in range(3)]
    for n, door in enumerate(doors):
        agents.say(f"s{n}", {**HELLO, "n": n}, lambda door=door: door)
    assert rooms.doors == doors
    assert [seat.said[0]["n"] for seat in rooms.seats] == [0, 1, 2]


def test_nothing_is_sent_where_this_server_has_no_seat(agents, rooms):
    assert agents.say("s1", HELLO, lambda: None) is False
    assert rooms.doors == []


def test_to_enter_does_not_wait_for_the_room(agents, rooms):
    rooms.is_shut = True
    agents.enter("s1", DOOR)
    until(lambda: rooms.doors)
    assert rooms.seats == []
    rooms.open()
    until(lambda: rooms.seats)


def test_what_is_said_on_the_way_in_goes_out_in_its_order(agents, rooms):
    rooms.is_shut = True
    agents.enter("s1", DOOR)
    with ThreadPoolExecutor(5) as threads:
        waiting = []
        for n in range(5):
            asked = threading.Event()
            waiting.append(threads.submit(_say_and_tell, agents, n, asked))
            asked.wait()
        until(lambda: rooms.doors)
        rooms.open()
        assert all(one.result() for one in waiting)
    said = [command["n"] for command in rooms.seats[0].said]
    assert sorted(said) == [0, 1, 2, 3, 4]
    assert len(rooms.doors) == 1


def _say_and_tell(agents, n, asked):
    asked.set()
    return agents.say("s1", {**HELLO, "n": n}, lambda: DOOR)


def test_many_threads_may_say_at_once_each_in_its_own_order(agents, rooms):
    def talk(who):
        for n in range(50):
            assert agents.say(f"s{who % 4}", {"who": who, "n": n}, lambda: DOOR)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(talk, range(16)))
    assert len(rooms.seats) == 4
    said = [command for seat in rooms.seats for command in seat.said]
    assert len(said) == 16 * 50
    for who in range(16):
        assert [c["n"] for c in said if c["who"] == who] == list(range(50))


def test_who_is_not_let_in_learns_that_the_session_is_over(agents, rooms):
    rooms.fails = [SeatRefused()]
    with pytest.raises(NotFound):
        agents.say("s1", HELLO, lambda: DOOR)


def test_a_room_that_cannot_be_joined_is_tried_again_and_then_unreachable(
    agents, rooms
):
    rooms.fails = [SeatLost(), SeatLost()]
    with pytest.raises(Unreachable) as raised:
        agents.say("s1", HELLO, lambda: DOOR)
    assert (raised.value.upstream, raised.value.in_doubt) == ("liveavatar", False)
    assert len(rooms.doors) == 2
    assert agents.say("s1", HELLO, lambda: DOOR)


def test_a_failed_way_in_that_nobody_waits_for_is_tried_by_the_next(agents, rooms):
    rooms.fails = [SeatLost()]
    agents.enter("s1", DOOR)
    until(lambda: not rooms.fails)
    assert agents.say("s1", HELLO, lambda: DOOR)


def test_a_room_that_does_not_answer_costs_no_more_than_the_limit(make, heard, rooms):
    agents = make(heard, join=rooms.join, within_s=0.05)
    rooms.is_shut = True
    with pytest.raises(Unreachable):
        agents.say("s1", HELLO, lambda: DOOR)
    # Whoever gave up has not spoilt it for the next.
    rooms.open()
    until(lambda: rooms.seats)
    assert agents.say("s1", HELLO, no_door)
    assert rooms.seats[0].said == [HELLO]


def test_a_send_that_does_not_end_may_have_been_sent(make, heard, rooms):
    agents = make(heard, join=rooms.join, within_s=0.2)
    agents.say("s1", HELLO, lambda: DOOR)
    rooms.seats[0].hangs = True
    with pytest.raises(TimedOut) as raised:
        agents.say("s1", HELLO, no_door)
    assert raised.value.in_doubt


def test_what_an_old_seat_could_not_send_was_not_sent(make, heard, rooms):
    agents = make(heard, join=rooms.join, within_s=0.2)
    agents.say("s1", HELLO, lambda: DOOR)
    rooms.seats[0].fails = rooms.is_shut = True
    with pytest.raises(Unreachable):
        agents.say("s1", HELLO, lambda: DOOR)
    assert len(rooms.doors) == 2


def test_neither_tokens_nor_words_are_logged(agents, rooms, heard, caplog):
    rooms.fails = [RuntimeError(DOOR.token), SeatLost(DOOR.token)]
    with pytest.raises(Unreachable):
        agents.say("s1", HELLO, lambda: DOOR)
    agents.say("s1", HELLO, lambda: DOOR)
    heard.fails = True
    rooms.seats[0].tell({"event_type": "user.transcription", "text": "secret words"})
    until(lambda: "upon an event of a room" in caplog.text)
    assert "on the way into a room" in caplog.text
    for secret in (DOOR.token, "Hello", "words"):
        assert secret not in caplog.text
    assert DOOR.token not in repr(DOOR)


def test_until_something_is_asked_of_them_they_have_no_threads(agents, others):
    agents.leave("s1")
    assert agents.say("s1", HELLO, lambda: None) is False
    assert threads_of_agents() <= others
