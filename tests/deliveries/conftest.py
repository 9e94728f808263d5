import pytest

from deliveries.courier import Courier
from deliveries.outbox import Outbox
from tests.cores import TestClock


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def outbox(database, clock):
    return Outbox(database=database, now=clock, spread=lambda: 1.0)


@pytest.fixture
def add(outbox, database):
    """Writes a delivery down: `add("c1", {"text": "Hello"})`."""

    def add(conversation_id="c1", body=None, *, kind="message", is_complete=True):
        with database.write() as connection:
            outbox.add(
                connection,
                conversation_id=conversation_id,
                session_id=f"session of {conversation_id}",
                kind=kind,
                body=body or {},
                is_complete=is_complete,
            )

    return add


@pytest.fixture
def make_courier(outbox, clock):
    """Makes couriers that are sent home at the end."""
    made = []

    def make(send, complete=lambda delivery: delivery.body, **choices):
        courier = Courier(
            outbox=outbox, send=send, complete=complete, now=clock, **choices
        )
        made.append(courier)
        return courier

    yield make
    for courier in made:
        courier.close()
