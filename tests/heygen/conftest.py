from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

import web.docs
import web.errors
import web.request_id
from chat.service import ChatService
from heygen.persona_views import create_blueprint
from persona.model import Persona
from talk.memory import Memory
from talk.service import PersonaSessions
from tests.cores import TestClock, a_service
from tests.fakes import FakeCloud, FakeModel, FakePersonas

ADA = Persona(id="ada", name="Ada", greeting="Hello, I am Ada.", avatar_name="")
SANTA = Persona(
    id="santa", name="Santa", greeting="Ho ho ho!", avatar_name="Santa_A", voice_id="v9"
)


@pytest.fixture
def cloud():
    return FakeCloud()


@pytest.fixture
def model():
    return FakeModel("I study engineering. It is fun!")


@pytest.fixture
def personas():
    return FakePersonas(ADA, SANTA)


@pytest.fixture
def sessions(cloud, database):
    return a_service(cloud=cloud, database=database, clock=TestClock())


@pytest.fixture
def background():
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def client(sessions, personas, model, background):
    chat = ChatService(model=model)
    talk = PersonaSessions(
        personas=personas,
        chat=chat,
        sessions=sessions,
        memory=Memory(chat=chat, sessions=sessions, executor=background),
        default_avatar="House_Avatar",
        default_voice="house-voice",
    )
    app = Flask(__name__)
    web.request_id.init_app(app)
    web.errors.init_app(app)
    api = web.docs.init_app(app, version="0")
    api.register_blueprint(create_blueprint(talk=talk, sessions=sessions))
    return app.test_client()


@pytest.fixture
def post(client):
    def post(name, **body):
        return client.post(f"/persona/heygen/{name}", json=body)

    return post


@pytest.fixture
def live(post):
    """The id of a session that has been started."""
    session_id = post("session/create").get_json()["data"]["session_id"]
    post("session/start", session_id=session_id, sdp={"type": "answer", "sdp": "v=0"})
    return session_id


def ok(response):
    """The body of a success."""
    assert response.status_code == 200, response.get_json()
    body = response.get_json()
    assert body["success"] is True
    return body


def refused(response, status):
    """The body of a refusal with that status."""
    assert response.status_code == status, response.get_json()
    return response.get_json()
