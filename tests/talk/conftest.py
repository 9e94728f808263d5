"""Personas in sessions: a real ledger, a fake cloud, and a model that does as told."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from chat.service import ChatService
from persona.model import Persona, Policy, Topic, Variable
from talk.memory import Memory
from talk.service import PersonaSessions
from tests.cores import TestClock, a_service
from tests.fakes import FakeCloud, FakeModel, FakePersonas
from tests.sessions.conftest import ANSWER

WISHES: dict[str, Any] = {
    "avatar_name": "",
    "voice_id": "",
    "quality": "low",
    "language": "",
    "activity_idle_timeout": None,
    "variables": {},
}
ADA = Persona(
    id="ada",
    name="Ada",
    greeting="Hello, I am Ada.",
    apology="Sorry, I lost my thread.",
    safe_line="Let us talk about trains.",
    policy=Policy(
        words=("rubbish",), topics=(Topic(name="politics", words=("election",)),)
    ),
    variables=(Variable(name="visitor", limit=20),),
)
NO_HOUSE: dict[str, str] = {}


@pytest.fixture
def cloud():
    cloud = FakeCloud()
    cloud.text_limit = 200
    return cloud


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def model():
    return FakeModel("I like trains. They are long! Some are red.")


@pytest.fixture
def sessions(cloud, database, clock):
    return a_service(cloud=cloud, database=database, clock=clock)


@pytest.fixture
def make_talk(sessions, model):
    """Makes the service with other choices for its chat."""
    pools = []

    def make(persona=ADA, executor=None, house=NO_HOUSE, **choices):
        chat = ChatService(model=model, **choices)
        pools.append(executor or ThreadPoolExecutor(1))
        memory = Memory(chat=chat, sessions=sessions, executor=pools[-1])
        personas = FakePersonas(persona)
        return PersonaSessions(
            personas=personas, chat=chat, sessions=sessions, memory=memory, **house
        )

    yield make
    for pool in pools:
        pool.shutdown()


@pytest.fixture
def talk(make_talk):
    return make_talk()


@pytest.fixture
def begin(sessions):
    """Opens and starts a session through a service; its id."""

    def begin(talk, **wishes):
        session_id = talk.create({**WISHES, **wishes})["session_id"]
        sessions.accept(session_id, ANSWER)
        return session_id

    return begin


@pytest.fixture
def live(talk, begin):
    return begin(talk)


@pytest.fixture
def told(sessions):
    """What a session's ledger tells: (role, text) of its turns."""

    def told(session_id):
        turns = sessions.record.turns(sessions.find(session_id).id)
        return [(turn.role.value, turn.text) for turn in turns]

    return told


@pytest.fixture
def events(sessions):
    """The data of a session's events of a kind."""

    def events(session_id, kind):
        found = sessions.record.events(sessions.find(session_id).id)
        return [event.data for event in found if event.kind == kind]

    return events


def answered(reply):
    """Run a reply to its end; what was said."""
    list(reply.steps())
    return reply.speech
