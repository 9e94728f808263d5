"""The rounds: what is due is done, and what fails is tried again."""

from datetime import timedelta

import pytest

from errors import Rejected, TimedOut, UpstreamError
from sessions.limits import Limits
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from storage.types import ticks
from tests.cores import NOON, a_janitor
from tests.sessions.conftest import ANSWER, HonestCloud

LATE = TimedOut("late", upstream="fake")


def named(at, letter="a"):
    """The name of a process that came at that time."""
    return f"{ticks(at):017d}-{letter}"


@pytest.fixture
def cloud():
    return HonestCloud()


@pytest.fixture
def open_(service):
    """The id of a session that nobody has started."""
    return service.open(SessionOrder(persona_id="ada")).cloud_session_id


def kinds(service, session_id):
    own_id = service.find(session_id).id
    return [event.kind for event in service.record.events(own_id)]


def test_a_watched_session_is_kept_alive_at_the_cloud(
    service, janitor, cloud, clock, live
):
    for _ in range(10):
        clock.advance(30)
        service.viewers.beat(live)
        janitor.round()
    assert service.find(live).state is State.LIVE
    # At half of the cloud's 120 seconds, so every other round.
    assert cloud.verbs().count("keep_alive") == 5


def test_an_unwatched_session_is_not_kept_alive_and_ends(
    service, janitor, cloud, clock, live
):
    clock.advance(121)
    janitor.round()
    assert service.find(live).end_reason is EndReason.IDLE
    assert "keep_alive" not in cloud.verbs()


def test_a_client_without_a_page_that_keeps_it_alive_is_not_idle(
    service, janitor, clock, live
):
    for _ in range(5):
        clock.advance(100)
        service.keep_alive(live)
        janitor.round()
    assert service.find(live).state is State.LIVE


def test_an_end_is_tried_again_with_growing_waits_until_it_succeeds(
    service, janitor, cloud, clock, live
):
    cloud.fails["close"] = LATE
    with pytest.raises(TimedOut):
        service.close(live, EndReason.CLIENT)
    tries = []
    for second in range(40):
        cloud.fails["close"] = LATE
        before = cloud.verbs().count("close")
        janitor.round()
        if cloud.verbs().count("close") > before:
            tries.append(second)
        clock.advance(1)
    assert tries == [1, 2, 4, 8, 16, 32]
    cloud.fails.clear()
    clock.advance(64)
    janitor.round()
    ended = service.find(live)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLIENT)


def test_a_start_whose_answer_got_lost_is_ended(service, janitor, cloud, open_):
    cloud.fails["accept"] = LATE
    with pytest.raises(TimedOut):
        service.accept(open_, ANSWER)
    assert service.find(open_).state is State.DOUBTFUL
    janitor.round()
    assert service.find(open_).state is State.CLOSED
    assert cloud.verbs().count("close") == 1


def test_one_that_fails_does_not_keep_the_others(service, janitor, cloud, clock, live):
    other = service.open(SessionOrder()).cloud_session_id
    cloud.fails["close"] = UpstreamError("500", upstream="fake")
    clock.advance(121)
    janitor.round()
    states = {service.find(session_id).state for session_id in (live, other)}
    assert states == {State.CLOSING, State.CLOSED}


def test_one_that_cannot_be_judged_does_not_keep_the_others(
    make_service, clock, caplog
):
    service = make_service(limits=Limits(session_credits=0.3))
    odd, other = (service.open(SessionOrder()) for _ in range(2))
    odd = service.find(odd.cloud_session_id)
    service.ledger.note(odd.id, tariff="nobody's tariff")
    clock.advance(100)
    a_janitor(service, clock).round()
    assert service.find(other.cloud_session_id).end_reason is EndReason.BUDGET
    assert f"{odd.id}: KeyError" in caplog.text


