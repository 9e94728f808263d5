"""Seconds to credits to money, by each cloud's own rule."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.cost import HEYGEN, TARIFFS, Pricing, Tariff
from sessions.model import Session, State
from tests.cores import NOON

FULL = Tariff(credits_per_minute=2, minimum_s=60, step_s=60)
PRO = Pricing(tariffs={"heygen": HEYGEN}, price_per_credit=0.99)


@pytest.mark.parametrize(
    ("seconds", "credits", "money"),
    [
        (30, 0.1, 0.10),
        (60, 0.2, 0.20),
        (300, 1.0, 0.99),
        (600, 2.0, 1.98),
        (1800, 6.0, 5.94),
    ],
)
def test_heygens_own_table(seconds, credits, money):
    cost = PRO.of("heygen", seconds)
    assert cost.credits == pytest.approx(credits)
    assert cost.money == pytest.approx(money, abs=0.005)


@pytest.mark.parametrize(
    ("seconds", "billed_s"),
    [(0, 30), (1, 30), (29.9, 30), (30, 30), (30.1, 31), (31, 31), (3599.01, 3600)],
)
def test_heygen_bills_30_seconds_at_least_and_every_second_begun(seconds, billed_s):
    assert HEYGEN.credits(seconds) == pytest.approx(billed_s * 0.2 / 60)


@pytest.mark.parametrize(
    ("seconds", "credits"), [(0, 2), (59, 2), (60, 2), (61, 4), (600, 20)]
)
def test_a_tariff_by_started_minutes_is_only_other_data(seconds, credits):
    assert FULL.credits(seconds) == credits


@pytest.mark.parametrize("tariff", [HEYGEN, FULL])
@given(seconds=st.floats(0, 1e6), credits=st.floats(0, 1e4))
def test_seconds_is_the_inverse_of_credits(tariff, seconds, credits):
    assert tariff.seconds(tariff.credits(seconds)) >= seconds - 1e-5
    affordable_s = tariff.seconds(credits)
    if affordable_s:
        assert tariff.credits(affordable_s) <= credits + 1e-5
        assert tariff.credits(affordable_s + tariff.step_s) > credits - 1e-5
    else:
        assert tariff.credits(0) > credits - 1e-5


def test_each_of_liveavatars_kinds_of_session_has_its_price():
    pricing = Pricing(tariffs=TARIFFS)
    names = ("liveavatar", "liveavatar-lite", "liveavatar-free")
    assert [pricing.of(name, 61).credits for name in names] == [4, 2, 0]


def test_what_is_free_lasts_for_ever_on_no_credits():
    assert TARIFFS["liveavatar-free"].seconds(0) == math.inf


def a_session(**changes):
    values = {
        "id": "s1",
        "state": State.LIVE,
        "cloud": "heygen",
        "persona_id": "ada",
        "created_at": NOON,
    }
    return Session(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "credits"),
    [
        ({}, 2.0),
        ({"state": State.OPENING}, 2.0),
        ({"state": State.CLOSED, "ended_at": NOON + timedelta(minutes=1)}, 0.2),
        ({"state": State.FAILED, "ended_at": NOON + timedelta(minutes=1)}, 0.0),
        ({"created_at": NOON + timedelta(hours=1)}, 0.1),
    ],
)
def test_a_session_costs_from_its_creation_until_now_or_its_end(changes, credits):
    cost = PRO.so_far(a_session(**changes), NOON + timedelta(minutes=10))
    assert cost.credits == pytest.approx(credits)


def test_without_a_price_there_is_no_money():
    cost = Pricing(tariffs={"heygen": HEYGEN}).of("heygen", 600)
    assert (cost.credits, cost.money, cost.currency) == (2.0, None, "USD")


def test_what_runs_is_summed_from_a_day_or_month_on():
    sessions = [a_session(created_at=NOON - timedelta(hours=h)) for h in (0, 13)]
    midnight = NOON - timedelta(hours=12)
    assert PRO.running(sessions, midnight, NOON) == pytest.approx(0.1)
