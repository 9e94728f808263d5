import logging
from contextlib import suppress
from functools import cache, partial

import pytest

from errors import AppError
from sessions.model import EndReason
from tests.clouds import CLOUDS, HEYGEN, OPENAI_KEY
from tests.faults.acts import HASTY_S
from tests.faults.world import World
from tests.sandbox_server import SandboxServer
from tests.whole import Caller, whole_app

LEAK = "the-clouds-own-words"
SECRETS = (LEAK, *(cloud.key for cloud in CLOUDS.values()), OPENAI_KEY, "Traceback")

on_either = pytest.mark.parametrize("cloud", CLOUDS.values(), ids=CLOUDS)
"""For tests to run on each cloud; the others run on HeyGen."""


@pytest.fixture
def cloud():
    """Who lends the face; see `on_either`."""
    return HEYGEN


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="package")
def lasting_app(folder, sandbox_server):
    """Gives the one app with some settings."""
    return cache(partial(whole_app, sandbox_server, folder))


@pytest.fixture(scope="module")
def app_on(lasting_app, folder, sandbox_server):
    """Gives the one app with a cloud and some settings; all are over one ledger.

    Those in rooms have threads there: they are closed with the module.
    """
    in_rooms = []

    @cache
    def app_on(cloud, **settings):
        if not cloud.by_rooms:
            return lasting_app(cloud, **settings)
        in_rooms.append(whole_app(sandbox_server, folder, cloud, **settings))
        return in_rooms[-1]

    yield app_on
    for app in in_rooms:
        app.extensions["link"].close()


@pytest.fixture
def app(app_on, cloud):
    return app_on(cloud)


@pytest.fixture
def call(app, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    caller = Caller(app)
    yield caller
    if caller.cloud.by_rooms:
        sandbox.call("DELETE", "faults")
        hang_up(app)


@pytest.fixture
def hasty_with_cloud(app_on, cloud, call):
    """What `call` has begun, goes on here with a cloud that must be quick."""
    return Caller(app_on(cloud, cloud_read_timeout_s=HASTY_S))


@pytest.fixture
def hasty_with_model(app_on, cloud, call):
    """Likewise, with a model that must be quick."""
    return Caller(app_on(cloud, openai_timeout_s=0.2))


@pytest.fixture(scope="package")
def roomy():
    """A sandbox for virtual time; ask for `make_world`."""
    with SandboxServer() as control:
        yield control


@pytest.fixture
def make_world(roomy, tmp_path, cloud):
    """Makes apps over a sandbox that ends only what is idle, in virtual time."""
    roomy.reset()
    cloud.limit(roomy, **cloud.roomy)
    worlds = []

    def make_world(**settings):
        worlds.append(World(roomy, tmp_path, cloud, **settings))
        return worlds[-1]

    yield make_world
    for world in worlds:
        world.app.extensions["link"].close()


@pytest.fixture
def refused(caplog):
    """Checks a refusal, its log lines included, and gives its body."""

    def check(answer, status, code):
        body = answer.get_json()
        assert answer.status_code == status, body
        assert {"success", "message", "error", "code", "request_id"} <= set(body)
        assert (body["success"], body["code"]) == (False, code)
        assert is_a_sentence(body["message"]), body["message"]
        for secret in SECRETS:
            assert secret not in answer.get_data(as_text=True) + str(answer.headers)
            assert secret not in caplog.text
        return body

    return check


def hang_up(app):
    """End what runs in rooms; else its end would be heard amidst what follows."""
    sessions = app.extensions["core"].sessions
    for session in sessions.unended():
        if session.cloud == sessions.cloud.name:
            with suppress(AppError):
                sessions.close(session.id, EndReason.CLIENT)


def is_a_sentence(words):
    return words[0].isupper() and words[-1] in ".)" and " " in words
