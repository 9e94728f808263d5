import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.database import Database
from storage.leases import Leases

FOR_S = 3
TRIES = 8


@pytest.fixture
def leases(database):
    return Leases(database=database, for_s=FOR_S)


def test_a_free_name_is_given_to_whoever_asks_and_to_nobody_else(leases, clock):
    assert leases.hold("janitor", "ann", clock)
    assert not leases.hold("janitor", "bob", clock)
    assert leases.hold("other", "bob", clock)


@pytest.mark.parametrize("held_before", [False, True])
def test_of_many_who_ask_at_once_one_holds_it(
    database, database_url, leases, clock, held_before
):
    if held_before:
        leases.hold("janitor", "the dead", clock)
        clock.advance(FOR_S + 1)
    together = threading.Barrier(TRIES)

    def ask(number):
        own = Database(database_url)  # as another process would have
        together.wait(10)
        held = Leases(database=own, for_s=FOR_S).hold("janitor", f"h{number}", clock)
        own.close()
        return held

    with ThreadPoolExecutor(TRIES) as pool:
        assert list(pool.map(ask, range(TRIES))).count(True) == 1


def test_a_lease_that_is_renewed_is_kept(leases, clock):
    for _ in range(5):
        assert leases.hold("janitor", "ann", clock)
        clock.advance(FOR_S - 0.1)
        assert not leases.hold("janitor", "bob", clock)


def test_a_lease_that_ran_out_is_taken_over_and_stays_taken(leases, clock):
    leases.hold("janitor", "ann", clock)
    clock.advance(FOR_S + 0.001)
    assert leases.hold("janitor", "bob", clock)
    assert not leases.hold("janitor", "ann", clock)


def test_a_released_lease_is_free_at_once(leases, clock):
    leases.hold("janitor", "ann", clock)
    leases.release("janitor", "ann")
    assert leases.hold("janitor", "bob", clock)


def test_nobody_can_release_anothers_lease(leases, clock):
    leases.hold("janitor", "ann", clock)
    leases.release("janitor", "bob")
    assert not leases.hold("janitor", "bob", clock)


def test_holders_are_those_of_the_prefix_whose_time_has_not_run_out(leases, clock):
    leases.hold("worker:1", "ann", clock)
    leases.hold("janitor", "ann", clock)
    leases.hold("worker_2", "odd", clock)
    clock.advance(FOR_S - 1)
    leases.hold("worker:2", "bob", clock)
    assert set(leases.holders("worker:", clock())) == {"ann", "bob"}
    clock.advance(FOR_S - 1)
    assert set(leases.holders("worker:", clock())) == {"bob"}


def test_only_leases_that_ended_long_ago_are_forgotten(leases, clock):
    leases.hold("worker:1", "ann", clock)
    leases.hold("janitor", "ann", clock)
    began = clock()
    clock.advance(100)
    leases.hold("worker:2", "bob", clock)
    leases.forget("worker:", clock())
    assert list(leases.holders("worker:", began)) == ["bob"]
    assert list(leases.holders("janitor", began)) == ["ann"]
