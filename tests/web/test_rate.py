import pytest

from errors import LimitReached
from web import rate
from web.rate import Rate


class Seconds:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Seconds()


@pytest.fixture
def two(clock):
    return Rate(most=2, span_s=60, clock=clock)


def test_the_window_slides(two, clock):
    two.pass_by("a")
    clock.now += 40
    two.pass_by("a")
    with pytest.raises(LimitReached) as refused:
        two.pass_by("a")
    assert refused.value.retry_after_s == 20
    clock.now += 20
    two.pass_by("a")
    with pytest.raises(LimitReached):
        two.pass_by("a")


def test_what_was_refused_does_not_count(two, clock):
    two.pass_by("a")
    two.pass_by("a")
    for _ in range(5):
        clock.now += 10
        with pytest.raises(LimitReached):
            two.pass_by("a")
    clock.now += 10
    two.pass_by("a")


def test_everybody_has_a_window_of_their_own(two):
    for caller in ("a", "b", "a", "b"):
        two.pass_by(caller)


def test_nothing_is_no_limit(clock):
    free = Rate(most=0, span_s=60, clock=clock)
    for _ in range(100):
        free.pass_by("a")


def test_those_who_have_been_quiet_are_forgotten(two, clock):
    two.pass_by("first")
    clock.now += 61
    for number in range(rate.CALLERS):
        two.pass_by(str(number))
    assert len(two._calls) == rate.CALLERS
