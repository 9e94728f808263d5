"""A session is judged as it is when its turn has come, not as the round saw it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from sessions.janitor import AT_ONCE
from sessions.model import State
from sessions.order import SessionOrder
from tests.sessions.conftest import ANSWER, HonestCloud


@pytest.fixture
def cloud():
    return HonestCloud()


@pytest.fixture
def watched(service):
    """One session more than the janitor has hands; a page before each of them."""
    opened = [service.open(SessionOrder()) for _ in range(AT_ONCE + 1)]
    sessions = {one.cloud_session_id for one in opened}
    for session_id in sessions:
        service.accept(session_id, ANSWER)
        service.viewers.beat(session_id)
    return sessions


@pytest.fixture
def a_round_hangs(janitor, cloud, watched):
    """While `with a_round_hangs(verb) as last`, that one waits for a free hand."""

    @contextmanager
    def a_round_hangs(verb):
        gate = cloud.gates[verb] = threading.Event()
        while cloud.entered.acquire(blocking=False):
            pass
        with ThreadPoolExecutor() as pool:
            turn = pool.submit(janitor.round)
            try:
                for _ in range(AT_ONCE):
                    assert cloud.entered.acquire(timeout=10)
                (last,) = watched - {what for said, what in cloud.calls if said == verb}
                yield last
            finally:
                gate.set()
            turn.result(10)

    return a_round_hangs


def beat_all(service, watched):
    for session_id in watched:
        service.viewers.beat(session_id)


def test_whoever_beats_while_the_others_calls_hang_has_not_left(
    service, clock, watched, a_round_hangs
):
    clock.advance(61)
    beat_all(service, watched)
    with a_round_hangs("keep_alive") as last:
        clock.advance(46)
        beat_all(service, watched)
    assert service.find(last).state is State.LIVE


def test_whoever_comes_back_before_its_end_is_begun_stays(
    service, cloud, clock, a_round_hangs
):
    clock.advance(46)
    with a_round_hangs("close") as last:
        service.viewers.beat(last)
    assert service.find(last).state is State.LIVE
    assert ("close", last) not in cloud.calls