def test_a_limit_warns_once_says_goodbye_once_and_ends(make_service, cloud, clock):
    service = make_service(limits=Limits(session_s=100.0))
    janitor = a_janitor(service, clock, farewell="Farewell!")
    live = service.open(SessionOrder()).cloud_session_id
    service.accept(live, ANSWER)
    for _ in range(100):
        clock.advance(1)
        janitor.round()
    assert kinds(service, live).count("warning") == 1
    assert cloud.said() == ["Farewell!"]
    assert service.find(live).end_reason is EndReason.MAX_DURATION


def test_a_goodbye_that_cannot_be_said_is_not_tried_again(make_service, cloud, clock):
    service = make_service(limits=Limits(session_s=100.0))
    janitor = a_janitor(service, clock, farewell="Farewell!")
    live = service.open(SessionOrder()).cloud_session_id
    service.accept(live, ANSWER)
    clock.advance(93)
    janitor.round()
    cloud.fails["speak"] = Rejected("no", upstream="fake")
    for _ in range(5):
        janitor.round()
    assert cloud.verbs().count("speak") == 1


def test_running_and_ended_sessions_spend_the_days_budget_together(make_service, clock):
    service = make_service(limits=Limits(day_credits=0.5), idle_s=3600)
    janitor = a_janitor(service, clock)
    first = service.open(SessionOrder()).cloud_session_id
    clock.advance(60)
    service.close(first, EndReason.CLIENT)
    second = service.open(SessionOrder()).cloud_session_id
    clock.advance(89)
    janitor.round()
    assert service.find(second).state is State.OPEN
    clock.advance(1)
    janitor.round()
    assert service.find(second).end_reason is EndReason.BUDGET


def test_what_is_older_than_every_process_is_ended(service, janitor, clock, live):
    clock.advance(5)
    janitor.end_what_was_left({named(clock())})
    ended = service.find(live)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.RECONCILED)


def test_what_an_elder_process_may_serve_goes_on(service, janitor, clock, live):
    clock.advance(5)
    elder = named(NOON - timedelta(seconds=1), "b")
    janitor.end_what_was_left({named(clock()), elder})
    assert service.find(live).state is State.LIVE


@pytest.mark.parametrize("there", [True, False])
def test_an_opening_whose_process_is_gone_is_in_doubt(
    make_service, cloud, clock, there
):
    mine = named(NOON - timedelta(seconds=1), "mine")
    other = named(NOON - timedelta(seconds=1), "other")
    service = make_service(worker=lambda: other)
    seen: list[State] = []

    def look(_order, _named):
        a_janitor(service, clock).end_what_was_left({mine, *([other] * there)})
        seen.extend(session.state for session in service.unended())
        raise LATE

    cloud.open = look
    with pytest.raises(TimedOut):
        service.open(SessionOrder())
    assert seen == [State.OPENING if there else State.DOUBTFUL]


def test_an_end_in_the_hand_of_a_dead_process_is_taken_over_at_once(
    make_service, cloud, clock, database
):
    mine = named(NOON - timedelta(seconds=1), "mine")
    other = named(NOON - timedelta(seconds=1), "other")
    service = make_service(worker=lambda: other)
    session_id = service.open(SessionOrder()).cloud_session_id
    service.states.ending(session_id, EndReason.CLIENT)
    janitor = a_janitor(service, clock)
    janitor.end_what_was_left({mine, other})
    assert service.find(session_id).state is State.CLOSING
    janitor.end_what_was_left({mine})
    ended = service.find(session_id)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLIENT)


def test_an_opening_that_outlasts_every_timeout_is_in_doubt(
    service, janitor, cloud, clock
):
    seen: list[State] = []

    def look(_order, _named):
        clock.advance(76)
        janitor.round()
        seen.extend(session.state for session in service.unended())
        raise LATE

    cloud.open = look
    with pytest.raises(TimedOut):
        service.open(SessionOrder())
    assert seen == [State.DOUBTFUL]
