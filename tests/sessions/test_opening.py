"""Openings that go wrong on our side of the cloud."""

import pytest

from errors import Malformed, NotFound, Rejected, TimedOut, WrongState
from sessions.ledger import Ledger
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from tests.cores import a_janitor, a_service


class DatabaseIsGone(Exception):
    """What a driver would raise."""


class Forgetful(Ledger):
    """A ledger in which something happens before a session is written down as open.

    Attributes:
        before: What happens; may raise.
    """

    before = staticmethod(lambda session: None)

    def move(self, session, to, **changes):
        if to is State.OPEN:
            self.before(session)
        return super().move(session, to, **changes)


@pytest.fixture
def ledger(database, clock):
    return Forgetful(database=database, now=clock)


@pytest.fixture
def service(make_service, ledger):
    return make_service(ledger=ledger)


def test_what_cannot_be_written_down_as_open_is_closed_at_once(service, ledger, cloud):
    def fail(_session):
        raise DatabaseIsGone

    ledger.before = fail
    with pytest.raises(DatabaseIsGone):
        service.open(SessionOrder())
    assert cloud.verbs() == ["open", "close"]


def test_an_opening_given_up_too_early_is_ended_by_the_janitor(
    service, ledger, cloud, clock
):
    ledger.before = service.states.doubt
    with pytest.raises(WrongState):
        service.open(SessionOrder())
    assert cloud.verbs() == ["open"]
    a_janitor(service, clock).round()
    assert service.find("cloud-1").state is State.CLOSED
    assert "close" in cloud.verbs()


def test_an_id_that_another_session_has_ends_neither(service, ledger, cloud):
    ledger.before = lambda session: None
    first = service.open(SessionOrder())
    cloud.opened -= 1
    with pytest.raises(Malformed):
        service.open(SessionOrder())
    assert "close" not in cloud.verbs()
    states = [session.state for session in service.unended()]
    assert sorted(states) == [State.DOUBTFUL, State.OPEN]
    assert service.find(first.cloud_session_id).state is State.OPEN


def test_whoever_opens_and_ends_a_session_is_written_down(database, clock, cloud):
    one, two = (
        a_service(cloud=cloud, database=database, clock=clock, worker=lambda n=n: n)
        for n in ("one", "two")
    )
    session_id = one.open(SessionOrder()).cloud_session_id
    assert one.find(session_id).worker == "one"
    two.close(session_id, EndReason.CLIENT)
    assert one.find(session_id).worker == "two"


def test_a_stop_does_not_hide_what_the_cloud_may_have_opened(service, ledger, cloud):
    ledger.before = lambda session: None
    cloud.fails["open"] = TimedOut("late", upstream="fake")
    with pytest.raises(TimedOut):
        service.open(SessionOrder())
    (session,) = service.unended()
    with pytest.raises(WrongState, match="never confirmed"):
        service.close(session.id, EndReason.CLIENT)
    assert service.find(session.id).state is State.DOUBTFUL


NAMED = SessionOrder(cloud_session_id="named-1", session_token="a-token")


def test_what_got_lost_after_it_was_named_is_ended_by_its_name(service, cloud, clock):
    cloud.fails["open"] = TimedOut("late", upstream="fake")
    with pytest.raises(TimedOut):
        service.open(NAMED)
    assert service.find("named-1").state is State.DOUBTFUL
    a_janitor(service, clock).round()
    assert service.find("named-1").state is State.CLOSED
    assert cloud.calls[-1][0] != "open"
    assert "close" in cloud.verbs()


def test_what_was_refused_may_be_tried_again_under_the_same_name(service, cloud):
    cloud.fails["open"] = Rejected("no", upstream="fake")
    with pytest.raises(Rejected):
        service.open(NAMED)
    assert service.open(NAMED).cloud_session_id == "named-1"
    assert service.find("named-1").state is State.OPEN


def test_what_has_been_begun_is_not_begun_again(service, cloud):
    service.open(NAMED)
    with pytest.raises(WrongState, match="started already"):
        service.open(NAMED)
    assert service.find("named-1").state is State.OPEN
    assert cloud.verbs() == ["open"]


def test_the_token_that_begins_a_session_is_never_shown():
    assert "a-token" not in repr(NAMED)


@pytest.fixture
def lost(service, cloud):
    """A session that was named, and then asked for without an answer."""
    cloud.fails["open"] = TimedOut("late", upstream="fake")
    with pytest.raises(TimedOut):
        service.open(NAMED)
    return service.find("named-1")


def test_what_the_cloud_does_not_know_by_name_may_yet_begin(
    service, cloud, clock, lost
):
    janitor = a_janitor(service, clock)
    cloud.fails["close"] = NotFound("unknown")
    janitor.round()
    assert service.find(lost.id).state is State.DOUBTFUL
    cloud.fails["close"] = NotFound("unknown")
    with pytest.raises(WrongState, match="never confirmed"):
        service.close(lost.id, EndReason.CLIENT)
    clock.advance(5)
    janitor.round()
    assert service.find(lost.id).state is State.CLOSED


def test_what_never_began_under_its_name_costs_nothing(service, cloud, clock, lost):
    cloud.fails["close"] = NotFound("unknown")
    clock.advance(91)
    a_janitor(service, clock).round()
    over = service.find(lost.id)
    assert (over.state, over.end_reason) == (State.FAILED, EndReason.ERROR)
    assert over.never_opened
