"""Two who act on one session at the same moment."""

import pytest

from errors import NotFound, WrongState
from sessions.ledger import Ledger
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from tests.sessions.conftest import ANSWER


class Overtaken(Ledger):
    """A ledger in which somebody else is always a little faster.

    Attributes:
        before: What happens just before the next move, once.
    """

    def __init__(self, **parts):
        super().__init__(**parts)
        self.before = lambda: None

    def move(self, session, to, **changes):
        happen, self.before = self.before, lambda: None
        happen()
        return super().move(session, to, **changes)


@pytest.fixture
def ledger(database, clock):
    return Overtaken(database=database, now=clock)


@pytest.fixture
def overtaken(make_service, ledger):
    return make_service(ledger=ledger)


def test_a_stop_that_another_stop_overtakes_succeeds_too(overtaken, ledger):
    session_id = overtaken.open(SessionOrder()).cloud_session_id
    ledger.before = lambda: overtaken.close(session_id, EndReason.IDLE)
    assert overtaken.close(session_id, EndReason.CLIENT) is None
    assert overtaken.find(session_id).end_reason is EndReason.IDLE


def test_a_stop_that_a_start_overtakes_still_ends_the_session(overtaken, ledger, cloud):
    session_id = overtaken.open(SessionOrder()).cloud_session_id
    ledger.before = lambda: overtaken.accept(session_id, ANSWER)
    overtaken.close(session_id, EndReason.CLIENT)
    assert overtaken.find(session_id).state is State.CLOSED
    assert cloud.verbs() == ["open", "accept", "close"]


def test_a_start_that_a_stop_overtakes_is_refused_and_revives_nothing(
    overtaken, ledger
):
    session_id = overtaken.open(SessionOrder()).cloud_session_id
    ledger.before = lambda: overtaken.close(session_id, EndReason.CLIENT)
    with pytest.raises(WrongState):
        overtaken.accept(session_id, ANSWER)
    assert overtaken.find(session_id).state is State.CLOSED


def test_the_end_at_the_cloud_that_a_stop_overtakes_stays_the_stops(
    overtaken, ledger, cloud
):
    session_id = overtaken.open(SessionOrder()).cloud_session_id
    overtaken.accept(session_id, ANSWER)
    cloud.fails["speak"] = NotFound("closed")
    ledger.before = lambda: overtaken.close(session_id, EndReason.CLIENT)
    with pytest.raises(WrongState):
        overtaken.speak(session_id, "Hello.")
    assert overtaken.find(session_id).end_reason is EndReason.CLIENT
