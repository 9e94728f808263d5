import shutil
from itertools import count

import pytest
import requests

import app as served
from persona.store import SHIPPED
from tests.contract.proxied import ACCOUNT, INTRO, SECRET
from tests.peer import Peer
from tests.whole import Caller, whole_app

NUMBERS = count(1)


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


@pytest.fixture(scope="package")
def make_proxy(sandbox_server, tmp_path_factory):
    """Makes the whole app on LiveAvatar, at work as it is served."""
    apps = []

    def make(**settings):
        made = whole_app(
            sandbox_server,
            tmp_path_factory.mktemp("proxy"),
            avatar_cloud="liveavatar",
            liveavatar_base_url=sandbox_server.liveavatar_url,
            liveavatar_api_key=ACCOUNT,
            **settings,
        )
        served.begin(made)
        apps.append(made)
        return made

    yield make
    for one in apps:
        served.end(one)


@pytest.fixture(scope="package")
def with_petya(make_proxy, sandbox_server):
    return make_proxy(
        petya_base_url=sandbox_server.petya_url, avatar_service_secret=SECRET
    )


@pytest.fixture(scope="package")
def on_its_own(make_proxy):
    """A server that knows no customers, as the later generation was."""
    return make_proxy()


@pytest.fixture
def context_id(sandbox):
    """A context of the account's, with which the avatar answers."""
    body = {
        "name": "the shop",
        "prompt": "Name: Ann\nInterests: tea",
        "opening_text": "",
    }
    url = f"{sandbox.liveavatar_url}/v1/contexts"
    headers = {"X-API-KEY": ACCOUNT}
    answer = requests.post(url, json=body, headers=headers, timeout=10)
    return answer.json()["data"]["id"]


@pytest.fixture
def customer(sandbox, context_id, with_petya):
    """A customer that this app has not asked Petya about before."""
    key = f"SE_{next(NUMBERS):016}"
    sandbox.customer(key, intro=INTRO, knowledge_base_id=context_id)
    return key
