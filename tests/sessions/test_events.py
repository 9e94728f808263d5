import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from sessions.model import EndReason
from tests.waiting import until

QUIET_S = 0.02


def events(answer):
    """The stream's events as {id, event, data}, and None for each heartbeat."""
    blocks = answer.text.removeprefix("retry: 1000\n\n").split("\n\n")[:-1]
    return [event(block) for block in blocks]


def event(block):
    if block.startswith(":"):
        return None
    found = dict(line.split(": ", 1) for line in block.splitlines())
    return {**found, "data": json.loads(found["data"])}


def test_a_session_that_is_over_is_told_from_beginning_to_end(client, live, service):
    service.close(live, EndReason.CLIENT)
    answer = client.get(f"/sessions/{live}/events")
    assert answer.mimetype == "text/event-stream"
    told = events(answer)
    assert [one["id"] for one in told] == ["1", "2", "3", "4", "5"]
    assert {one["event"] for one in told} == {"state"}
    assert told[3]["data"] == {
        "seq": 4,
        "at": "2026-11-20T12:00:00.000Z",
        "kind": "state",
        "data": {"from": "live", "to": "closing", "reason": "client"},
    }


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?after=3", {}),
        ("", {"Last-Event-ID": "3"}),
        ("?after=1", {"Last-Event-ID": "3"}),
    ],
)
def test_who_comes_back_reads_on(client, live, service, query, headers):
    service.close(live, EndReason.CLIENT)
    answer = client.get(f"/sessions/{live}/events{query}", headers=headers)
    assert [one["id"] for one in events(answer)] == ["4", "5"]


def test_who_has_read_the_end_need_not_come_back(client, live, service):
    service.close(live, EndReason.CLIENT)
    answer = client.get(f"/sessions/{live}/events", headers={"Last-Event-ID": "5"})
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("query", ["after=99", "after=-1", "after=x", "since=1"])
def test_a_place_there_is_not_is_refused(client, live, query):
    assert client.get(f"/sessions/{live}/events?{query}").status_code == 400


def test_there_are_no_events_of_a_session_nobody_opened(client):
    assert client.get("/sessions/nobody/events").status_code == 404


def test_what_is_said_is_told_without_its_words(client, live, service):
    service.heard(live, "My secret is safe.")
    service.speak(live, "I keep it.")
    service.interrupt(live)
    service.close(live, EndReason.CLIENT)
    answer = client.get(f"/sessions/{live}/events?after=3")
    assert [one["event"] for one in events(answer)][:3] == [
        *("turn", "turn", "interrupted")
    ]
    assert events(answer)[1]["data"]["data"]["tasks"] == ["task-1"]
    assert "secret" not in answer.text
    assert "keep it" not in answer.text


def test_a_quiet_stream_shows_that_it_is_up_and_ends_with_the_session(
    make_client, service, live
):
    client = make_client(service, quiet_s=QUIET_S)
    with ThreadPoolExecutor(1) as pool:
        path = f"/sessions/{live}/events?after=3"
        reading = pool.submit(lambda: events(client.get(path)))
        until(lambda: client.application.extensions["broadcast"].readers)
        service.close(live, EndReason.PAGE_LEFT)
        told = reading.result(10)
    assert [one["data"]["data"]["to"] for one in told if one] == ["closing", "closed"]


def test_a_reader_that_goes_away_is_no_longer_waited_for(make_client, service, live):
    client = make_client(service, quiet_s=QUIET_S)
    broadcast = client.application.extensions["broadcast"]
    answer = client.get(f"/sessions/{live}/events?after=3", buffered=False)
    chunks = iter(answer.response)
    assert [next(chunks), next(chunks)] == [b"retry: 1000\n\n", b": still here\n\n"]
    assert broadcast.readers == 1
    answer.close()
    assert broadcast.readers == 0
