"""What may be done with a token, and what else is refused as HeyGen refuses it."""

from typing import Any

import pytest
from itsdangerous import URLSafeSerializer

from errors import LimitReached, TimedOut
from heygen.gateway_tokens import PURPOSE
from tests.heygen.gateway.conftest import SDP
from tests.pages import Page, refusal

UNAUTHORIZED = (401, 400112, "Unauthorized", "unauthorized")
ACTS: dict[str, dict[str, Any]] = {
    "start": {"sdp": SDP},
    "ice": {"candidate": None},
    "task": {"text": "Hello."},
    "interrupt": {},
    "start_listening": {},
    "stop_listening": {},
    "keep_alive": {},
    "stop": {},
}
LISTS = [
    *("/v1/streaming.list", "/v1/streaming/avatar.list"),
    *("/v2/voices", "/v2/user/remaining_quota"),
]


def test_a_token_is_of_characters_that_may_stand_in_an_address(owner):
    token = owner.post("create_token").get_json()["data"]["token"]
    assert set(token) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
    )


@pytest.mark.parametrize("key", ["", "wrong"])
def test_a_token_costs_a_key(app, key):
    assert Page(app, key=key).refused("create_token") == UNAUTHORIZED


def test_a_key_may_also_be_the_bearer(app):
    assert Page(app, token="other-key").post("create_token").status_code == 200


def test_a_token_makes_no_token(page):
    assert page.refused("create_token") == UNAUTHORIZED


def test_a_token_opens_one_session(page):
    page.ok("new")
    assert page.refused("new") == UNAUTHORIZED


def test_a_token_waits_a_while_and_no_longer(page, clock):
    clock.advance(900)
    page.ok("new")


@pytest.mark.parametrize("waited_s", [901, 10_000_000, -6])
def test_a_token_of_another_time_opens_nothing(page, clock, cloud, waited_s):
    clock.advance(waited_s)
    assert page.refused("new") == UNAUTHORIZED
    assert cloud.calls == []


def test_a_token_that_is_in_use_does_not_age(page, live, clock):
    clock.advance(3500)
    page.ok("task", session_id=live, text="Still here.")


@pytest.mark.parametrize("act", ACTS)
def test_a_token_is_no_good_for_another_session(owner, live, act, cloud):
    body = {"session_id": live, **ACTS[act]}
    fresh, busy = owner.with_token(), owner.with_token()
    busy.ok("new")
    asked = len(cloud.calls)
    for stranger in (fresh, busy):
        assert stranger.refused(act, **body) == UNAUTHORIZED
    assert len(cloud.calls) == asked


@pytest.mark.parametrize("act", ACTS)
def test_ids_that_are_nobodys_tell_a_token_nothing(page, act):
    body = {"session_id": "nobody", **ACTS[act]}
    assert page.refused(act, **body) == UNAUTHORIZED


def forged(_token):
    return URLSafeSerializer("guessed", salt=PURPOSE).dumps({"id": "x", "at": 0})


def changed(token):
    head, _, signature = token.rpartition(".")
    return f"{head[:-2]}AA.{signature}"


def unsigned(token):
    return token.partition(".")[0]


@pytest.mark.parametrize(
    "tamper", [forged, changed, unsigned, lambda _: "x", lambda token: token + "A"]
)
@pytest.mark.parametrize("act", ["new", "task"])
def test_what_was_not_made_here_is_refused(app, owner, tamper, act, cloud):
    token = owner.post("create_token").get_json()["data"]["token"]
    forger = Page(app, token=tamper(token))
    body = {"session_id": "cloud-1", **ACTS.get(act, {})}
    assert forger.refused(act, **body) == UNAUTHORIZED
    assert cloud.calls == []


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("credentials", [{}, {"key": "wrong"}, {"token": "x"}])
def test_the_lists_are_for_those_we_know(app, path, credentials):
    assert refusal(Page(app, **credentials).get(path)) == UNAUTHORIZED


def test_a_token_sees_its_own_session_and_no_balance(owner, page, live):
    other = owner.with_token()
    other_id = other.ok("new")["session_id"]

    def listed(who):
        sessions = who.get("/v1/streaming.list").get_json()["data"]["sessions"]
        return {entry["session_id"] for entry in sessions}

    assert (listed(page), listed(other)) == ({live}, {other_id})
    assert listed(owner.with_token()) == set()
    assert listed(owner) == {live, other_id}
    assert refusal(page.get("/v2/user/remaining_quota")) == UNAUTHORIZED


def test_an_opening_that_was_refused_leaves_it_unused(page, cloud):
    cloud.fails["open"] = LimitReached("full")
    assert page.refused("new")[1] == 10004
    page.ok("new")


def test_an_opening_whose_answer_was_lost_uses_it_up(page, cloud):
    cloud.fails["open"] = TimedOut("late", upstream="fake")
    assert page.refused("new") == (504, 504, "Gateway Timeout", "network_error")
    assert page.refused("new") == UNAUTHORIZED


def test_bad_input_is_not_looked_at_before_the_token(app):
    assert Page(app, token="x").refused("task") == UNAUTHORIZED


def test_without_keys_nobody_is_asked_for_one(make_app):
    app = make_app()
    anybody = Page(app)
    anybody.ok("new")
    Page(app, key="whatever").ok("new")
    anybody.with_token().ok("new")
    assert Page(app, token="x").refused("new") == UNAUTHORIZED
