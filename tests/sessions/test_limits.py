"""Who is let in, and what the others are told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from errors import LimitReached, OverBudget
from sessions.limits import Limits, Load, admit, day_of, month_of
from sessions.model import EndReason, Session, State
from sessions.order import SessionOrder
from tests.cores import NOON, PRICING

ONE_MORE = Session(
    id="s1", state=State.OPENING, cloud="fake", persona_id="ada", created_at=NOON
)


def let_in(limits, *, running=0, of_persona=0, unended=(), spent=0.0, at=NOON):
    load = Load(
        running=running,
        running_of_persona=of_persona,
        unended=lambda: unended,
        settled_since=lambda _start: spent,
    )
    admit(limits, load, replace(ONE_MORE, created_at=at), PRICING)


def test_without_limits_everybody_is_let_in():
    let_in(Limits(), running=1000, of_persona=1000, spent=1e6)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(sessions=3), "All 3 sessions that may run at once are in use."),
        (
            Limits(sessions_per_persona=2),
            "All 2 sessions that may run with this persona are in use.",
        ),
    ],
)
def test_too_many_at_once_are_refused_with_the_limit_and_when_to_try(limits, words):
    let_in(limits, running=2, of_persona=1)
    with pytest.raises(LimitReached) as refusal:
        let_in(limits, running=3, of_persona=2)
    assert refusal.value.message == words
    assert refusal.value.retry_after_s == 10


@pytest.mark.parametrize(
    ("limits", "word", "again"),
    [
        (Limits(day_credits=2.0), "day", datetime(2026, 11, 21, tzinfo=UTC)),
        (Limits(month_credits=2.0), "month", datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_a_spent_budget_is_refused_until_the_next_day_or_month(limits, word, again):
    let_in(limits, spent=1.9)
    with pytest.raises(OverBudget) as refusal:
        let_in(limits, spent=1.91)
    assert refusal.value.message == f"The budget of 2 credits for one {word} is spent."
    assert refusal.value.retry_after_s == (again - NOON).total_seconds()


def test_what_runs_has_been_spent_too():
    running = [replace(ONE_MORE, state=State.LIVE)] * 3
    let_in(Limits(day_credits=0.4), unended=running)
    with pytest.raises(OverBudget):
        let_in(Limits(day_credits=0.39), unended=running)


def test_what_ends_between_two_looks_has_been_spent():
    ended = False
    running = replace(ONE_MORE, state=State.LIVE, created_at=NOON - timedelta(hours=1))

    def looked(found):
        nonlocal ended
        ended = True
        return found

    load = Load(
        running=1,
        running_of_persona=0,
        unended=lambda: looked([] if ended else [running]),
        settled_since=lambda _start: looked(12.0 if ended else 0.0),
    )
    with pytest.raises(OverBudget):
        admit(Limits(day_credits=10), load, ONE_MORE, PRICING)


def test_a_budget_no_session_fits_into_says_so():
    let_in(Limits(session_credits=0.1))
    with pytest.raises(OverBudget, match="No session is as cheap") as refusal:
        let_in(Limits(session_credits=0.09))
    assert refusal.value.retry_after_s is None


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 12, 31, 12, tzinfo=UTC),
        datetime(2028, 2, 29, tzinfo=UTC),
    ],
)
def test_the_next_month_is_never_skipped(at):
    with pytest.raises(OverBudget) as refusal:
        let_in(Limits(month_credits=1), spent=1.0, at=at)
    again = at + timedelta(seconds=refusal.value.retry_after_s or 0)
    assert again == month_of(again)
    assert month_of(again - timedelta(seconds=1)) == month_of(at)


def test_days_and_months_begin_in_utc():
    assert day_of(NOON) == datetime(2026, 11, 20, tzinfo=UTC)
    assert month_of(NOON) == datetime(2026, 11, 1, tzinfo=UTC)


def test_a_refused_session_leaves_no_row_and_asks_no_cloud(make_service, cloud):
    service = make_service(limits=Limits(sessions=1))
    first = service.open(SessionOrder()).cloud_session_id
    with pytest.raises(LimitReached):
        service.open(SessionOrder())
    assert cloud.verbs() == ["open"]
    assert len(service.unended()) == 1
    service.close(first, EndReason.CLIENT)
    service.open(SessionOrder())


def test_running_sessions_leave_less_of_the_days_budget(make_service, clock):
    service = make_service(limits=Limits(day_credits=0.5))
    service.open(SessionOrder())
    clock.advance(121)
    with pytest.raises(OverBudget):
        service.open(SessionOrder())
