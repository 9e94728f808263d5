import shutil

import pytest

from persona.store import SHIPPED
from tests.peer import Peer
from tests.whole import Caller, whole_app


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("contract")


@pytest.fixture(scope="package")
def app(folder, sandbox_server):
    shutil.copy(SHIPPED, folder / "persona.json")
    return whole_app(sandbox_server, folder)


@pytest.fixture
def call(app, folder, sandbox):
    """A client of the whole app, with the shipped personas and a new sandbox."""
    shutil.copy(SHIPPED, folder / "persona.json")
    return Caller(app)


@pytest.fixture
def peer():
    with Peer() as peer:
        yield peer


@pytest.fixture
def live(call, peer):
    """The id of a session whose face can speak."""
    session_id = call.start(peer, call.create())
    call.when_connected("session/interrupt", session_id=session_id)
    return session_id
