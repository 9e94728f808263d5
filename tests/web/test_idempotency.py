import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

import web.cors
import web.docs
import web.errors
import web.idempotency
import web.request_id
from errors import (
    InvalidInput,
    LimitReached,
    Malformed,
    Rejected,
    ShuttingDown,
    StoreBroken,
    TimedOut,
    Unreachable,
    UpstreamError,
    WrongState,
)
from storage.idempotency import IdempotencyKeys
from tests.cores import TestClock
from web.blueprint import Blueprint

PAY, KEEP_ALIVE = "/pay/ann", "/keep-alive/ann"
DAY_S = 24 * 3600


class Till:
    """Takes money, and fails when it is told to.

    Attributes:
        taken: How often money was taken.
        fails: The next payment's failure, after it was taken.
        gate: When set, payments wait for it.
    """

    def __init__(self):
        self.taken = 0
        self.fails = None
        self.gate = None
        self.entered = threading.Event()

    def take(self):
        self.taken += 1
        self.entered.set()
        if self.gate:
            assert self.gate.wait(10)
        failure, self.fails = self.fails, None
        if failure:
            raise failure
        return {"number": self.taken}


def a_blueprint(till):
    bp = Blueprint("till", __name__)

    @bp.route("/pay/<payer>", methods=["POST"])
    @bp.once()
    @bp.response(201)
    def pay(payer):
        return till.take(), {"Location": f"/payments/{till.taken}"}

    @bp.route("/keep-alive/<payer>", methods=["POST"])
    @bp.once(harmless_twice=True)
    @bp.response(200)
    def keep_alive(payer):
        return till.take()

    @bp.route("/wave", methods=["POST"])
    @bp.response(200)
    def wave():
        return till.take()

    return bp


@pytest.fixture
def till():
    return Till()


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def keys(database, clock):
    return IdempotencyKeys(database=database, now=clock)


@pytest.fixture
def make_client(till):
    def make(keys):
        app = Flask(__name__)
        web.request_id.init_app(app)
        web.errors.init_app(app)
        web.cors.init_app(app, ["*"])
        web.idempotency.init_app(app, keys)
        web.docs.init_app(app, version="0").register_blueprint(a_blueprint(till))
        return app.test_client()

    return make


@pytest.fixture
def client(make_client, keys):
    return make_client(keys)


@pytest.fixture
def send(client):
    def send(key="k-1", path=PAY, amount=1, **headers):
        named = {} if key is None else {"Idempotency-Key": key}
        body = {"amount": amount}
        return client.application.test_client().post(
            path, json=body, headers={**named, **headers}
        )

    return send


def test_a_repeated_request_acts_once_and_is_answered_the_same(send, till):
    first, again = send(), send()
    assert till.taken == 1
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Location"] == first.headers["Location"] == "/payments/1"
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]


def test_without_a_key_every_request_acts(send, till):
    send(key=None)
    send(key=None)
    assert till.taken == 2


def test_a_key_is_new_for_another_caller_and_on_another_route(send, till):
    send()
    assert send(**{"X-Api-Key": "somebody-else"}).status_code == 201
    assert send(path=KEEP_ALIVE).status_code == 200
    assert till.taken == 3


@pytest.mark.parametrize("other", [{"amount": 2}, {"path": "/pay/bob"}])
def test_a_key_used_for_something_else_is_refused(send, till, other):
    send()
    refused = send(**other)
    assert refused.status_code == 409
    assert refused.get_json()["code"] == "idempotency_conflict"
    assert till.taken == 1


def test_a_twin_under_way_is_refused_for_a_moment(send, till):
    till.gate = threading.Event()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(send)
        assert till.entered.wait(10)
        twin = send()
        till.gate.set()
        assert first.result(10).status_code == 201
    assert twin.status_code == 409
    assert twin.get_json()["code"] == "idempotency_in_flight"
    assert int(twin.headers["Retry-After"]) >= 1
    assert send().headers["Idempotent-Replayed"] == "true"
    assert till.taken == 1


@pytest.mark.parametrize(
    "refusal",
    [
        InvalidInput("no such voice"),
        WrongState("still connecting"),
        LimitReached("all in use"),
        ShuttingDown("closing"),
        Unreachable("down", upstream="fake"),
        Rejected("bad key", upstream="fake"),
    ],
)
def test_a_refusal_that_did_nothing_is_not_kept(send, till, refusal):
    till.fails = refusal
    assert send().status_code == refusal.status
    assert send().status_code == 201


DOUBTS = [
    TimedOut("late", upstream="fake"),
    Malformed("odd", upstream="fake"),
    UpstreamError("500", upstream="fake"),
    RuntimeError("a bug, perhaps after the act"),
]


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_failure_that_may_have_acted_is_never_silently_repeated(send, till, doubt):
    till.fails = doubt
    first, again = send(), send()
    assert till.taken == 1
    assert first.status_code >= 500
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert send(key="k-2").status_code == 201


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_is_harmless_twice_may_be_repeated_after_any_failure(send, till, doubt):
    till.fails = doubt
    assert send(path=KEEP_ALIVE).status_code >= 500
    assert send(path=KEEP_ALIVE).status_code == 200


def test_a_key_is_forgotten_after_a_day(send, till, clock):
    send()
    clock.advance(DAY_S)
    assert send().headers["Idempotent-Replayed"] == "true"
    clock.advance(1)
    assert send(amount=2).status_code == 201
    assert till.taken == 2


@pytest.mark.parametrize("key", ["", "two words", "k" * 201, "clé", "tab\tkey"])
def test_a_key_that_is_not_one_is_refused_by_the_headers_name(send, till, key):
    refused = send(key=key)
    assert refused.status_code == 400
    assert list(refused.get_json()["fields"]) == ["Idempotency-Key"]
    assert till.taken == 0


@pytest.mark.parametrize("key", ["k", "k" * 200, '"8e03978e-40d5"', "!~"])
def test_any_visible_ascii_is_a_key(send, key):
    assert send(key=key).status_code == 201


def test_a_route_that_does_not_promise_it_acts_every_time(send, till):
    send(path="/wave")
    assert "Idempotent-Replayed" not in send(path="/wave").headers
    assert till.taken == 2


def test_an_odd_session_id_does_not_disturb_the_ledger(send, till):
    for odd in ("\x00", "\ud800", "x" * 300, 7, None):
        body = {"session_id": odd}
        assert send(key=f"k-{till.taken}", amount=body).status_code == 201


class Forgetful:
    """Keys whose ledger breaks between the act and its answer."""

    def claim(self, scope, key, **_):
        return None

    def keep(self, scope, key, **_):
        raise StoreBroken("The ledger cannot be written.")

    release = keep


def test_an_answer_that_cannot_be_kept_is_given_all_the_same(make_client, till, caplog):
    client = make_client(Forgetful())
    answer = client.post(PAY, headers={"Idempotency-Key": "k-1"})
    assert (answer.status_code, answer.get_json()) == (201, {"number": 1})
    assert "could not be kept" in caplog.text


def test_the_header_is_described_and_open_to_other_origins(client):
    described = client.get("/openapi.json").get_json()["paths"]["/pay/{payer}"]
    operation = described["post"]
    shared = described.get("parameters", [])
    assert "409" in operation["responses"]
    names = [one["name"] for one in [*shared, *operation["parameters"]]]
    assert names == ["payer", "Idempotency-Key"]
    answer = client.options(
        PAY,
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "idempotency-key",
        },
    )
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert "idempotency-key" in allowed
