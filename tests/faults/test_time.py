"""Long calls in virtual time: kept alive, warned, told goodbye, ended and paid."""

from __future__ import annotations

import random

import pytest

from sessions.model import EndReason, State
from tests.clouds import HEYGEN, LIVEAVATAR
from tests.faults.conftest import on_either
from tests.peer import Peer
from tests.waiting import until

HISTORIES = [(HEYGEN, 200, 25), (LIVEAVATAR, 8, 8)]


@on_either
def test_a_call_with_a_viewer_passes_55_minutes(make_world):
    world = make_world()
    session_id = world.started()
    world.watch(session_id, 55 * 60 + 30)
    (line,) = world.sandbox.sessions()
    assert line["end_reason"] is None
    assert line["duration_s"] > 55 * 60
    assert world.find(session_id).state is State.LIVE
    world.call.post("session/stop", session_id=session_id)
    cost = world.find(session_id).credits
    assert cost == pytest.approx(world.bill(session_id), abs=0.005)


@on_either
def test_a_call_whose_page_has_left_ends_within_the_grace_time(make_world, cloud):
    world = make_world(viewer_gone_s=45)
    session_id = world.started()
    world.core.sessions.viewers.beat(session_id)
    world.pass_by(40)
    world.core.janitor.round()
    assert world.find(session_id).state is State.LIVE
    world.pass_by(6)
    world.core.janitor.round()
    assert world.find(session_id).end_reason is EndReason.PAGE_LEFT
    assert world.sandbox.sessions()[0]["end_reason"] == cloud.is_stopped


def test_a_call_that_never_had_a_page_ends_when_it_is_silent(make_world):
    world = make_world(idle_s=60)
    session_id = world.started()
    world.pass_by(55)
    world.core.janitor.round()
    assert world.find(session_id).state is State.LIVE
    world.pass_by(6)
    world.core.janitor.round()
    assert world.find(session_id).end_reason is EndReason.IDLE


@pytest.mark.webrtc
@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ({"max_session_s": 200.0}, EndReason.MAX_DURATION),
        ({"session_credits": 200 * 0.2 / 60}, EndReason.BUDGET),
    ],
)
def test_a_limit_is_announced_and_parted_from_before_it_ends_the_call(
    make_world, limit, reason
):
    world = make_world(**limit, viewer_gone_s=300.0)
    world.call.post("/persona/update", goodbye="I must go now. Farewell!")
    with Peer() as peer:
        session_id = world.call.start(peer, world.call.create())
        until(lambda: world.sandbox.sessions()[0]["state"] == "connected")
        world.watch(session_id, 150)
        assert world.events(session_id, "warning") == []
        world.watch(session_id, 12)
        (warning,) = world.events(session_id, "warning")
        assert warning["reason"] == reason
        assert 20 < warning["ends_in_s"] <= 40
        assert world.sandbox.transcript() == []
        world.watch(session_id, 32)
        world.core.janitor.round()
        said = until(world.sandbox.transcript)
        assert " ".join(task["text"] for task in said) == "I must go now. Farewell!"
        until(lambda: world.sandbox.transcript()[0]["spoken"], within_s=20)
    world.pass_by(12)
    world.core.janitor.round()
    session = world.find(session_id)
    assert (session.state, session.end_reason) == (State.CLOSED, reason)
    assert session.credits == pytest.approx(world.bill(session_id), abs=0.005)


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
def test_a_room_that_nobody_ever_comes_into_is_left(make_world):
    world = make_world(viewer_gone_s=300.0)
    session_id = world.started()
    world.pass_by(55)
    world.core.janitor.round()
    assert world.find(session_id).state is State.LIVE
    world.pass_by(6)
    world.core.janitor.round()
    assert world.find(session_id).end_reason is EndReason.PAGE_LEFT


@pytest.mark.parametrize("cloud", [LIVEAVATAR], ids=["liveavatar"])
def test_a_budget_by_the_minute_is_announced_and_parted_from(make_world):
    """It is for whole minutes: of 7 credits, at 2 a minute, three can be had."""
    world = make_world(session_credits=7.0, viewer_gone_s=300.0)
    world.call.post("/persona/update", goodbye="I must go now. Farewell!")
    session_id = world.started()
    world.watch(session_id, 135, step_s=27)
    assert world.events(session_id, "warning") == []
    world.watch(session_id, 12)
    (warning,) = world.events(session_id, "warning")
    assert warning["reason"] == EndReason.BUDGET
    world.watch(session_id, 28)
    said = until(world.sandbox.transcript)
    assert " ".join(task["text"] for task in said) == "I must go now. Farewell!"
    world.pass_by(3)
    world.core.janitor.round()
    session = world.find(session_id)
    assert (session.state, session.end_reason) == (State.CLOSED, EndReason.BUDGET)
    assert session.credits == world.bill(session_id) == 6.0


@pytest.mark.long
@pytest.mark.parametrize(
    ("cloud", "histories", "at_once"), HISTORIES, ids=["heygen", "liveavatar"]
)
def test_what_any_history_costs_is_what_the_cloud_bills(
    make_world, cloud, histories, at_once
):
    world, dice = make_world(idle_s=300.0, viewer_gone_s=300.0), random.Random(3)
    for _ in range(histories // at_once):
        open_ = [world.opened() for _ in range(at_once)]
        for _ in range(6):
            world.pass_by(dice.uniform(0, 100))
            if cloud.by_rooms:  # nobody is in them
                for session_id in open_:
                    world.core.sessions.viewers.beat(session_id)
            for session_id in dice.sample(open_, dice.randint(0, len(open_))):
                what = dice.choice(["session/stop", "session/keep-alive"])
                world.call.post(what, session_id=session_id)
                if what == "session/stop":
                    open_.remove(session_id)
            world.core.janitor.round()
        for session_id in open_:
            world.call.post("session/stop", session_id=session_id)
    lines = world.sandbox.sessions()
    assert len(lines) == histories
    ends = {cloud.is_stopped, *([] if cloud.by_rooms else [cloud.is_idle])}
    assert {line["end_reason"] for line in lines} == ends
    for line in lines:
        session = world.find(line["session_id"])
        assert session.state is State.CLOSED
        assert session.credits == pytest.approx(line["billed_credits"], abs=0.005)
