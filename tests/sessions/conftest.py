import pytest

from sessions.model import CloudSession
from sessions.order import SessionOrder
from tests.cores import TestClock, a_janitor, a_service
from tests.fakes import FakeCloud
from tests.sessions.face import a_face

ANSWER = {"type": "answer", "sdp": "v=0"}


class HonestCloud(FakeCloud):
    """Its list shows what it has opened and nobody has closed."""

    def live(self):
        super().live()
        closed = {what for verb, what in self.calls if verb == "close"}
        ids = {f"cloud-{number}" for number in range(1, self.opened + 1)} - closed
        return [CloudSession(cloud_session_id=one, state="new") for one in ids]


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


@pytest.fixture
def make_client(database, clock):
    """Makes a client of the session routes over a service."""
    made = []

    def make(service, **choices):
        app = a_face(service, database, clock, **choices)
        made.append(app.extensions["broadcast"])
        return app.test_client()

    yield make
    for broadcast in made:
        broadcast.end()


@pytest.fixture
def client(make_client, service):
    return make_client(service)
