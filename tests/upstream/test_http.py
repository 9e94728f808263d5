import gc
import inspect
import socket

import pytest
import requests
from requests import exceptions as theirs

from errors import Malformed, RateLimited, TimedOut, Unreachable, UpstreamError
from tests.upstream.scripted import DROP, HANG, ScriptedCloud, answer
from upstream.http import Http, Timeouts
from upstream.retry import RetryPolicy
from upstream.transport import (
    ANSWER_LIMIT,
    PREPARED,
    Transport,
    as_upstream_error,
)


def http_to(url, waits=None, read_s=0.3, **kwargs):
    return Http(
        name="cirrus",
        base_url=url,
        headers={"X-Api-Key": "k-secret"},
        sleep=[].append if waits is None else waits.append,
        timeouts=Timeouts(connect_s=1, read_s=read_s),
        **kwargs,
    )


def a_closed_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_json_answer_is_returned_with_its_status():
    with ScriptedCloud([answer(201, {"data": 1})]) as cloud:
        reply = http_to(cloud.url).post("/v1/x", {"a": "é"})
        assert (reply.status, reply.body, reply.ok) == (201, {"data": 1}, True)
        assert cloud.seen[0].startswith(b"POST /v1/x HTTP/1.1")
        assert b"X-Api-Key: k-secret" in cloud.seen[0]


def test_one_read_may_carry_headers_of_its_own_and_leave_others_out():
    with ScriptedCloud([answer(200, {}), answer(200, {})]) as cloud:
        http = http_to(cloud.url)
        http.get("/v1/x", {"X-Customer": "c", "X-Api-Key": None})
        http.get("/v1/x")
        assert b"X-Customer: c" in cloud.seen[0]
        assert b"X-Api-Key" not in cloud.seen[0]
        assert b"X-Customer" not in cloud.seen[1]


def test_a_refusal_is_the_clients_to_read_even_without_json():
    with ScriptedCloud([answer(404, b"<html>")]) as cloud:
        reply = http_to(cloud.url).get("/v1/x")
        assert (reply.status, reply.body, reply.ok) == (404, {}, False)


@pytest.mark.parametrize("body", [b"<html>", b"[1]", b'"x"', b"", b"[" * 50_000])
def test_a_success_that_is_no_json_object_is_malformed(body):
    with ScriptedCloud([answer(200, body)]) as cloud, pytest.raises(Malformed) as err:
        http_to(cloud.url).post("/v1/x", {})
    assert "<html>" not in err.value.message + err.value.detail


def test_a_cloud_that_is_not_there_is_unreachable_and_tried_again():
    waits: list[float] = []
    with pytest.raises(Unreachable):
        http_to(a_closed_port(), waits).post("/v1/x", {})
    assert waits == [0.1]


def test_a_silent_cloud_times_out_and_an_act_is_not_repeated():
    with ScriptedCloud([HANG]) as cloud:
        with pytest.raises(TimedOut):
            http_to(cloud.url).post("/v1/x", {})
        assert len(cloud.seen) == 1


@pytest.mark.parametrize("half", [DROP, answer(200, {"data": "long"})[:-3]])
def test_an_answer_that_breaks_off_leaves_the_act_in_doubt(half):
    with ScriptedCloud([half]) as cloud:
        with pytest.raises(TimedOut):
            http_to(cloud.url).post("/v1/x", {})
        assert len(cloud.seen) == 1


