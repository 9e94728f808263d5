"""Personas as contexts."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from errors import Rejected
from liveavatar.contexts import KNOWN, Contexts, name_of
from tests.liveavatar.fakes import LISTED, FakeClient

ADA = ("You are Ada.", "Hello, I am Ada.")
BO = ("You are Bo.", "Hi.")
REFUSED = Rejected("LiveAvatar refused the request.", upstream="liveavatar")
MANY = {f"other-{n}": f"guide {n}" for n in range(LISTED + 1)}
"""More contexts than the list is read for."""


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
    assert [contexts.of(*ADA) for _ in range(2)] == ["theirs"] * 2
    assert client.names() == ["create_context", "contexts"]


def test_what_is_new_is_made_however_many_there_are(contexts, client):
    client.kept = dict(MANY)
    assert contexts.of(*ADA) not in MANY
    assert client.names() == ["create_context"]


def test_what_is_near_the_beginning_of_a_long_list_is_found(contexts, client):
    client.kept = {"theirs": name_of(*ADA), **MANY}
    assert contexts.of(*ADA) == "theirs"


def test_what_a_list_is_too_long_to_show_is_made_under_another_name(contexts, client):
    client.kept = {**MANY, "theirs": name_of(*ADA)}
    found = contexts.of(*ADA)
    assert found not in ("theirs", *MANY)
    assert client.asked("create_context") == [ADA, ADA]
    assert client.kept[found].startswith(name_of(*ADA))
    assert contexts.of(*ADA) == found


def test_of_very_many_those_that_are_asked_for_stay_known(contexts, client):
    contexts.of(*ADA)
    bo = contexts.of(*BO)
    for n in range(KNOWN - 1):
        contexts.of(f"You are number {n}.", "")
        contexts.of(*ADA)
    asked = len(client.calls)
    assert client.asked("create_context").count(ADA) == 1
    assert contexts.of(*BO) == bo
    assert client.names()[asked:] == ["create_context", "contexts"]


class Slow(FakeClient):
    """Whose making of Ada takes until `go_on`."""

    def __init__(self):
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def create_context(self, name, prompt, opening_text):
        if prompt == ADA[0]:
            self.begun.set()
            self.go_on.wait()
        return super().create_context(name, prompt, opening_text)


def test_nobody_waits_for_the_context_of_another_persona():
    client = Slow()
    contexts = Contexts(client)
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(contexts.of, *ADA)
        client.begun.wait()
        try:
            other = threads.submit(contexts.of, *BO).result(20)
        finally:
            client.go_on.set()
        assert other != slow.result()


def test_a_refusal_for_another_reason_is_one(contexts, client):
    client.fails["create_context"] = REFUSED
    with pytest.raises(Rejected):
        contexts.of(*ADA)
    assert contexts.of(*ADA) == "context-1"


def test_one_that_was_deleted_is_made_anew(contexts, client):
    assert contexts.of(*ADA) == "context-1"
    client.kept = {"other": "guide"}
    contexts.forget(*ADA)
    assert contexts.of(*ADA) == "context-2"
    contexts.forget("never", "known")
