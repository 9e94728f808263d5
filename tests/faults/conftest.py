import logging

import pytest

from tests.faults.world import ROOMY, World
from tests.sandbox_server import SandboxServer
from tests.whole import HEYGEN_KEY, OPENAI_KEY, Caller, whole_app

LEAK = "the-clouds-own-words"
SECRETS = (LEAK, HEYGEN_KEY, OPENAI_KEY, "Traceback")


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="package")
def app(folder, sandbox_server):
    return whole_app(sandbox_server, folder)


@pytest.fixture(scope="package")
def hasty_apps(folder, sandbox_server):
    """The same server twice more: one hardly waits for the cloud, one for the model."""
    cloud = whole_app(sandbox_server, folder, cloud_read_timeout_s=0.2)
    return cloud, whole_app(sandbox_server, folder, openai_timeout_s=0.2)


@pytest.fixture
def call(app, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    return Caller(app)


@pytest.fixture
def hasty_with_cloud(hasty_apps, call):
    """What `call` has begun, goes on here with a cloud that must be quick."""
    return Caller(hasty_apps[0])


@pytest.fixture
def hasty_with_model(hasty_apps, call):
    """Likewise, with a model that must be quick."""
    return Caller(hasty_apps[1])


@pytest.fixture(scope="package")
def roomy():
    """A sandbox that ends nothing but what is idle; ask for `make_world`."""
    with SandboxServer(*ROOMY) as control:
        yield control


@pytest.fixture
def make_world(roomy, tmp_path):
    """Makes apps over a clean sandbox and one ledger, in virtual time."""
    roomy.reset()
    return lambda **settings: World(roomy, tmp_path, **settings)


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


def is_a_sentence(words):
    return words[0].isupper() and words[-1] in ".)" and " " in words
