"""Answers of the cloud that get lost: nothing goes on billing unseen."""

import pytest

from sessions.model import EndReason, State
from tests.clouds import ANSWER, HEYGEN, LIVEAVATAR, TOKEN
from tests.faults.acts import HASTY_S, HOURS, SUCCESS, TASK, V1, opened, started
from tests.waiting import until

LOST = {
    "before it is asked": {"drop": "before"},
    "after the deed": {"drop": "after"},
    "half-way": {"cut": True},
    "beyond reading": {"garble": True},
    "beyond patience, not done": {"delay_s": HOURS, "drop": "before"},
    "beyond patience": {"late_s": 3},
}
lost = pytest.mark.parametrize("how", LOST.values(), ids=LOST)
# What an answer can be lost by is the same for every cloud; whether the deed is done,
# and when, is not.
IN_ROOMS = ["before it is asked", "after the deed", "beyond patience"]
lost_on_either = pytest.mark.parametrize(
    ("cloud", "how"),
    [
        *((HEYGEN, how) for how in LOST.values()),
        *((LIVEAVATAR, LOST[name]) for name in IN_ROOMS),
    ],
    ids=[*LOST, *(f"{name} on LiveAvatar" for name in IN_ROOMS)],
)


@pytest.fixture
def world(make_world):
    return make_world()


@pytest.fixture
def caller(world, make_world, how):
    """Who meets the fault: where patience is the matter, an app that has little."""
    if {"delay_s", "late_s"} & set(how):
        return make_world(cloud_read_timeout_s=HASTY_S).call
    return world.call


def settle(world):
    """Give the janitor ten seconds."""
    for _ in range(10):
        world.pass_by(1)
        world.core.janitor.round()
    lines, kind = world.sandbox.sessions(), world.call.cloud
    running = {line["session_id"] for line in lines if line["state"] in kind.running}
    known = {
        session.cloud_session_id
        for session in world.core.sessions.unended()
        if session.state in (State.OPEN, State.LIVE)
    }
    assert running == known
    billed = sum(line["billed_credits"] for line in lines if line["closed_at"])
    counted = sum(one.credits or 0.0 for one in world.core.sessions.ledger.page())
    assert counted == pytest.approx(billed, abs=0.005)


@lost_on_either
def test_a_create_whose_answer_is_lost(world, caller, cloud, how):
    world.sandbox.fault(cloud.opens, **how)
    assert caller.post("session/create").status_code in (502, 504)
    settle(world)
    session, *_ = world.core.sessions.ledger.page()
    assert session.end_reason in (EndReason.ERROR, EndReason.RECONCILED)


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize("how", [LOST[name] for name in IN_ROOMS], ids=IN_ROOMS)
def test_a_name_that_is_lost_begins_nothing(world, caller, how):
    world.sandbox.fault(TOKEN, **how)
    answer = caller.post("session/create")
    assert answer.get_json()["code"] == "upstream_unreachable"
    settle(world)
    (session,) = world.core.sessions.ledger.page()
    assert session.state is State.FAILED
    assert world.sandbox.sessions() == []


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize("how", [{"drop": "after"}, {"cut": True}])
def test_a_named_session_whose_start_is_lost_is_ended_by_its_name(world, caller, how):
    world.sandbox.fault(LIVEAVATAR.opens, **how)
    assert caller.post("session/create").status_code == 504
    world.core.janitor.round()
    (line,) = world.sandbox.sessions()
    assert line["end_reason"] == LIVEAVATAR.is_stopped
    session = world.find(line["session_id"])
    assert (session.state, session.credits) == (State.CLOSED, 2.0)
    stops = world.sandbox.requests(LIVEAVATAR.stops)
    assert [one["body"]["session_id"] for one in stops] == [line["session_id"]]


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize("how", [{"late_s": 1.5, "delay_s": 0}, {"delay_s": 1.0}])
def test_a_named_session_that_begins_late_is_ended_then(make_world, how):
    hasty = make_world(cloud_read_timeout_s=HASTY_S)
    hasty.sandbox.fault(LIVEAVATAR.opens, **how)
    assert hasty.call.post("session/create").status_code == 504
    hasty.core.janitor.round()

    def over():
        hasty.core.janitor.round()
        return [line["end_reason"] for line in hasty.sandbox.sessions()]

    assert until(over) in ([None], [LIVEAVATAR.is_stopped])
    until(lambda: over() == [LIVEAVATAR.is_stopped])
    (session,) = hasty.core.sessions.ledger.page(states=[State.CLOSED])
    assert session.credits == 2.0


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
@pytest.mark.parametrize("how", [{"drop": "before"}])
def test_a_named_session_that_never_began_costs_nothing(world, caller, how):
    world.sandbox.fault(LIVEAVATAR.opens, **how)
    assert caller.post("session/create").status_code == 504
    for seconds in (0, 40, 51):
        world.pass_by(seconds)
        world.core.janitor.round()
    session, *_ = world.core.sessions.ledger.page()
    assert (session.state, session.credits) == (State.FAILED, None)
    assert world.core.sessions.unended() == []


@lost
def test_a_start_whose_answer_is_lost(world, caller, how):
    session_id = opened(world.call, world.sandbox)
    world.sandbox.fault(f"{V1}.start", status=200, body=SUCCESS, **how)
    answer = caller.post("session/start", session_id=session_id, sdp=ANSWER)
    assert answer.status_code in (502, 504)
    settle(world)
    assert world.find(session_id).state is State.CLOSED


@lost
def test_a_text_whose_answer_is_lost(world, caller, how):
    session_id = started(world.call, world.sandbox)
    world.sandbox.fault(f"{V1}.task", status=200, body=TASK, **how)
    said = caller.post("text", session_id=session_id, text="Hello.")
    assert said.status_code in (502, 504)
    settle(world)
    assert world.find(session_id).state is State.LIVE


@lost_on_either
def test_a_stop_whose_answer_is_lost(world, caller, cloud, how):
    session_id = opened(world.call, world.sandbox)
    world.sandbox.fault(cloud.stops, **how)
    caller.post("session/stop", session_id=session_id)
    settle(world)
    ended = world.find(session_id)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLIENT)
