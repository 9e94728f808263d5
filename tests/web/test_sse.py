import pytest
from flask import Flask, request

import web.errors
import web.request_id
from web.sse import Message, resume_after, stream

TURN = Message(id=7, name="turn", data={"text": "one\ntwo", "n": None})


@pytest.fixture
def closed():
    return []


@pytest.fixture
def client(closed):
    app = Flask(__name__)
    web.request_id.init_app(app)
    web.errors.init_app(app)

    def messages():
        try:
            yield TURN
            yield None
            yield Message(id=8, name="state", data={})
        finally:
            closed.append(True)

    @app.get("/events")
    def events():
        return stream(messages())

    @app.get("/resume")
    def resume():
        return {"after": resume_after(request.args.get("after", 0, int))}

    return app.test_client()


def test_a_message_is_written_as_its_lines_whatever_its_data_holds():
    assert TURN.encode() == (
        b'id: 7\nevent: turn\ndata: {"text":"one\\ntwo","n":null}\n\n'
    )


def test_a_stream_says_when_to_come_back_and_goes_on_by_messages(client):
    blocks = client.get("/events").text.split("\n\n")
    assert blocks[0] == "retry: 1000"
    assert blocks[1].startswith("id: 7\nevent: turn\n")
    assert blocks[2] == ": still here"
    assert blocks[3:] == ["id: 8\nevent: state\ndata: {}", ""]


def test_nobody_on_the_way_may_collect_it(client):
    answer = client.get("/events")
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in answer.headers


def test_the_first_bytes_come_before_anything_has_happened(client, closed):
    answer = client.get("/events", buffered=False)
    chunks = answer.iter_encoded()
    assert next(chunks) == b"retry: 1000\n\n"
    assert not closed
    answer.close()


def test_a_reader_that_goes_away_closes_what_it_was_reading(client, closed):
    answer = client.get("/events", buffered=False)
    chunks = iter(answer.response)
    next(chunks)
    next(chunks)
    answer.close()
    assert closed == [True]


def test_asking_for_the_headers_alone_reads_nothing(client, closed):
    answer = client.head("/events")
    assert answer.status_code == 200
    assert answer.data == b""
    assert not closed


@pytest.mark.parametrize(
    ("path", "header", "after"),
    [
        ("/resume", None, 0),
        ("/resume?after=3", None, 3),
        ("/resume", "5", 5),
        ("/resume?after=3", "5", 5),
        ("/resume?after=3", "", 3),
    ],
)
def test_who_comes_back_says_how_far_it_got(client, path, header, after):
    headers = {} if header is None else {"Last-Event-ID": header}
    assert client.get(path, headers=headers).get_json() == {"after": after}


@pytest.mark.parametrize("header", ["x", "-1", "1.5", "²", "9" * 10])
def test_what_is_no_id_of_an_event_is_refused(client, header):
    answer = client.get("/resume", headers={"Last-Event-ID": header})
    assert answer.status_code == 400
    assert list(answer.get_json()["fields"]) == ["Last-Event-ID"]
