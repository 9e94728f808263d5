"""WebSockets over a real server of the same kind that tests pages by hand."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from werkzeug.serving import make_server

import web.errors
import web.request_id
from web import websocket


@pytest.fixture
def taken():
    """What the server has taken."""
    return []


@pytest.fixture
def gate():
    """Held shut, the server takes nothing more."""
    gate = threading.Event()
    gate.set()
    return gate


@pytest.fixture
def url(taken, gate):
    app = Flask(__name__)
    web.request_id.init_app(app)
    web.errors.init_app(app)

    @app.route("/echo", websocket=True)
    def echo():
        websocket.check()
        socket = websocket.accept(message_limit=1000)
        try:
            while (message := socket.receive(10)) != "bye":
                gate.wait(10)
                taken.append(message)
                socket.send(f"{len(taken)}")
            socket.close(1000, "bye")
        except EOFError:
            taken.append(socket.close_code)
        return websocket.Upgraded()

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"ws://127.0.0.1:{server.server_port}/echo"
    server.shutdown()
    thread.join(10)
    server.server_close()


def test_messages_of_both_kinds_go_both_ways_until_a_side_closes(url, taken):
    with connect(url) as line:
        line.send("one")
        line.send(b"two")
        assert [line.recv(), line.recv()] == ["1", "2"]
        line.send("bye")
        with pytest.raises(ConnectionClosed):
            line.recv()
        assert (line.close_code, line.close_reason) == (1000, "bye")
    assert taken == ["one", b"two"]


def test_a_message_over_the_limit_closes_it(url):
    with connect(url) as line:
        line.send(bytes(1001))
        with pytest.raises(ConnectionClosed):
            line.recv()
        assert line.close_code == 1009


def test_a_client_that_is_too_fast_waits_until_its_messages_are_taken(url, taken, gate):
    gate.clear()
    with connect(url) as line:

        def send():
            for _ in range(20_000):
                line.send(bytes(1000))

        sending = threading.Thread(target=send)
        sending.start()
        sending.join(0.5)
        assert sending.is_alive(), "everything was read ahead"
        assert taken == []
        gate.set()
        for count in range(1, 20_001):
            assert line.recv() == str(count)
        sending.join(10)


def test_what_is_no_whole_handshake_is_refused(url):
    old = {"Sec-WebSocket-Version": "12"}
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(url, additional_headers=old),
    ):
        pass
    assert refused.value.response.status_code == 400
