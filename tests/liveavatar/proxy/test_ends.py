"""How proxied sessions end, and how many a customer may have."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import NotFound, TimedOut, Unreachable
from liveavatar.proxy import IDLE_S
from sessions.model import EndReason
from tests.cores import a_janitor
from tests.liveavatar.proxy.fakes import ANN, BOB, FACE, Widget


def ok(answer):
    assert answer.status_code == 200, answer.get_json()


def test_a_stop_that_the_cloud_fails_is_ok_and_tried_again(ann, cloud, core):
    session_id, _ = ann.begin()
    cloud.fails["close"] = TimedOut("Too late.", upstream="fake")
    answer = ann.post("sessions/stop", {"session_id": session_id})
    assert (answer.status_code, answer.get_json()["data"]) == (200, {"ok": True})
    session = core.find(session_id)
    assert (session.state, session.end_reason) == ("closing", "client")
    assert session.retry_at is not None


def test_a_stop_is_not_ok_when_nobody_knows_whose_it_is(ann, core, customers):
    session_id, _ = ann.begin()
    customers.fails = Unreachable("Petya is not there.", upstream="petya")
    answer = ann.post("sessions/stop", {"session_id": session_id})
    assert answer.status_code == 502
    assert core.find(session_id).state == "live"


def test_a_session_that_was_stopped_before_its_start_never_begins(ann, cloud):
    session_id, token = ann.mint()
    ok(ann.post("sessions/stop", {"session_id": session_id}))
    answer = ann.post("sessions/start", token=token)
    assert (answer.status_code, answer.get_json()["error"]) == (409, "wrong_state")
    assert cloud.calls == []


@pytest.mark.parametrize("face", ["/v1", "/api"])
def test_a_stop_overtakes_the_start_that_is_under_way(app, cloud, core, face):
    page = Widget(app, face=face)
    session_id, token = page.mint(avatar_id=FACE)
    cloud.gates["open"] = threading.Event()
    with ThreadPoolExecutor(1) as browser:
        starting = browser.submit(page.post, "sessions/start", token=token)
        assert cloud.entered.acquire(timeout=10)
        ok(page.post("sessions/stop", {"session_id": session_id}, token=token))
        cloud.gates["open"].set()
        assert starting.result().status_code == 409
    session = core.find(session_id)
    assert (session.state, session.end_reason) == ("closed", "client")
    assert cloud.verbs() == ["open", "accept", "close"]


def test_an_end_by_the_cloud_is_written_down_and_the_page_told(ann, cloud, core):
    session_id, token = ann.begin()
    cloud.fails["keep_alive"] = NotFound("It is gone.")
    assert ann.post("sessions/keep-alive", token=token).status_code == 409
    assert core.find(session_id).end_reason == "cloud_ended"
    ok(ann.post("sessions/stop", token=token))


def test_a_session_that_the_server_ended_is_stopped_already(ann, core, cloud):
    session_id, token = ann.begin()
    core.close(session_id, EndReason.BUDGET)
    ok(ann.post("sessions/stop", token=token))
    assert core.find(session_id).end_reason == "budget"
    assert cloud.verbs().count("close") == 1


@pytest.mark.parametrize(("mode", "end"), [("FULL", "idle"), ("LITE", None)])
def test_only_silence_that_this_server_would_hear_ends_a_session(
    ann, cloud, core, clock, mode, end
):
    session_id, _ = ann.begin(mode=mode)
    cloud.missed = {session_id}
    clock.advance(IDLE_S + 1)
    a_janitor(core, clock).round()
    assert core.find(session_id).end_reason == end
    (order,) = (what for verb, what in cloud.calls if verb == "open")
    assert order.is_lite is (mode == "LITE")


def test_a_start_that_surely_failed_may_be_tried_again(ann, cloud):
    _, token = ann.mint()
    cloud.fails["open"] = Unreachable("Not there.", upstream="fake")
    assert ann.post("sessions/start", token=token).status_code == 502
    assert ann.post("sessions/start", token=token).status_code == 201


def test_a_start_whose_answer_was_lost_is_ended_by_its_id(ann, cloud, core):
    session_id, token = ann.mint()
    cloud.fails["open"] = TimedOut("Too late.", upstream="fake")
    assert ann.post("sessions/start", token=token).status_code == 504
    assert core.find(session_id).state == "doubtful"
    assert ann.post("sessions/start", token=token).status_code == 409


@pytest.mark.parametrize("most", [1, 3])
def test_a_customer_has_no_more_sessions_than_it_may(app, customers, most):
    customers.knows(ANN, avatar_id=FACE, sessions=most)
    v1, api, bob = Widget(app), Widget(app, face="/api"), Widget(app, BOB)
    begun = [(v1, api)[n % 2].begin(avatar_id=FACE) for n in range(most)]
    for page in (v1, api):
        _, token = page.mint(avatar_id=FACE)
        assert page.post("sessions/start", token=token).status_code == 429
    bob.begin(avatar_id=FACE)  # whose sessions are no matter
    ok(v1.post("sessions/stop", {"session_id": begun[0][0]}))
    assert v1.post("sessions/start", token=token).status_code == 201


def test_of_many_that_start_at_once_as_many_begin_as_may(app, customers, cloud, core):
    customers.knows(ANN, avatar_id=FACE, sessions=2)
    page = Widget(app)
    tokens = [page.mint()[1] for _ in range(6)]
    cloud.gates["open"] = threading.Event()
    with ThreadPoolExecutor(6) as browser:
        starts = [browser.submit(page.post, "sessions/start", token=t) for t in tokens]
        for _ in tokens:  # all of them have been let in, since none is open yet
            if not cloud.entered.acquire(timeout=1):
                break
        cloud.gates["open"].set()
        statuses = sorted(start.result().status_code for start in starts)
    assert statuses == [201, 201, 429, 429, 429, 429]
    assert len(core.unended()) == 2
