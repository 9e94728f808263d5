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

    def end_what_was_left(self, present, within_s=None):
        self.told.append(present)

    def round(self, within_s=None):
        self.rounds += 1
        self.turned.set()

    def stop(self):
        pass


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


@pytest.fixture
def live_on(clock):
    """Lets processes live together for so many seconds, or a little longer."""

    def live_on(*processes, seconds=LEASE_S):
        began = clock()
        while (clock() - began).total_seconds() < seconds:
            clock.advance(HEARTBEAT_S)
            for process in processes:
                process.live()

    return live_on


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


def test_the_leader_knows_who_is_there(make_process, clock, live_on):
    first, second = make_process().come(), make_process().come()
    second.presence.beat()
    live_on(first, second)
    names = {first.presence.name, second.presence.name}
    assert second.janitor.told[-1] == names
    live_on(second, seconds=LEASE_S + 0.1)
    assert second.janitor.told[-1] == {second.presence.name}


def test_what_a_dead_process_left_is_ended_soon_after_the_restart(
    make_process, clock, live_on
):
    dead, heir = make_process().come(), make_process()
    dead.live()
    came_at = clock()
    heir.come()
    while not heir.janitor.told:
        live_on(heir, seconds=HEARTBEAT_S)
    assert heir.janitor.told == [{heir.presence.name}]
    # What has to be seen of itself is seen while the dead one's lease runs out.
    assert (clock() - came_at).total_seconds() <= LEASE_S + HEARTBEAT_S < 5


def test_a_leader_that_could_not_beat_takes_nobody_for_dead(
    make_process, clock, live_on
):
    leader, other = make_process().come(), make_process().come()
    live_on(leader, other)
    told, rounds = len(leader.janitor.told), leader.janitor.rounds
    clock.advance(LEASE_S + 0.1)  # in which nobody could write
    leader.runner.round()
    leader.live()
    assert leader.presence.leads
    assert leader.janitor.rounds == rounds + 2
    assert len(leader.janitor.told) == told
    live_on(leader, other)
    assert leader.janitor.told[-1] == {leader.presence.name, other.presence.name}


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

    def fail_first(within_s):
        turn(within_s)
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
