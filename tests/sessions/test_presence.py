"""Who is there, and who may say that somebody is not."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from sessions.core import LEASE_S
from sessions.presence import Presence
from sessions.runner import HEARTBEAT_S
from storage.database import Database
from storage.leases import Leases


class Announced(Database):
    """Tells when somebody wants to write."""

    def __init__(self, url):
        super().__init__(url)
        self.wanted = threading.Semaphore(0)

    def write(self, *, durable=True):
        self.wanted.release()
        return super().write(durable=durable)


@contextmanager
def nobody_writes(database):
    """Hold what every lease is written under."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("LOCK TABLE leases IN EXCLUSIVE MODE"))
        yield


@pytest.fixture
def announced(database, database_url):
    """The ledger as another process has it."""
    announced = Announced(database_url)
    yield announced
    announced.close()


@pytest.fixture
def come(announced, clock):
    """Makes a process that is there."""

    def come():
        leases = Leases(database=announced, for_s=LEASE_S)
        presence = Presence(leases=leases, now=clock)
        presence.come()
        presence.beat()
        return presence

    return come


def test_a_beat_that_had_to_wait_counts_from_when_it_was_written(
    database, announced, come, clock
):
    first, second = come(), come()
    with ThreadPoolExecutor() as pool:
        with nobody_writes(database):
            while announced.wanted.acquire(blocking=False):
                pass
            beats = [pool.submit(one.beat) for one in (first, second)]
            for _ in beats:
                assert announced.wanted.acquire(timeout=10)
            clock.advance(LEASE_S + 1)
        for beat in beats:
            beat.result(10)
    assert first.name in second.present()
    assert second.name in first.present()


def live_on(presence, clock, seconds):
    for _ in range(round(seconds / HEARTBEAT_S)):
        clock.advance(HEARTBEAT_S)
        presence.beat()


def test_who_has_just_come_cannot_tell_who_is_gone(come, clock):
    presence = come()
    live_on(presence, clock, LEASE_S / 2)
    assert not presence.knows_who_is_gone()
    live_on(presence, clock, HEARTBEAT_S)
    assert presence.knows_who_is_gone()


LONG_S = LEASE_S - HEARTBEAT_S  # another's lease may be over after so long a pause


@pytest.mark.parametrize("pause_s", [2 * HEARTBEAT_S, LONG_S])
def test_who_could_not_beat_for_a_while_gives_the_others_their_time(
    come, clock, pause_s
):
    presence = come()
    live_on(presence, clock, LEASE_S)
    clock.advance(pause_s)
    was_short = pause_s < LONG_S
    assert presence.knows_who_is_gone() is was_short
    presence.beat()
    assert presence.knows_who_is_gone() is was_short
    live_on(presence, clock, LEASE_S / 2)
    assert presence.knows_who_is_gone() is was_short
    live_on(presence, clock, HEARTBEAT_S)
    assert presence.knows_who_is_gone()


def test_who_comes_again_begins_again(come, clock):
    presence = come()
    live_on(presence, clock, LEASE_S)
    presence.come()
    presence.beat()
    assert not presence.knows_who_is_gone()
