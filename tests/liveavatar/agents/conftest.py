from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest

from liveavatar.agents import Agents
from tests.liveavatar.agents.fake_rooms import FakeRooms, Heard

OURS = ("rooms", "room-events")


def threads_of_agents():
    """Names of the threads that Agents have."""
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith(OURS)]


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def rooms():
    return FakeRooms()


@pytest.fixture
def closing():
    """Closes what it is given; nothing of it is left then."""
    with ExitStack() as stack:
        yield lambda agents: stack.callback(agents.close)
    assert threads_of_agents() == []


@pytest.fixture
def make(closing):
    """Makes Agents who tell a `Heard`."""

    def make(heard, **options):
        agents = Agents(on_event=heard.event, on_viewer=heard.viewer, **options)
        closing(agents)
        return agents

    return make


@pytest.fixture
def agents(make, heard, rooms):
    """Agents in rooms without LiveKit."""
    return make(heard, join=rooms.join)
