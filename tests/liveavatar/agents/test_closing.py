"""The end of Agents; that none of their threads is left is looked after in `make`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import ShuttingDown
from tests.liveavatar.agents.fake_rooms import DOOR
from tests.waiting import until

HELLO = {"event_type": "avatar.speak_text", "text": "Hello."}


def test_every_seat_is_given_up(agents, rooms):
    for n in range(5):
        agents.say(f"s{n}", HELLO, lambda: DOOR)
    agents.close()
    assert [seat.left for seat in rooms.seats] == [True] * 5


def test_what_was_heard_before_is_told(agents, rooms, heard):
    agents.say("s1", HELLO, lambda: DOOR)
    for n in range(100):
        rooms.seats[0].tell({"event_type": "user.transcription", "n": n})
    agents.close()
    assert [event["n"] for _, event in heard.events] == list(range(100))


def test_to_close_twice_or_unused_is_harmless(agents):
    agents.close()
    agents.close()


def test_afterwards_nothing_is_said_or_entered(agents, rooms):
    agents.say("s1", HELLO, lambda: DOOR)
    agents.close()
    agents.enter("s2", DOOR)
    agents.leave("s1")
    with pytest.raises(ShuttingDown):
        agents.say("s1", HELLO, lambda: DOOR)
    assert len(rooms.doors) == 1


def test_who_waits_for_a_room_is_told_that_the_server_is_closing(agents, rooms):
    rooms.is_shut = True
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(agents.say, "s1", HELLO, lambda: DOOR)
        until(lambda: rooms.doors)
        agents.close()
        with pytest.raises(ShuttingDown):
            waiting.result()


def test_a_seat_that_does_not_let_go_holds_nothing_up(agents, rooms):
    agents.say("s1", HELLO, lambda: DOOR)
    rooms.seats[0].may_leave = False
    agents.close()
    assert rooms.seats[0].left


def test_whoever_is_in_the_middle_of_saying_hears_one_thing_or_the_other(agents, rooms):
    def talk(who):
        sent = 0
        try:
            while sent < 100_000:
                sent += agents.say(f"s{who}", HELLO, lambda: DOOR)
        except ShuttingDown:
            return sent
        raise AssertionError("it was not closed in time")

    with ThreadPoolExecutor(8) as threads:
        counts = threads.map(talk, range(8))
        until(lambda: len(rooms.seats) == 8 and all(s.said for s in rooms.seats))
        agents.close()
        assert sum(counts) <= sum(len(seat.said) for seat in rooms.seats)
