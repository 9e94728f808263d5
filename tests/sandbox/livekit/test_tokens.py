"""What opens a room and what does not."""

from __future__ import annotations

import jwt
import pytest

from sandbox.clock import Clock
from sandbox.livekit.tokens import DAY_S, Refused, Ticket, TokenDesk

SECRET = "a-secret-of-more-than-thirty-two-bytes"


def a_desk(now=1_000_000.0):
    return TokenDesk(
        Clock(wall=lambda: now, monotonic=lambda: 0.0), key="k", secret=SECRET
    )


def test_a_token_says_who_may_do_what_where_and_for_how_long():
    token = a_desk().issue(Ticket(room="r", identity="client", name="client"))
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims == {
        "iss": "k",
        "sub": "client",
        "name": "client",
        "nbf": 1_000_000,
        "exp": 1_000_000 + DAY_S,
        "video": {
            "room": "r",
            "roomJoin": True,
            "canPublish": True,
            "canSubscribe": True,
            "canPublishData": True,
        },
    }


def test_what_was_issued_is_read_again():
    ticket = Ticket(
        room="r",
        identity="bot",
        kind="agent",
        metadata="m",
        attributes={"a": "b"},
        can_publish=False,
        can_publish_data=False,
        can_update_own_metadata=True,
        hidden=True,
    )
    desk = a_desk()
    assert desk.read(desk.issue(ticket)) == ticket


@pytest.mark.parametrize("late_s", [-61, DAY_S + 61])
def test_a_token_is_refused_before_and_after_its_time(late_s):
    token = a_desk().issue(Ticket(room="r", identity="client"))
    with pytest.raises(Refused, match="not valid at this time") as refusal:
        a_desk(1_000_000.0 + late_s).read(token)
    assert refusal.value.status == 401


@pytest.mark.parametrize(
    ("claims", "secret", "status", "words"),
    [
        ({}, "another-secret-of-thirty-two-bytes-", 401, "invalid token"),
        ({"iss": "stranger"}, SECRET, 401, "invalid API key"),
        ({"video": {"room": "r"}}, SECRET, 401, "permissions denied"),
        ({"video": {"roomJoin": True}}, SECRET, 400, "no room name"),
        ({"sub": ""}, SECRET, 400, "identity"),
        ({"exp": None}, SECRET, 401, "invalid token"),
    ],
)
def test_a_token_that_was_not_made_for_joining_is_refused(
    claims, secret, status, words
):
    good = {
        "iss": "k",
        "sub": "client",
        "exp": 2_000_000,
        "video": {"room": "r", "roomJoin": True},
    }
    token = jwt.encode({**good, **claims}, secret, algorithm="HS256")
    with pytest.raises(Refused, match=words) as refusal:
        a_desk().read(token)
    assert refusal.value.status == status


@pytest.mark.parametrize("token", ["", "junk", "a.b.c"])
def test_what_is_no_token_is_refused_without_being_repeated(token):
    with pytest.raises(Refused, match=r"^invalid token$"):
        a_desk().read(token)
