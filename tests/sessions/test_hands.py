"""Nobody waits for what hangs, and nothing is done twice at a time."""

import threading

import pytest

from sessions.hands import Hands, finish
from tests.waiting import until


@pytest.fixture
def hands():
    return Hands(2, "busy in a test")


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()
    until(nobody_is_busy)


def nobody_is_busy():
    return not [t for t in threading.enumerate() if t.name == "busy in a test"]


def fail():
    raise ZeroDivisionError


def test_what_is_begun_is_done_when_it_was_waited_for(hands):
    done = []
    finish([hands.take(n, lambda n=n: done.append(n)) for n in range(9)], None)
    assert sorted(done) == list(range(9))


def test_what_hangs_is_not_waited_for_and_not_begun_again(hands, gate):
    begun = hands.take("a", gate.wait)
    finish([begun], 0)
    assert not begun.done()
    assert hands.take("a", gate.wait) is None
    gate.set()
    finish([begun], 10)
    assert hands.take("a", gate.wait) is not None


def test_what_hangs_leaves_the_other_hands_free(hands, gate):
    hands.take("a", gate.wait)
    finish([hands.take(n, lambda: None) for n in range(9)], 10)


def test_more_than_there_are_hands_wait_for_a_free_one(hands, gate):
    begun = [hands.take(n, gate.wait) for n in range(2)]
    third = hands.take("third", lambda: None)
    finish([third], 0)
    assert not third.done()
    gate.set()
    finish([*begun, third], 10)


def test_after_the_end_nothing_is_begun_and_nobody_waited_for(hands, gate):
    done = []
    for number in range(2):
        hands.take(number, gate.wait)
    third = hands.take("third", lambda: done.append("third"))
    hands.stop()
    finish([third], 10)
    assert hands.take("fourth", lambda: done.append("fourth")) is None
    gate.set()
    until(nobody_is_busy)
    assert done == []


def test_no_hand_keeps_a_process_from_ending(hands, gate):
    hands.take("a", gate.wait)
    (busy,) = (t for t in threading.enumerate() if t.name == "busy in a test")
    assert busy.daemon


def test_a_failure_is_told_to_whoever_waits(hands):
    with pytest.raises(ZeroDivisionError):
        finish([hands.take("a", fail)], 10)


def test_a_failure_that_nobody_waits_for_is_logged(hands, gate, caplog):
    def fail_late():
        gate.wait()
        fail()

    finish([hands.take("a", fail_late)], 0)
    gate.set()
    until(lambda: "ZeroDivisionError" in caplog.text)


def test_a_failure_does_not_cost_a_hand(hands):
    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            finish([hands.take(number, fail)], 10)
    finish([hands.take("a", lambda: None)], 10)
