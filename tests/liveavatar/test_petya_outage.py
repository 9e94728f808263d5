"""The directory over a real Petya on the sandbox, through its faults."""

from __future__ import annotations

import pytest

from errors import TimedOut, Unauthorized, UpstreamError
from liveavatar.petya import PetyaClient
from liveavatar.petya_customers import PetyaCustomers
from tests.liveavatar.customers import AVATAR, KEY, Ticks
from upstream.http import Http, Timeouts

CONFIG, ALLOWED = (
    "/petya/api/v1/avatar/config",
    "/petya/api/v1/account/domain-allowlist",
)


@pytest.fixture
def clock():
    return Ticks()


@pytest.fixture
def directory(sandbox, clock):
    http = Http(
        name="petya",
        base_url=sandbox.petya_url,
        headers={},
        sleep=lambda _s: None,
        timeouts=Timeouts(connect_s=1, read_s=0.5),
    )
    yield PetyaCustomers(petya=PetyaClient(http=http), clock=clock)
    http.close()


def test_a_minute_costs_petya_one_question_of_each_kind(sandbox, directory, clock):
    for now in (0, 20, 59):
        clock.now = now
        directory.find(KEY)
    assert len(sandbox.requests(CONFIG)) == len(sandbox.requests(ALLOWED)) == 1
    clock.now = 60
    directory.find(KEY)
    assert len(sandbox.requests(CONFIG)) == len(sandbox.requests(ALLOWED)) == 2


@pytest.mark.parametrize("path", [CONFIG, ALLOWED])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "body": "<html>"},
        {"delay_s": 30},
        {"drop": "before"},
        {"garble": True},
        {"status": 200, "body": {"success": True}},
    ],
    ids=str,
)
def test_a_customer_survives_whatever_petya_does(
    sandbox, directory, clock, path, fault
):
    sandbox.customer(KEY, intro="Welcome.", allowed_domains=["shop.example"])
    known = directory.find(KEY)
    sandbox.fault(path, times=None, **fault)
    clock.now = 61
    assert directory.find(KEY) == known
    clock.now = 3601
    with pytest.raises(UpstreamError):
        directory.find(KEY)


def test_a_hanging_petya_holds_up_one_call_and_not_the_next(sandbox, directory, clock):
    directory.find(KEY)
    sandbox.fault(CONFIG, times=None, delay_s=30)
    clock.now = 60
    directory.find(KEY)
    asked = len(sandbox.requests(CONFIG))
    for _ in range(20):
        directory.find(KEY)
    assert len(sandbox.requests(CONFIG)) == asked


def test_a_customer_who_leaves_is_refused_and_not_let_in_by_a_later_outage(
    sandbox, directory, clock
):
    directory.find(KEY)
    sandbox.customer(KEY, known=False)
    clock.now = 60
    with pytest.raises(Unauthorized):
        directory.find(KEY)
    sandbox.fault(CONFIG, times=None, delay_s=30)
    with pytest.raises(TimedOut):
        directory.find(KEY)


def test_a_heygen_name_means_the_servers_own_avatar(sandbox, directory):
    sandbox.customer(KEY, avatar_id="Anna_public_3_20240108", intro="Hi.")
    customer = directory.find(KEY)
    assert (customer.avatar_id, customer.intro) == ("", "Hi.")


def test_petyas_own_defaults_are_usable(directory):
    customer = directory.find(KEY)
    assert customer.avatar_id == AVATAR
    assert customer.intro
