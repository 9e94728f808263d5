import threading

import pytest
from flask import Flask

import web.auth
import web.cors
import web.docs
import web.errors
import web.request_id
from chat.service import ChatService
from config import Config
from heygen.gateway_build import NAMES, blueprints
from persona.model import Persona, Policy
from storage.tokens import UsedTokens
from talk.begun import NAME
from talk.memory import Memory
from talk.service import PersonaSessions
from tests.cores import TestClock, a_service
from tests.fakes import FakeCloud, FakeModel, FakePersonas
from tests.pages import Page
from tests.waiting import until

ADA = Persona(
    id="ada",
    name="Ada",
    avatar_name="Ada_A",
    voice_id="v9",
    safe_line="Let us talk of something else.",
    policy=Policy(words=("forbidden",)),
)
SDP = {"type": "answer", "sdp": "v=0"}


class RoomyCloud(FakeCloud):
    """A cloud that takes texts as long as HeyGen's."""

    text_limit = 1000


@pytest.fixture
def cloud():
    return RoomyCloud()


@pytest.fixture
def model():
    return FakeModel("I study engineering. It is fun!")


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def sessions(cloud, database, clock):
    return a_service(cloud=cloud, database=database, clock=clock)


@pytest.fixture
def make_app(sessions, model, database, clock, background):
    """Makes an app with the gateway and nothing else, by its settings."""

    def make(**settings):
        config = Config(**settings)
        chat = ChatService(model=model)
        talk = PersonaSessions(
            personas=FakePersonas(ADA),
            chat=chat,
            sessions=sessions,
            memory=Memory(chat=chat, sessions=sessions, executor=background),
        )
        app = Flask(__name__)
        web.request_id.init_app(app)
        web.errors.init_app(app)
        keys = web.auth.Keys(config.api_keys)
        web.cors.init_app(app, config.cors_origins)
        web.auth.init_app(app, keys, guarded_elsewhere=NAMES)
        api = web.docs.init_app(app, version="0")
        for blueprint in blueprints(
            talk=talk,
            sessions=sessions,
            used=UsedTokens(database=database, now=clock),
            keys=keys,
            config=config,
            now=clock,
        ):
            api.register_blueprint(blueprint)
        return app

    yield make
    # What is still being said needs the database.
    until(lambda: all(thread.name != NAME for thread in threading.enumerate()))


@pytest.fixture
def app(make_app):
    return make_app(api_keys=("owner-key", "other-key"))


@pytest.fixture
def owner(app):
    return Page(app, key="owner-key")


@pytest.fixture
def page(owner):
    """A page with a token of its own."""
    return owner.with_token()


@pytest.fixture
def live(page):
    """The id of the page's session, which has been started."""
    session_id = page.ok("new")["session_id"]
    page.ok("start", session_id=session_id, sdp=SDP)
    return session_id
