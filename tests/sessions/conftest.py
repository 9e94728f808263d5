import pytest

from sessions.model import SessionOrder
from tests.cores import TestClock, a_janitor, a_service
from tests.fakes import FakeCloud

ANSWER = {"type": "answer", "sdp": "v=0"}


@pytest.fixture
def cloud():
    return FakeCloud()


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def make_service(cloud, database, clock):
    """Makes a core with other choices: `make_service(limits=Limits(sessions=1))`."""

    def make(**choices):
        return a_service(cloud=cloud, database=database, clock=clock, **choices)

    return make


@pytest.fixture
def service(make_service):
    return make_service()


@pytest.fixture
def janitor(service, clock):
    return a_janitor(service, clock)


@pytest.fixture
def live(service):
    """The id of a session that has been started."""
    session_id = service.open(SessionOrder(persona_id="ada")).cloud_session_id
    service.accept(session_id, ANSWER)
    return session_id
