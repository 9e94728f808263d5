"""The chat routes over a model that says what it is told."""

import pytest
from flask import Flask

import web.docs
import web.errors
import web.request_id
from chat.service import ChatService
from chat.views import create_blueprint
from persona.model import Persona, Personality
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
