"""Who a customer is, and from where its pages may call."""

from __future__ import annotations

import pytest

from liveavatar.customers import Customer, as_uuid, digest, host_of, id_of
from tests.liveavatar.customers import AVATAR, KEY


def allowing(*origins):
    return Customer(id="c", origins=origins)


def test_a_customer_is_known_by_the_beginning_of_its_keys_hash():
    known_as = id_of(KEY)
    assert len(known_as) == 16
    assert digest(KEY).startswith(known_as)
    assert known_as != id_of(KEY + "7")


def test_any_text_has_a_hash():
    assert len(digest("\ud800 é")) == 64


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example",
        "https://SHOP.example",
        "https://shop.example:8443",
        "https://www.shop.example",
        "http://a.b.shop.example",
    ],
)
def test_the_host_itself_and_those_below_it_are_let_in(origin):
    assert allowing("other.example", "shop.example").welcomes(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://evilshop.example",
        "https://shop.example.evil.example",
        "https://example",
        "https://shop.example@evil.example",
        "null",
        "file://",
        "https://[broken",
    ],
)
def test_nobody_else_is(origin):
    assert not allowing("shop.example").welcomes(origin)


def test_of_a_whole_address_the_host_counts():
    customer = allowing("shop.example")
    assert customer.welcomes("https://www.shop.example/page?x=1")
    assert not customer.welcomes("https://evil.example/shop.example")


def test_who_sends_neither_is_no_page():
    assert allowing("shop.example").welcomes("")


def test_without_a_list_every_page_is_let_in():
    assert allowing().welcomes("https://anybody.example")
    assert allowing().welcomes("null")


def test_what_is_no_host_on_the_list_lets_nobody_in():
    assert not allowing("", "not a host").welcomes("https://anybody.example")


@pytest.mark.parametrize(
    ("place", "host"),
    [
        ("shop.example", "shop.example"),
        ("  Shop.Example. ", "shop.example"),
        ("*.shop.example", "shop.example"),
        ("https://*.shop.example/path", "shop.example"),
        ("shop.example:8443", "shop.example"),
        ("localhost:3000", "localhost"),
        ("https://müller.example", "xn--mller-kva.example"),
        ("[::1]:80", "::1"),
        ("", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("not a host", ""),
        ("ü" * 70 + ".example", ""),
    ],
)
def test_a_host_is_read_out_of_what_people_write(place, host):
    assert host_of(place) == host


@pytest.mark.parametrize(
    ("written", "uuid"),
    [
        (AVATAR, AVATAR),
        (AVATAR.upper(), AVATAR),
        (AVATAR.replace("-", ""), AVATAR),
        ("Anna_public_3_20240108", ""),
        (f"{{{AVATAR}}}", ""),
        (f"{AVATAR} ", ""),
        ("", ""),
    ],
)
def test_a_uuid_is_told_from_a_name(written, uuid):
    assert as_uuid(written) == uuid
