"""Couriers in processes of their own, side by side, and killed in the middle of it."""

import multiprocessing
from collections import Counter, defaultdict

import pytest

from deliveries.claims import LEASE_S
from deliveries.model import State
from tests.cores import TestClock
from tests.deliveries.workers import add_and_hang, deliver_all, utc_now
from tests.waiting import until

SPAWN = multiprocessing.get_context("spawn")
pytestmark = pytest.mark.long

CONVERSATIONS = 12
EACH = 5
KILLED_AT = (1, 20, 47)  # sends that the receiver has seen


@pytest.fixture
def clock():
    """The time at which the test began: what is added is due for every process."""
    return TestClock(utc_now())


@pytest.fixture
def book(tmp_path):
    return tmp_path / "book"


@pytest.fixture
def start(database_url, book):
    """Starts a process that does `act`; it is gone when the test is."""
    processes = []

    def start(act, *arguments):
        process = SPAWN.Process(target=act, args=(database_url, book, *arguments))
        process.start()
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.join(20)


def lines(book):
    return [line.split() for line in book.read_text().splitlines()]


def wait_for_lines(book, number):
    until(lambda: book.exists() and len(lines(book)) >= number, within_s=30)


def test_processes_side_by_side_send_each_once(add, start, book, outbox):
    ids = [add(f"c{number % 40}") for number in range(200)]
    together = SPAWN.Barrier(2)
    processes = [start(deliver_all, 0.03, LEASE_S, together) for _ in range(2)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert Counter(line[1] for line in lines(book)) == Counter(ids)
    assert len({line[2] for line in lines(book)}) == 2
    assert outbox.counts()[State.DONE] == 200


def test_what_a_killed_process_was_sending_the_next_one_sends_under_its_id(
    add, start, book, clock, courier, receiver, outbox
):
    ids = [add("c1"), add("c1")]
    process = start(deliver_all, 60)
    wait_for_lines(book, 1)
    process.kill()
    process.join(20)
    clock.time = utc_now()
    clock.advance(LEASE_S)
    courier.round()
    assert courier.wait(10)
    assert [line[1] for line in lines(book)] == ids[:1]
    assert receiver.ids() == ids
    assert outbox.counts()[State.DONE] == 2


def test_however_often_and_whenever_the_sender_is_killed_all_arrive_in_order(
    add, start, book, outbox
):
    added = defaultdict(list)
    for number in range(CONVERSATIONS * EACH):
        conversation = f"c{number % CONVERSATIONS}"
        added[conversation].append(add(conversation))
    for so_far in KILLED_AT:
        process = start(deliver_all, 0.003)
        wait_for_lines(book, so_far)
        process.kill()
        process.join(20)
    last = start(deliver_all, 0.003)
    last.join(60)
    assert last.exitcode == 0
    times = Counter(line[1] for line in lines(book))
    assert max(times.values()) <= len(KILLED_AT) + 1
    for conversation, ids in added.items():
        sent = [ids.index(line[1]) for line in lines(book) if line[0] == conversation]
        assert sent == sorted(sent)
        assert {*sent} == {*range(EACH)}
    assert outbox.counts()[State.DONE] == CONVERSATIONS * EACH


def test_a_process_killed_before_its_transaction_ends_has_added_nothing(
    start, book, outbox, add
):
    process = start(add_and_hang)
    wait_for_lines(book, 1)
    process.kill()
    process.join(20)
    assert not outbox.page()
    assert [add()] == [delivery.id for delivery in outbox.page()]
