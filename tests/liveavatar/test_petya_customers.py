"""How long a customer is remembered, and what a failing Petya changes about it."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import (
    Malformed,
    Rejected,
    TimedOut,
    Unauthorized,
    Unreachable,
    UpstreamError,
)
from liveavatar.customers import id_of
from liveavatar.petya_customers import PetyaCustomers
from tests.liveavatar.customers import AVATAR, CONTEXT, KEY, VOICE, FakePetya, Ticks


@pytest.fixture
def petya():
    return FakePetya()


@pytest.fixture
def clock():
    return Ticks()


@pytest.fixture
def directory(petya, clock):
    return PetyaCustomers(petya=petya, clock=clock)


def down():
    return Unreachable("down", upstream="petya")


def test_a_customer_is_what_petya_tells(directory, petya):
    petya.told |= {"voice_id": VOICE, "context_id": CONTEXT, "intro": " Hi. "}
    petya.domains = ["Shop.example", "https://b.example"]
    customer = directory.find(KEY)
    assert customer.id == id_of(KEY)
    assert (customer.avatar_id, customer.voice_id) == (AVATAR, VOICE)
    assert (customer.context_id, customer.intro) == (CONTEXT, "Hi.")
    assert customer.origins == ("shop.example", "b.example")
    assert (customer.sessions, customer.session_s) == (None, None)
    assert KEY not in repr(customer)


def test_a_list_without_a_single_host_does_not_let_everybody_in(directory, petya):
    petya.domains = ["not a host", ""]
    assert not directory.find(KEY).welcomes("https://anybody.example")


def test_a_list_of_blanks_is_no_list(directory, petya):
    petya.domains = ["", " "]
    assert directory.find(KEY).welcomes("https://anybody.example")


def test_petya_is_asked_once_a_minute_for_each_key(directory, petya, clock):
    for now in (0, 30, 59.9):
        clock.now = now
        directory.find(KEY)
        directory.find("another")
    assert petya.asked == [KEY, "another"]
    clock.now = 60
    petya.told["intro"] = "Changed."
    assert directory.find(KEY).intro == "Changed."
    assert petya.asked == [KEY, "another", KEY]


FAILURES = [
    down(),
    TimedOut("hangs", upstream="petya"),
    UpstreamError("500", upstream="petya", upstream_status=500),
    Malformed("garbage", upstream="petya"),
    Rejected("404", upstream="petya", upstream_status=404),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda one: one.code)
def test_while_petya_fails_what_it_told_is_good_for_an_hour(
    directory, petya, clock, failure
):
    known = directory.find(KEY)
    petya.fails = failure
    for now in (60, 1800, 3599.9):
        clock.now = now
        assert directory.find(KEY) == known
    clock.now = 3600
    with pytest.raises(type(failure)):
        directory.find(KEY)


def test_a_failing_petya_is_not_asked_at_every_call(directory, petya, clock):
    directory.find(KEY)
    petya.fails = down()
    for now in (60, 61, 64.9, 65):
        clock.now = now
        directory.find(KEY)
    assert len(petya.asked) == 3


def test_a_petya_that_is_back_is_believed_again(directory, petya, clock):
    directory.find(KEY)
    petya.fails = down()
    clock.now = 60
    directory.find(KEY)
    petya.fails = None
    petya.told["intro"] = "Back."
    clock.now = 65
    assert directory.find(KEY).intro == "Back."
    clock.now = 65 + 3599
    petya.fails = down()
    assert directory.find(KEY).intro == "Back."


def test_without_anything_known_a_failure_is_a_failure_and_not_remembered(
    directory, petya
):
    petya.fails = down()
    with pytest.raises(Unreachable):
        directory.find(KEY)
    petya.fails = None
    assert directory.find(KEY).avatar_id == AVATAR


def test_an_unknown_key_is_never_remembered(directory, petya):
    petya.fails = Unauthorized("Invalid API key")
    for _ in range(2):
        with pytest.raises(Unauthorized):
            directory.find(KEY)
    assert len(petya.asked) == 2
    petya.fails = None
    assert directory.find(KEY).avatar_id == AVATAR


def test_a_key_that_is_no_longer_good_is_forgotten_at_once(directory, petya, clock):
    directory.find(KEY)
    clock.now = 60
    petya.fails = Unauthorized("Invalid API key")
    with pytest.raises(Unauthorized):
        directory.find(KEY)
    petya.fails = down()
    with pytest.raises(Unreachable):
        directory.find(KEY)


def test_ids_that_liveavatar_cannot_know_are_left_out_and_told_once(
    directory, petya, clock, caplog
):
    caplog.set_level(logging.WARNING)
    petya.told |= {"avatar_id": "Anna_public_3_20240108", "voice_id": "a-voice"}
    for now in (0, 60, 120):
        clock.now = now
        customer = directory.find(KEY)
        assert (customer.avatar_id, customer.voice_id) == ("", "")
    assert [record.getMessage() for record in caplog.records] == [
        f"customer {customer.id}: avatar_id is no UUID, left out",
        f"customer {customer.id}: voice_id is no UUID, left out",
    ]


def test_many_who_come_at_once_ask_once(directory, petya):
    petya.gate = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        found = [pool.submit(directory.find, KEY) for _ in range(8)]
        assert petya.entered.acquire(timeout=10)
        petya.gate.set()
        assert len({one.result(10) for one in found}) == 1
    assert petya.asked == [KEY]


def test_while_one_asks_again_nobody_else_waits(directory, petya, clock):
    known = directory.find(KEY)
    assert petya.entered.acquire(timeout=10)
    clock.now = 60
    petya.gate = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(directory.find, KEY)
        assert petya.entered.acquire(timeout=10)
        assert directory.find(KEY) == known
        assert not asking.done()
        petya.gate.set()
        asking.result(10)
    assert len(petya.asked) == 2


def test_those_who_wait_fail_with_the_one_who_asked(directory, petya):
    petya.gate = threading.Event()
    petya.fails = down()
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(directory.find, KEY) for _ in range(4)]
        assert petya.entered.acquire(timeout=10)
        petya.gate.set()
        errors = [one.exception(10) for one in found]
    assert {type(error) for error in errors} == {Unreachable}


def test_the_one_longest_unused_is_forgotten_first(petya, clock):
    directory = PetyaCustomers(petya=petya, clock=clock, kept=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        directory.find(key)
    assert petya.asked == ["a", "b", "c", "b"]