class Hurried:
    """A clock that jumps a second at every look."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        self.seconds += 1
        return self.seconds


def test_an_answer_that_drips_is_not_waited_for_to_its_end():
    body = b"{" + b" " * 1_000_000 + b"}"
    with ScriptedCloud([answer(200, body)]) as cloud:
        transport = Transport(base_url=cloud.url, headers={}, clock=Hurried())
        with pytest.raises(requests.ReadTimeout):
            transport.send("GET", "/v1/x", None, (1, 5))


def test_an_answer_without_end_is_given_up():
    endless = answer(200, b" " * (ANSWER_LIMIT + 1))
    with ScriptedCloud([endless]) as cloud, pytest.raises(TimedOut):
        http_to(cloud.url, read_s=10).post("/v1/x", {})


@pytest.mark.parametrize(
    "first", [DROP, answer(503, {}), answer(429, {}, Retry_After="1")]
)
def test_a_read_is_made_again(first):
    with ScriptedCloud([first, answer(200, {"ok": 1})]) as cloud:
        assert http_to(cloud.url).get("/v1/x").body == {"ok": 1}


def test_a_busy_cloud_gives_its_hint_when_it_asks_for_too_long_a_wait():
    busy = answer(429, {}, Retry_After="60")
    with ScriptedCloud([busy]) as cloud, pytest.raises(RateLimited) as err:
        http_to(cloud.url).get("/v1/x")
    assert err.value.retry_after_s == 60


def test_a_cloud_in_trouble_is_said_to_be_and_its_words_are_not_repeated():
    failing = answer(500, {"message": "stack trace"})
    with ScriptedCloud([failing]) as cloud, pytest.raises(UpstreamError) as err:
        http_to(cloud.url).post("/v1/x", {})
    assert err.value.upstream_status == 500
    assert "stack" not in err.value.message + err.value.detail


def test_addresses_that_are_used_once_are_not_kept_for_ever():
    with ScriptedCloud([answer(200, {})] * (PREPARED + 20)) as cloud:
        http = http_to(cloud.url)
        for number in range(PREPARED + 20):
            http.get(f"/v1/sessions/{number}")
        kept = [
            one
            for one in gc.get_objects()
            if isinstance(one, requests.PreparedRequest)
            and (one.url or "").startswith(f"{cloud.url}/v1/sessions/")
        ]
        assert len(kept) <= PREPARED


def test_a_redirect_is_not_followed_with_our_key():
    there = answer(302, {}, Location="http://127.0.0.1:9/")
    with ScriptedCloud([there]) as cloud:
        assert http_to(cloud.url).get("/v1/x").status == 302


def test_a_cookie_of_the_cloud_is_not_kept():
    with ScriptedCloud([answer(200, {}, Set_Cookie="a=b"), answer(200, {})]) as cloud:
        http = http_to(cloud.url)
        http.get("/v1/x")
        http.get("/v1/x")
        assert b"cookie" not in cloud.seen[1].lower()


def test_the_attempts_are_the_policys():
    waits: list[float] = []
    policy = RetryPolicy(attempts=4, backoff_s=0.5, cap_s=10)
    with pytest.raises(Unreachable):
        http_to(a_closed_port(), waits, retry=policy).get("/v1/x")
    assert waits == [0.5, 1.0, 2.0]


def every_requests_exception():
    return [
        kind
        for _, kind in inspect.getmembers(theirs, inspect.isclass)
        if issubclass(kind, requests.RequestException)
    ]


def as_raised(kind):
    if kind is theirs.JSONDecodeError:
        return kind("no json", "", 0)
    return kind("boom")


@pytest.mark.parametrize("kind", every_requests_exception())
def test_every_exception_of_requests_has_its_place_in_our_tree(kind):
    error = as_upstream_error("cirrus", as_raised(kind))
    assert isinstance(error, Unreachable | TimedOut | Malformed)
    assert error.upstream == "cirrus"


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        (theirs.ConnectTimeout, Unreachable),
        (theirs.ProxyError, Unreachable),
        (theirs.SSLError, Unreachable),
        (theirs.InvalidURL, Unreachable),
        (theirs.ReadTimeout, TimedOut),
        (theirs.ConnectionError, TimedOut),
        (theirs.ChunkedEncodingError, TimedOut),
        (theirs.ContentDecodingError, Malformed),
    ],
)
def test_what_may_have_happened_is_never_called_unreachable(kind, ours):
    assert type(as_upstream_error("cirrus", as_raised(kind))) is ours
