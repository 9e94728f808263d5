"""An act that is told while it goes on, to whoever listens, and to its end."""

import json
import threading

import pytest
from flask import Flask

import web.errors
import web.request_id
from errors import TimedOut
from tests.sse import told as read
from web.sse import Message
from web.telling import is_wanted, told


@pytest.fixture
def acts():
    """What is done by name of the route, as a list of messages or errors."""
    return {
        "fine": [
            Message(name="step", data={"n": 1}),
            Message(name="done", data={"n": 2}),
        ],
        "failing": [
            Message(name="step", data={"n": 1}),
            TimedOut("It took too long.", upstream="cloud"),
        ],
        "broken": [ValueError("a secret")],
    }


@pytest.fixture
def gate():
    return threading.Event()


@pytest.fixture
def finished():
    return threading.Event()


@pytest.fixture
def client(acts, gate, finished):
    app = Flask(__name__)
    web.request_id.init_app(app)
    web.errors.init_app(app)

    def do(name):
        for act in acts[name]:
            if isinstance(act, Exception):
                raise act
            yield act
        finished.set()

    @app.post("/act/<name>")
    def act(name):
        return told(do(name))

    @app.post("/slow")
    def slow():
        def messages():
            yield Message(name="step", data={})
            assert gate.wait(10)
            yield Message(name="done", data={})
            finished.set()

        return told(messages())

    @app.post("/wanted")
    def wanted():
        return {"wanted": is_wanted()}

    return app.test_client()


def test_every_message_is_told_in_order(client):
    answer = client.post("/act/fine")
    assert answer.mimetype == "text/event-stream"
    assert read(answer.text) == [("step", {"n": 1}), ("done", {"n": 2})]


def test_a_failure_is_the_usual_envelope_with_the_requests_id(client):
    answer = client.post("/act/failing", headers={"X-Request-Id": "request-77"})
    *_, (name, body) = read(answer.text)
    assert (name, body["success"], body["code"]) == (
        "error",
        False,
        "upstream_timed_out",
    )
    assert body["request_id"] == "request-77" == answer.headers["X-Request-Id"]


def test_a_bug_is_told_without_its_words(client, caplog):
    ((name, body),) = read(client.post("/act/broken").text)
    assert (name, body["code"]) == ("error", "internal_error")
    assert "secret" not in json.dumps(body) + caplog.text


def test_an_act_goes_on_when_its_reader_has_left(client, gate, finished):
    answer = client.post("/slow", buffered=False)
    assert b"step" in b"".join(next(answer.response) for _ in range(2))
    answer.close()
    gate.set()
    assert finished.wait(10)


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, False),
        ("*/*", False),
        ("application/json", False),
        ("text/event-stream", True),
        ("text/event-stream, application/json;q=0.5", True),
        ("application/json, text/event-stream;q=0.5", False),
        ("text/html", False),
    ],
)
def test_a_stream_is_for_who_asks_for_one(client, accept, wanted):
    headers = {"Accept": accept} if accept else {}
    assert client.post("/wanted", headers=headers).get_json() == {"wanted": wanted}
