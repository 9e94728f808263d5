"""A real LiveKit server, and a sandbox whose avatars live in its rooms."""

from __future__ import annotations

import pytest

from tests.livekit_server import LivekitServer, program
from tests.sandbox_server import SandboxServer


@pytest.fixture(scope="session")
def livekit_server():
    """One LiveKit server for the whole run."""
    if program() is None:
        pytest.skip("livekit-server is not there; see scripts/need-livekit")
    with LivekitServer() as server:
        yield server


@pytest.fixture(scope="session")
def sandbox_on_server(livekit_server):
    """One sandbox process on that server; ask for `sandbox` instead."""
    with SandboxServer(livekit=livekit_server.environ) as control:
        yield control


@pytest.fixture
def sandbox(sandbox_on_server):
    """The sandbox on the server, as new."""
    sandbox_on_server.reset()
    return sandbox_on_server
