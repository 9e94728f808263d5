"""The ledger held against the cloud's own list."""

from datetime import timedelta

import pytest

from errors import NotFound, TimedOut, UpstreamError
from sessions.model import CloudSession, EndReason, State
from sessions.order import SessionOrder
from tests.cores import NOON, a_janitor, a_reconciler
from tests.fakes import FakeCloud

LATE = TimedOut("late", upstream="fake")
PATIENCE_S = 90


def entry(cloud_id, after_s=0.0, state="new"):
    created_at = NOON + timedelta(seconds=after_s)
    return CloudSession(cloud_session_id=cloud_id, state=state, created_at=created_at)


@pytest.fixture
def reconcile(service, clock):
    """Holds them against each other once, whenever it is called."""
    return a_reconciler(service, clock).round


@pytest.fixture
def lose(service, cloud):
    """Opens a session whose answer gets lost; its row."""

    def lose():
        cloud.fails["open"] = LATE
        with pytest.raises(TimedOut):
            service.open(SessionOrder())
        return service.unended()[-1]

    return lose


def test_what_the_ledger_ended_is_stopped_at_the_cloud(service, cloud, live, reconcile):
    service.close(live, EndReason.CLIENT)
    cloud.listed = [entry(live)]
    reconcile()
    assert cloud.verbs().count("close") == 2
    assert service.find(live).end_reason is EndReason.CLIENT


def test_what_ended_while_the_list_was_made_is_not_ended_again(
    service, cloud, clock, live, reconcile, monkeypatch
):
    def live_still():
        clock.advance(1)
        service.close(live, EndReason.CLIENT)
        return [entry(live)]

    monkeypatch.setattr(cloud, "live", live_still)
    reconcile()
    assert cloud.verbs().count("close") == 1


def test_what_the_cloud_lost_is_over_and_costs_what_the_cloud_says(
    service, cloud, clock, live, reconcile
):
    clock.advance(600)
    cloud.lasted[live] = 60.0
    reconcile()
    ended = service.find(live)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLOUD_ENDED)
    assert ended.ended_at == NOON + timedelta(seconds=60)
    assert ended.credits == pytest.approx(0.2)


def test_what_the_list_only_missed_goes_on(service, cloud, clock, live, reconcile):
    clock.advance(600)
    cloud.missed = {live}
    reconcile()
    assert service.find(live).state is State.LIVE
    cloud.missed.clear()
    reconcile()
    assert service.find(live).end_reason is EndReason.CLOUD_ENDED


def test_without_a_record_it_ended_when_that_was_noticed(
    service, clock, live, reconcile
):
    clock.advance(600)
    reconcile()
    assert service.find(live).ended_at == clock()


def test_a_stop_of_what_had_ended_costs_what_the_cloud_says(
    service, cloud, clock, live
):
    clock.advance(600)
    cloud.lasted[live] = 60.0
    cloud.fails["close"] = NotFound("gone")
    service.close(live, EndReason.CLIENT)
    assert service.find(live).credits == pytest.approx(0.2)


@pytest.mark.parametrize(("age_s", "state"), [(3, State.LIVE), (3.1, State.CLOSED)])
def test_a_young_session_may_be_missing_from_the_list(
    service, clock, live, reconcile, age_s, state
):
    clock.advance(age_s)
    reconcile()
    assert service.find(live).state is state


def test_one_that_was_long_in_opening_may_be_missing_too(
    service, cloud, clock, reconcile, monkeypatch
):
    def slow(order, named):
        clock.advance(5)
        return FakeCloud.open(cloud, order, named)

    monkeypatch.setattr(cloud, "open", slow)
    session_id = service.open(SessionOrder()).cloud_session_id
    reconcile()
    assert service.find(session_id).state is State.OPEN


def test_strangers_are_left_alone_and_reported_once(service, cloud, clock, caplog):
    cloud.listed = [entry("theirs", state="connected")]
    janitor = a_janitor(service, clock)
    for _ in range(3):
        janitor.round()
        clock.advance(20)
    assert "close" not in cloud.verbs()
    assert caplog.text.count("not ours") == 1


def test_a_lost_opening_is_found_by_its_time_and_ended(
    service, cloud, clock, reconcile, lose
):
    lost = lose()
    cloud.listed = [entry("lost", after_s=20)]
    clock.advance(30)
    reconcile()
    ended = service.find("lost")
    assert ended.id == lost.id
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.RECONCILED)
    assert cloud.verbs()[-1] == "close"


@pytest.mark.parametrize(
    "stranger",
    [
        entry("older", after_s=-10),
        entry("much younger", after_s=PATIENCE_S + 1),
        entry("somebody has its offer", after_s=1, state="connected"),
        entry("somebody has its offer", after_s=1, state="connecting"),
        CloudSession(cloud_session_id="without a date", state="new"),
    ],
    ids=lambda one: one.cloud_session_id,
)
def test_what_cannot_be_a_lost_opening_is_left_alone(
    service, cloud, reconcile, lose, stranger
):
    lose()
    cloud.listed = [stranger]
    reconcile()
    assert "close" not in cloud.verbs()


def test_of_two_lost_openings_each_finds_its_own(
    service, cloud, clock, reconcile, lose
):
    first = lose()
    clock.advance(20)
    second = lose()
    cloud.listed = [entry("second", after_s=20), entry("first")]
    reconcile()
    assert service.find("first").id == first.id
    assert service.find("second").id == second.id


def test_an_opening_on_its_way_is_never_touched(service, cloud, clock, reconcile, lose):
    lose()
    clock.advance(5)

    def open_slowly(order, _named):
        cloud.listed = [entry("on its way", after_s=5)]
        reconcile()
        raise LATE

    cloud.open = open_slowly
    with pytest.raises(TimedOut):
        service.open(SessionOrder())
    assert "close" not in cloud.verbs()


def test_what_never_shows_was_never_opened(service, cloud, clock, reconcile, lose):
    lost = lose()
    clock.advance(PATIENCE_S)
    reconcile()
    assert service.find(lost.id).state is State.DOUBTFUL
    clock.advance(1)
    reconcile()
    failed = service.find(lost.id)
    assert (failed.state, failed.end_reason) == (State.FAILED, EndReason.ERROR)


def test_a_cloud_without_a_list_changes_nothing(service, cloud, clock, live, caplog):
    cloud.fails["live"] = UpstreamError("500", upstream="fake")
    clock.advance(20)
    a_janitor(service, clock).round()
    assert service.find(live).state is State.LIVE
    assert "no list" in caplog.text


def test_the_list_is_asked_for_now_and_then_and_at_once_when_in_doubt(
    service, cloud, clock, janitor, lose
):
    for _ in range(31):
        janitor.round()
        clock.advance(1)
    assert cloud.verbs().count("live") == 3
    lose()
    for _ in range(5):
        janitor.round()
        clock.advance(1)
    assert cloud.verbs().count("live") == 8
