"""A call to the cloud that hangs keeps nobody's end waiting but its own."""

import threading

import pytest

from sessions.core import LEASE_S
from sessions.limits import Limits
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from sessions.presence import Presence
from sessions.runner import Runner
from storage.leases import Leases
from tests.cores import a_janitor
from tests.sessions.conftest import ANSWER, HonestCloud
from tests.waiting import until

LIMIT_S = 100.0
SOON_S = 5  # less than a gate can stay shut


@pytest.fixture
def cloud():
    return HonestCloud()


@pytest.fixture
def service(make_service):
    return make_service(limits=Limits(session_s=LIMIT_S), idle_s=3600)


@pytest.fixture
def start(service):
    """Starts a session, and gives its id."""

    def start():
        session_id = service.open(SessionOrder()).cloud_session_id
        service.accept(session_id, ANSWER)
        return session_id

    return start


@pytest.fixture
def shut(cloud):
    """Shuts the gate of a verb of the cloud's, and gives it."""

    def shut(verb):
        gate = cloud.gates[verb] = threading.Event()
        return gate

    yield shut
    for gate in cloud.gates.values():
        gate.set()


@pytest.fixture
def janitor(service, clock):
    return a_janitor(service, clock, farewell="Farewell!")


@pytest.fixture
def runner(janitor, service, database, clock, shut):
    """The janitor at work, round after round."""
    before = threading.active_count()
    runner = Runner(
        janitor=janitor,
        presence=Presence(leases=Leases(database=database, for_s=LEASE_S), now=clock),
        every_s=0.01,
    )
    runner.start()
    until(lambda: runner.leads)
    yield runner
    runner.stop()
    # Nobody writes into the next test.
    for gate in service.cloud.gates.values():
        gate.set()
    until(lambda: threading.active_count() <= before)


@pytest.fixture
def state(service):
    return lambda session_id: service.find(session_id).state


def asked(cloud, *call):
    return lambda: call in cloud.calls


@pytest.fixture
def hanging(runner, cloud, clock, start, shut):
    """A session whose end hangs, its gate, and one that is half as old."""
    slow = start()
    gate = shut(f"close {slow}")
    clock.advance(LIMIT_S / 2)
    younger = start()
    clock.advance(LIMIT_S / 2)
    until(asked(cloud, "close", slow))
    return slow, gate, younger


def test_an_end_that_hangs_keeps_no_other_waiting_and_is_asked_for_once(
    service, cloud, clock, hanging, state
):
    slow, gate, quick = hanging
    # By now the slow one would be due to be tried again, were it in nobody's hand.
    clock.advance(LIMIT_S / 2)
    until(lambda: state(quick) is State.CLOSED, within_s=SOON_S)
    assert state(slow) is State.CLOSING
    gate.set()
    until(lambda: state(slow) is State.CLOSED)
    assert cloud.calls.count(("close", slow)) == 1
    assert service.find(slow).end_reason is EndReason.MAX_DURATION


def test_a_list_that_hangs_keeps_no_end_waiting_and_is_asked_for_once(
    runner, cloud, clock, start, shut, state
):
    until(asked(cloud, "live", None))
    live = start()
    shut("live")
    listed = cloud.verbs().count("live")
    clock.advance(LIMIT_S / 2)
    until(lambda: cloud.verbs().count("live") > listed)
    clock.advance(LIMIT_S / 2)
    until(lambda: state(live) is State.CLOSED, within_s=SOON_S)
    assert cloud.verbs().count("live") == listed + 1


@pytest.mark.parametrize(("verb", "at_s"), [("keep_alive", 80), ("speak", LIMIT_S - 5)])
def test_neither_a_goodbye_nor_a_sign_of_life_that_hangs_puts_off_the_end(
    service, runner, cloud, clock, start, shut, state, verb, at_s
):
    live = start()
    shut(verb)
    clock.advance(at_s)
    service.viewers.beat(live)
    until(lambda: verb in cloud.verbs())
    clock.advance(LIMIT_S - at_s)
    until(lambda: state(live) is State.CLOSED, within_s=SOON_S)


def test_the_end_of_the_server_waits_for_no_call_that_hangs(
    janitor, runner, clock, hanging, state
):
    _, gate, late = hanging
    ending = threading.Thread(target=runner.stop)
    ending.start()
    ending.join(SOON_S)
    assert not ending.is_alive()
    assert not gate.is_set()
    assert not runner.leads
    clock.advance(LIMIT_S / 2)
    janitor.round()
    assert state(late) is State.LIVE
