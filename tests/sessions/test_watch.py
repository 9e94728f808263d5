"""What a session is due, as a table."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sessions.limits import Limits
from sessions.model import EndReason, Session, State
from sessions.watch import Due, Spent, judge
from tests.cores import NOON, a_policy

CREDITS_PER_S = 0.2 / 60
PLAIN = Session(
    id="s1",
    state=State.LIVE,
    cloud="fake",
    persona_id="ada",
    created_at=NOON,
    seen_at=NOON,
    touched_at=NOON,
)
LONG = Limits(session_s=1000.0)


def judged(after_s, *, spent=None, limits=None, **marks):
    """The verdict so many seconds after the creation; marks are seconds, too."""
    marks = {"seen_at": 0, "touched_at": 0, **marks}
    times: dict[str, Any] = {
        name: NOON + timedelta(seconds=value) if name.endswith("_at") else value
        for name, value in marks.items()
        if value is not None
    }
    return judge(
        replace(PLAIN, **times),
        policy=a_policy(limits=limits or Limits(), viewer_gone_s=45, idle_s=90),
        cloud_idle_s=120,
        spent=spent or Spent(),
        now=NOON + timedelta(seconds=after_s),
    )


def seen(at_s):
    """A page's beat at that second."""
    return {"seen_at": at_s, "beat_at": at_s}


@pytest.mark.parametrize(
    ("after_s", "marks", "due", "reason"),
    [
        # A page that beats is watched; one that stopped has left.
        (45, seen(0), Due.NOTHING, None),
        (45.1, seen(0), Due.END, EndReason.PAGE_LEFT),
        (100, {"seen_at": 60, "beat_at": 10}, Due.NOTHING, None),
        (106, {"seen_at": 60, "beat_at": 10}, Due.END, EndReason.PAGE_LEFT),
        # Without a page, silence ends it: ours, or what the caller asked for.
        (90, {}, Due.NOTHING, None),
        (90.1, {}, Due.END, EndReason.IDLE),
        (90.1, {"touched_at": 30}, Due.NOTHING, None),
        (90.1, {"idle_timeout_s": 300}, Due.NOTHING, None),
        (301, {"idle_timeout_s": 300}, Due.END, EndReason.IDLE),
        (31, {"idle_timeout_s": 30}, Due.END, EndReason.IDLE),
        # A speech that is still on is no silence.
        (200, {"touched_at": 210}, Due.NOTHING, None),
        # The cloud is told that somebody is there, if somebody is.
        (59, seen(59), Due.NOTHING, None),
        (60, seen(59), Due.KEEP_ALIVE, None),
        (100, {**seen(99), "touched_at": 60}, Due.NOTHING, None),
        (15, {**seen(14), "idle_timeout_s": 30}, Due.KEEP_ALIVE, None),
        (60, {}, Due.NOTHING, None),
        (110, {"seen_at": 70, "beat_at": 10}, Due.NOTHING, None),
    ],
)
def test_signs_of_life_decide(after_s, marks, due, reason):
    verdict = judged(after_s, **marks)
    assert (verdict.due, verdict.reason) == (due, reason)


@pytest.mark.parametrize(
    ("after_s", "marks", "due"),
    [
        (799, {}, Due.NOTHING),
        (800, {}, Due.WARN),
        (995, {}, Due.WARN),
        (900, {"warned_at": 800}, Due.NOTHING),
        (991, {"warned_at": 800}, Due.NOTHING),
        (992, {"warned_at": 800}, Due.GOODBYE),
        (999, {"warned_at": 800, "parted_at": 992}, Due.NOTHING),
        (1000, {"warned_at": 800, "parted_at": 992}, Due.END),
        (5000, {}, Due.END),
    ],
)
@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (LONG, EndReason.MAX_DURATION),
        (Limits(session_credits=1000 * CREDITS_PER_S), EndReason.BUDGET),
    ],
)
def test_a_limit_is_announced_parted_from_and_kept(after_s, marks, due, limits, reason):
    near = after_s - 1
    alive = {**seen(near), "touched_at": near}
    verdict = judged(after_s, limits=limits, **alive, **marks)
    assert verdict.due is due
    if due is not Due.NOTHING:
        assert verdict.reason is reason
        assert verdict.ends_in_s == pytest.approx(max(0, 1000 - after_s))


@pytest.mark.parametrize(
    ("limits", "spent", "due"),
    [
        (Limits(day_credits=10), Spent(day=7.9), Due.NOTHING),
        (Limits(day_credits=10), Spent(day=8.0), Due.WARN),
        (Limits(day_credits=10), Spent(day=10.0), Due.END),
        (Limits(month_credits=10), Spent(month=8.0), Due.WARN),
        (Limits(month_credits=10), Spent(month=10.0), Due.END),
        (Limits(month_credits=10), Spent(day=10.0), Due.NOTHING),
    ],
)
def test_the_days_and_the_months_budgets_end_calls(limits, spent, due):
    verdict = judged(1, limits=limits, spent=spent)
    assert verdict.due is due
    if due is not Due.NOTHING:
        assert verdict.reason is EndReason.BUDGET


@pytest.mark.parametrize(
    ("limits", "spent"),
    [
        (Limits(session_credits=0.1), Spent()),
        (Limits(day_credits=10), Spent(day=10.0)),
    ],
)
def test_no_budget_ends_what_costs_nothing(limits, spent):
    assert judged(40, limits=limits, spent=spent).due is not Due.NOTHING
    verdict = judged(40, limits=limits, spent=spent, tariff="free")
    assert verdict.due is Due.NOTHING


def test_a_budget_that_many_spend_ends_sooner():
    limits = Limits(day_credits=10)
    alone = judged(1, limits=limits, spent=Spent(day=9.9))
    many = judged(1, limits=limits, spent=Spent(day=9.9, running=10))
    assert alone.ends_in_s == pytest.approx(30)
    assert many.ends_in_s == pytest.approx(3)


def test_of_two_limits_the_nearer_one_counts():
    limits = Limits(session_s=1000, session_credits=100 * CREDITS_PER_S)
    assert judged(85, limits=limits).reason is EndReason.BUDGET
    assert judged(85, limits=limits).ends_in_s == pytest.approx(15)
