from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from liveavatar.agents import Agents
from tests.liveavatar.agents.fake_rooms import FakeRooms, Heard, Pauses

OURS = ("rooms", "room-events")


def threads_of_agents():
    """The threads that Agents have, those of apps of other tests among them."""
    return {one for one in threading.enumerate() if one.name.startswith(OURS)}


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def rooms():
    return FakeRooms()


@pytest.fixture
def pauses():
    return Pauses()


@pytest.fixture
def others():
    """The threads of whoever was there before."""
    return threads_of_agents()


@pytest.fixture
def closing(others):
    """Closes what it is given; nothing of it is left then."""
    with ExitStack() as stack:
        yield lambda agents: stack.callback(agents.close)
    assert threads_of_agents() <= others


@pytest.fixture
def make(closing):
    """Makes Agents who tell a `Heard`."""

    def make(heard, **options):
        agents = Agents(on_event=heard.event, on_viewer=heard.viewer, **options)
        closing(agents)
        return agents

    return make


@pytest.fixture
def agents(make, heard, rooms, pauses):
    """Agents in rooms without LiveKit, where time stands still."""
    return make(heard, join=rooms.join, wait=pauses.wait)
