"""Personas as contexts."""

import pytest

from errors import Rejected
from liveavatar.contexts import Contexts, name_of
from tests.liveavatar.fakes import FakeClient

ADA = ("You are Ada.", "Hello, I am Ada.")
TAKEN = Rejected("LiveAvatar refused the request.", upstream="liveavatar")


@pytest.fixture
def client():
    return FakeClient()


@pytest.fixture
def contexts(client):
    return Contexts(client)


def test_a_version_of_a_persona_is_made_once(contexts, client):
    first, again = contexts.of(*ADA), contexts.of(*ADA)
    assert first == again
    assert client.asked("create_context") == [ADA]


@pytest.mark.parametrize(
    "changed", [("You are Bo.", ADA[1]), (ADA[0], "Hi."), (ADA[0] + ADA[1], "")]
)
def test_a_change_of_either_text_makes_another(contexts, client, changed):
    assert contexts.of(*changed) != contexts.of(*ADA)
    assert client.asked("create_context") == [changed, ADA]


def test_what_another_process_made_is_found_by_its_name(contexts, client):
    client.kept = {"other": "guide", "theirs": name_of(*ADA)}
    assert contexts.of(*ADA) == "theirs"
    assert "create_context" not in client.names()


class Beaten(FakeClient):
    """Another process makes the same context between the look and the making."""

    def create_context(self, name, prompt, opening_text):
        self.kept["theirs"] = name
        raise TAKEN


def test_a_name_that_was_taken_meanwhile_is_the_same_context():
    assert Contexts(Beaten()).of(*ADA) == "theirs"


def test_a_refusal_for_another_reason_is_one(contexts, client):
    client.fails["create_context"] = TAKEN
    with pytest.raises(Rejected):
        contexts.of(*ADA)
    assert contexts.of(*ADA) == "context-1"


def test_one_that_was_deleted_is_made_anew(contexts, client):
    assert contexts.of(*ADA) == "context-1"
    client.kept = {"other": "guide"}
    contexts.forget(*ADA)
    assert contexts.of(*ADA) == "context-2"
    contexts.forget("never", "known")
