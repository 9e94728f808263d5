from dataclasses import replace
from datetime import timedelta

import pytest

from deliveries.backoff import GIVE_UP_S, Backoff
from deliveries.claims import Claims
from deliveries.courier import Courier
from deliveries.outbox import Outbox
from tests.cores import TestClock
from tests.deliveries.receiver import Receiver


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def outbox(database, clock):
    return Outbox(database=database, now=clock)


@pytest.fixture
def claims(database, clock):
    return Claims(database=database, now=clock, backoff=Backoff(jitter=lambda: 0))


@pytest.fixture
def add(database, outbox):
    """Adds a delivery in a transaction of its own; its id."""

    def add(conversation_id="c1", **choices):
        row = {"session_id": "s1", "kind": "message", "body": {"content": "Hello."}}
        with database.write() as connection:
            return outbox.add(
                connection, conversation_id=conversation_id, **(row | choices)
            )

    return add


@pytest.fixture
def give_up(claims, clock):
    """Tries what is due next for the last time, and in vain."""

    def give_up():
        taken = claims.take()
        long_ago = clock() - timedelta(seconds=GIVE_UP_S)
        assert claims.failed(replace(taken, tried_at=long_ago), "odd")

    return give_up


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.let_go()


@pytest.fixture
def make_courier(claims, receiver):
    made = []

    def make(**choices):
        parts = {"claims": claims, "send": receiver.take}
        made.append(Courier(**(parts | choices)))
        return made[-1]

    yield make
    receiver.let_go()
    for courier in made:
        assert courier.end(10)


@pytest.fixture
def courier(make_courier):
    return make_courier()
