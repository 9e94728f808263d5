"""The chat routes over a model that says what it is told, and real model clients."""

import pytest
from flask import Flask

import web.docs
import web.errors
import web.request_id
from chat.client import ModelClient
from chat.service import ChatService
from chat.views import create_blueprint
from persona.model import Persona, Personality
from tests.chat.asking import KEY
from tests.chat.hand_server import HandServer
from tests.fakes import FakeModel

SANTA = Persona(
    id="santa",
    name="Santa Claus",
    greeting="Ho ho ho, come in!",
    personality=Personality(style="jolly and gentle"),
)


@pytest.fixture
def model():
    return FakeModel("I read letters. They are lovely!")


@pytest.fixture
def chat(model):
    return ChatService(model=model)


@pytest.fixture
def client(chat):
    app = Flask(__name__)
    web.request_id.init_app(app)
    web.errors.init_app(app)
    api = web.docs.init_app(app, version="test")
    api.register_blueprint(create_blueprint(chat=chat, active_persona=lambda: SANTA))
    return app.test_client()


@pytest.fixture
def build(sandbox):
    """Build clients of the sandbox's model server; they are closed afterwards."""
    clients = []

    def build(kind=ModelClient, **changes):
        settings = {
            "base_url": sandbox.openai_url,
            "api_key": KEY,
            "model": "gpt-4o-mini",
            "timeout_s": 10,
            **changes,
        }
        clients.append(kind(**settings))
        return clients[-1]

    yield build
    for client in clients:
        client.close()


@pytest.fixture
def by_hand():
    """A model server whose every move is made by the test."""
    server = HandServer()
    yield server
    server.close()


@pytest.fixture
def asker(build, by_hand):
    """A patient client of it."""
    return build(base_url=by_hand.url, timeout_s=60)
