import pytest

from deliveries.backoff import Backoff

STEADY = Backoff(jitter=lambda: 0)


def test_waits_double_from_a_second_to_a_quarter_of_an_hour():
    waits = [STEADY.wait_s(attempts) for attempts in range(1, 13)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_what_failed_ten_thousand_times_still_waits_a_quarter_of_an_hour():
    assert STEADY.wait_s(10_000) == 900


@pytest.mark.parametrize(("jitter", "wait_s"), [(0, 16), (0.5, 12), (1, 8)])
def test_up_to_half_of_a_wait_is_left_to_chance(jitter, wait_s):
    assert Backoff(jitter=lambda: jitter).wait_s(5) == wait_s


def test_chance_is_real_unless_it_is_given():
    assert len({Backoff().wait_s(11) for _ in range(20)}) > 1


def test_the_receivers_hint_is_obeyed_within_the_longest_wait():
    assert STEADY.wait_s(1, hint_s=30) == 30
    assert STEADY.wait_s(7, hint_s=30) == 64
    assert STEADY.wait_s(1, hint_s=86_400) == 900
