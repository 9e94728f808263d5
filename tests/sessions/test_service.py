import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import (
    InvalidInput,
    LimitReached,
    Malformed,
    NotConfigured,
    NotFound,
    RateLimited,
    Rejected,
    TimedOut,
    Unreachable,
    UpstreamError,
    WrongState,
)
from sessions.model import EndReason, State
from sessions.order import SessionOrder
from tests.cores import NOON
from tests.sessions.conftest import ANSWER

LONG = "One sentence goes here. Another one follows it. And a third ends it."


def test_a_session_is_opened_started_and_closed(service, cloud):
    opened = service.open(SessionOrder(persona_id="ada", quality="high"))
    session = service.find(opened.cloud_session_id)
    assert (session.state, session.persona_id) == (State.OPEN, "ada")
    assert session.created_at == NOON

    service.accept(session.id, ANSWER)
    assert service.find(session.id).state is State.LIVE

    assert service.close(session.id, EndReason.CLIENT) == {"status": "success"}
    ended = service.find(session.id)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLIENT)
    assert ended.ended_at == NOON
    assert cloud.verbs() == ["open", "accept", "close"]


def test_the_row_exists_before_the_cloud_is_called(service, cloud):
    gate = cloud.gates["open"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        opening = pool.submit(service.open, SessionOrder())
        assert cloud.entered.acquire(timeout=10)
        (session,) = service.unended()
        assert session.state is State.OPENING
        gate.set()
        opening.result(10)


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("no such avatar", fields={"avatar_name": ["unknown"]}),
        LimitReached("all in use"),
        NotConfigured("no key"),
        Rejected("bad key", upstream="fake"),
        RateLimited("slow down", upstream="fake"),
        Unreachable("down", upstream="fake"),
    ],
)
def test_an_open_that_surely_did_nothing_has_failed(service, cloud, error):
    cloud.fails["open"] = error
    with pytest.raises(type(error)):
        service.open(SessionOrder())
    assert service.unended() == []


@pytest.mark.parametrize(
    "error",
    [
        TimedOut("late", upstream="fake"),
        Malformed("odd", upstream="fake"),
        UpstreamError("500", upstream="fake"),
        ZeroDivisionError("a bug of ours"),
    ],
)
def test_an_open_whose_answer_was_lost_is_doubtful(service, cloud, error):
    cloud.fails["open"] = error
    with pytest.raises(type(error)):
        service.open(SessionOrder())
    assert [session.state for session in service.unended()] == [State.DOUBTFUL]


def test_a_session_of_another_server_is_not_found(service):
    with pytest.raises(NotFound):
        service.speak("somebody-elses", "Hello.")


def test_speech_before_the_start_is_refused(service):
    session_id = service.open(SessionOrder()).cloud_session_id
    with pytest.raises(WrongState, match="not been started"):
        service.speak(session_id, "Hello.")


def test_starting_twice_is_refused(service, live):
    with pytest.raises(WrongState, match="already"):
        service.accept(live, ANSWER)


def test_a_candidate_may_come_before_the_answer(service, cloud):
    session_id = service.open(SessionOrder()).cloud_session_id
    service.candidate(session_id, {"candidate": "c"})
    service.accept(session_id, ANSWER)
    assert cloud.verbs() == ["open", "candidate", "accept"]


def test_a_start_the_cloud_refuses_can_be_tried_again(service, cloud):
    session_id = service.open(SessionOrder()).cloud_session_id
    cloud.fails["accept"] = InvalidInput("bad answer", fields={"sdp": ["bad"]})
    with pytest.raises(InvalidInput):
        service.accept(session_id, ANSWER)
    service.accept(session_id, ANSWER)
    assert service.find(session_id).state is State.LIVE


def test_a_long_text_goes_in_pieces_and_loses_nothing(service, cloud, live):
    spoken = service.speak(live, LONG)
    assert " ".join(cloud.said()) == LONG
    assert all(len(piece) <= cloud.text_limit for piece in cloud.said())
    assert [task.task_id for task in spoken.tasks] == ["task-1", "task-2", "task-3"]


def test_stop_twice_is_harmless(service, cloud, live):
    service.close(live, EndReason.CLIENT)
    assert service.close(live, EndReason.SHUTDOWN) is None
    assert service.find(live).end_reason is EndReason.CLIENT
    assert cloud.verbs().count("close") == 1


def test_a_stop_that_failed_can_be_repeated(service, cloud, live):
    cloud.fails["close"] = TimedOut("late", upstream="fake")
    with pytest.raises(TimedOut):
        service.close(live, EndReason.CLIENT)
    assert service.find(live).state is State.CLOSING
    service.close(live, EndReason.CLIENT)
    assert service.find(live).state is State.CLOSED


def test_a_session_gone_at_the_cloud_counts_as_closed(service, cloud, live):
    cloud.fails["close"] = NotFound("unknown")
    service.close(live, EndReason.CLIENT)
    assert service.find(live).state is State.CLOSED


@pytest.mark.parametrize(
    ("verb", "act"),
    [
        ("speak", lambda service, sid: service.speak(sid, "Hello.")),
        ("interrupt", lambda service, sid: service.interrupt(sid)),
        ("keep_alive", lambda service, sid: service.keep_alive(sid)),
        ("candidate", lambda service, sid: service.candidate(sid, {"candidate": "c"})),
    ],
)
def test_the_end_at_the_cloud_is_noticed_and_written_down(
    service, cloud, live, verb, act
):
    cloud.fails[verb] = NotFound("closed")
    with pytest.raises(WrongState, match="ended"):
        act(service, live)
    ended = service.find(live)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLOUD_ENDED)
    with pytest.raises(WrongState, match="the avatar cloud ended it"):
        act(service, live)


def test_an_interrupt_keeps_the_rest_of_a_text_unsaid(service, cloud, live):
    gate = cloud.gates["speak"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        cloud.entered = threading.Semaphore(0)
        speaking = pool.submit(service.speak, live, LONG)
        assert cloud.entered.acquire(timeout=10)
        interrupting = pool.submit(service.interrupt, live)
        assert cloud.entered.acquire(timeout=10)
        gate.set()
        interrupting.result(10)
        said = len(cloud.said())
        spoken = speaking.result(10)
    assert said == 1
    assert len(spoken.tasks) == 1
    # The sentence that was on its way may have been taken after the first one.
    assert cloud.verbs()[-3:] == ["speak", "interrupt", "interrupt"]


def test_a_text_of_an_overtaken_turn_is_not_spoken(service, cloud, live):
    turn = service.turn(live)
    service.interrupt(live)
    assert service.speak(live, "Too late.", turn=turn).tasks == ()
    assert service.speak(live, "On time.").tasks[0].text == "On time."
    assert cloud.said() == ["On time."]


def test_two_who_stop_at_once_both_succeed(service, cloud, live):
    gate = cloud.gates["close"] = threading.Event()
    with ThreadPoolExecutor() as pool:
        cloud.entered = threading.Semaphore(0)
        stops = [pool.submit(service.close, live, EndReason.CLIENT) for _ in range(2)]
        for _ in stops:
            assert cloud.entered.acquire(timeout=10)
        gate.set()
        for stop in stops:
            stop.result(10)
    assert service.find(live).state is State.CLOSED
