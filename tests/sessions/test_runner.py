"""One janitor among all processes, and who takes over when it dies."""

import threading

import pytest

from sessions.core import LEASE_S
from sessions.janitor import Janitor
from sessions.presence import Presence, came_at
from sessions.runner import HEARTBEAT_S, Runner
from storage.leases import Leases
from tests.waiting import until


class CountingJanitor(Janitor):
    """Counts its rounds, and who it was told is there."""

    def __init__(self):
        # It has none of a janitor's parts.
        self.rounds = 0
        self.told = []
        self.turned = threading.Event()

    def end_what_was_left(self, present):
        self.told.append(present)

    def round(self):
        self.rounds += 1
        self.turned.set()


class Process:
    """A process with its presence, its janitor and its runner, moved by hand."""

    def __init__(self, database, clock):
        leases = Leases(database=database, for_s=LEASE_S)
        self.presence = Presence(leases=leases, now=clock)
        self.janitor = CountingJanitor()
        self.runner = Runner(janitor=self.janitor, presence=self.presence, every_s=0.01)

    def come(self):
        self.presence.come()
        return self

    def live(self):
        self.presence.beat()
        self.runner.round()


@pytest.fixture
def make_process(database, clock):
    return lambda: Process(database, clock)


def test_of_many_processes_one_leads(make_process, clock):
    processes = [make_process().come() for _ in range(4)]
    for _ in range(20):
        for process in processes:
            process.live()
        clock.advance(HEARTBEAT_S)
    assert [process.janitor.rounds for process in processes] == [20, 0, 0, 0]


def test_when_the_leader_dies_another_takes_over_within_10_seconds(make_process, clock):
    leader, other = make_process().come(), make_process().come()
    leader.live()
    died_at = clock()
    while not other.janitor.rounds:
        clock.advance(HEARTBEAT_S)
        other.live()
    assert (clock() - died_at).total_seconds() <= LEASE_S + 2 * HEARTBEAT_S < 10


def test_a_leader_that_goes_lets_the_next_one_lead_at_once(make_process):
    leader, other = make_process().come(), make_process().come()
    leader.live()
    other.live()
    leader.runner.stop()
    other.live()
    assert (leader.presence.leads, other.presence.leads) == (False, True)


def test_the_leader_knows_who_is_there(make_process, clock):
    first, second = make_process().come(), make_process().come()
    second.presence.beat()
    first.presence.beat()
    second.runner.round()
    names = {first.presence.name, second.presence.name}
    assert second.janitor.told == [names]
    clock.advance(LEASE_S + 0.1)
    second.live()
    assert second.janitor.told[-1] == {second.presence.name}


def test_a_process_that_lags_never_takes_itself_for_dead(make_process, clock):
    process = make_process().come()
    process.presence.beat()
    clock.advance(60)
    assert process.presence.present() == {process.presence.name}


def test_a_name_tells_when_its_process_came(make_process, clock):
    first = make_process().come()
    clock.advance(0.5)
    second = make_process().come()
    assert came_at(second.presence.name) == clock()
    assert first.presence.name < second.presence.name


def test_a_process_that_comes_again_is_another_one(make_process, clock):
    process = make_process().come()
    before = process.presence.name
    process.come()
    assert process.presence.name != before


def test_a_round_that_fails_is_not_the_last_one(make_process, caplog):
    process = make_process()
    turn = process.janitor.round

    def fail_first():
        turn()
        if process.janitor.rounds == 1:
            raise ZeroDivisionError

    process.janitor.round = fail_first
    process.runner.start()
    until(lambda: process.janitor.rounds > 1)
    process.runner.stop()
    assert "ZeroDivisionError" in caplog.text


def test_it_works_in_threads_and_ends(make_process):
    process = make_process()
    before = threading.active_count()
    process.runner.start()
    assert process.janitor.turned.wait(10)
    process.runner.stop()
    rounds = process.janitor.rounds
    until(lambda: threading.active_count() == before)
    assert process.janitor.rounds <= rounds + 1
    assert not process.presence.leads
