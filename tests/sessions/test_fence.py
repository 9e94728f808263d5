"""Texts of one session and one process: in order, and cut at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sessions.fence import Fence
from tests.waiting import until


@pytest.fixture
def fence():
    return Fence()


def test_texts_are_said_in_the_order_in_which_they_came(fence):
    said, joined = [], []
    gate = threading.Event()

    def say(number):
        with fence.cue("s", 0) as cue:
            joined.append(number)
            cue.wait()
            assert gate.wait(10)
            said.append(number)

    with ThreadPoolExecutor(5) as pool:
        for number in range(5):
            pool.submit(say, number)
            until(lambda: len(joined) > number)  # noqa: B023
        gate.set()
    assert said == joined == [0, 1, 2, 3, 4]


def test_one_that_gives_up_its_place_holds_nobody_up(fence):
    with fence.cue("s", 0), fence.cue("s", 0) as second:
        with fence.cue("s", 0) as third:
            pass
        assert not third.is_cut
        assert not second.is_cut
    with fence.cue("s", 0) as next_one:
        next_one.wait()


def test_what_belongs_to_an_earlier_turn_is_cut_and_nothing_else(fence):
    told = []
    with (
        fence.cue("s", 1) as old,
        fence.cue("s", 2) as new,
        fence.cue("other", 1) as other,
    ):
        old.on_cut(lambda: told.append("old"))
        new.on_cut(lambda: told.append("new"))
        assert fence.cut("s", 2)
        assert (old.is_cut, new.is_cut, other.is_cut) == (True, False, False)
        assert told == ["old"]
        assert not fence.cut("nobody", 2)


def test_who_comes_late_to_a_cut_is_told_at_once_and_once(fence):
    told = []
    with fence.cue("s", 0) as cue:
        fence.cut("s", 1)
        cue.on_cut(lambda: told.append(1))
        fence.cut("s", 2)
    assert told == [1]


def test_the_end_of_a_session_cuts_everything_in_it(fence):
    with fence.cue("s", 5) as cue:
        fence.forget("s")
        assert cue.is_cut
    fence.forget("s")


def test_nothing_is_kept_of_a_session_in_which_nobody_has_anything_to_say(fence):
    with fence.cue("s", 0), fence.sending("s"), fence.cue("s", 1):
        fence.forget("s")
        assert fence._places
    with fence.sending("s"):
        pass
    assert not fence._places
