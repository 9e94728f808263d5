import logging

import pytest

from tests.faults.world import ROOMY, World
from tests.sandbox_server import SandboxServer
from tests.whole import HEYGEN_KEY, OPENAI_KEY, Caller, whole_app

LEAK = "the-clouds-own-words"
SECRETS = (LEAK, HEYGEN_KEY, OPENAI_KEY, "Traceback")


@pytest.fixture(scope="package")
def app(tmp_path_factory, sandbox_server):
    return whole_app(sandbox_server, tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="package")
def impatient_app(tmp_path_factory, sandbox_server):
    """The same, but it waits for hardly anything."""
    folder = tmp_path_factory.mktemp("impatient")
    waits = {"cloud_read_timeout_s": 0.2, "openai_timeout_s": 0.2}
    return whole_app(sandbox_server, folder, **waits)


@pytest.fixture
def call(app, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    return Caller(app)


@pytest.fixture
def impatient(impatient_app, sandbox, caplog):
    caplog.set_level(logging.DEBUG)
    return Caller(impatient_app)


@pytest.fixture(scope="package")
def roomy():
    """A sandbox that ends nothing but what is idle; ask for `make_world`."""
    with SandboxServer(*ROOMY) as control:
        yield control


@pytest.fixture
def make_world(roomy, tmp_path):
    """Makes an app over a clean sandbox in virtual time."""
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
