"""Answers of the cloud that get lost: nothing goes on billing unseen."""

import pytest

from sessions.model import EndReason, State
from tests.faults.acts import ANSWER, HOURS, SUCCESS, TASK, V1, opened, started

LOST = {
    "before it is asked": {"drop": "before"},
    "after the deed": {"drop": "after"},
    "half-way": {"cut": True},
    "beyond reading": {"garble": True},
    "beyond patience, not done": {"delay_s": HOURS, "drop": "before"},
    "beyond patience": {"late_s": 3},
}
lost = pytest.mark.parametrize("how", LOST.values(), ids=LOST)
LIVE = ("new", "connecting", "connected")


@pytest.fixture
def world(make_world):
    return make_world()


@pytest.fixture
def caller(world, make_world, how):
    """Who meets the fault: where patience is the matter, an app that has little."""
    if {"delay_s", "late_s"} & set(how):
        return make_world(cloud_read_timeout_s=0.2).call
    return world.call


def settle(world):
    """Give the janitor ten seconds."""
    for _ in range(10):
        world.pass_by(1)
        world.core.janitor.round()
    running = {
        line["session_id"] for line in world.sandbox.sessions() if line["state"] in LIVE
    }
    known = {
        session.cloud_session_id
        for session in world.core.sessions.unended()
        if session.state in (State.OPEN, State.LIVE)
    }
    assert running == known
    for line in world.sandbox.sessions():
        cost = world.core.sessions.find(line["session_id"]).credits
        if line["state"] == "closed":
            assert cost == pytest.approx(line["billed_credits"], abs=0.005)


@lost
def test_a_create_whose_answer_is_lost(world, caller, how):
    world.sandbox.fault(f"{V1}.new", **how)
    assert caller.post("session/create").status_code in (502, 504)
    settle(world)
    (session,) = world.core.sessions.ledger.page()
    assert session.end_reason in (EndReason.ERROR, EndReason.RECONCILED)


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


@lost
def test_a_stop_whose_answer_is_lost(world, caller, how):
    session_id = opened(world.call, world.sandbox)
    world.sandbox.fault(f"{V1}.stop", **how)
    caller.post("session/stop", session_id=session_id)
    settle(world)
    ended = world.find(session_id)
    assert (ended.state, ended.end_reason) == (State.CLOSED, EndReason.CLIENT)
