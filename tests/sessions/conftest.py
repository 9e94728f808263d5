from datetime import UTC, datetime

import pytest

from sessions.ledger import MemoryLedger
from sessions.model import SessionOrder
from sessions.service import SessionService
from tests.fakes import FakeCloud

ANSWER = {"type": "answer", "sdp": "v=0"}
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def cloud():
    return FakeCloud()


@pytest.fixture
def service(cloud):
    return SessionService(cloud=cloud, ledger=MemoryLedger(), now=lambda: NOON)


@pytest.fixture
def live(service):
    """The id of a session that has been started."""
    session_id = service.open(SessionOrder(persona_id="ada")).cloud_session_id
    service.accept(session_id, ANSWER)
    return session_id
