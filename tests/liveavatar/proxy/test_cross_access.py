"""One customer at another's sessions: every route, every way, and nothing to learn."""

from __future__ import annotations

import logging
import re
from typing import Any, NamedTuple

import pytest

from errors import NotFound
from liveavatar.seats import Seats
from tests.liveavatar.proxy.fakes import ANN, BOB, FACE, Widget

OWNER = "the-owners-own-key"
NOBODYS = "0f0e0d0c-0b0a-4908-8706-050403020100"
PLANTED = "Words that were planted here."
V1 = (
    *("/v1/sessions/stop", "/v1/sessions/keep-alive", "/v1/sessions/start"),
    *("/v1/streaming.avatar_message", "/v1/streaming.user_message"),
)
API = tuple(f"/api/sessions/{one}" for one in ("stop", "keep-alive", "speak", "start"))
LEDGER = (
    *("GET /sessions", "GET /sessions/{}", "GET /sessions/{}/transcript"),
    *("GET /sessions/{}/events", "DELETE /sessions/{}/transcript"),
    *("POST /sessions/{}/stop", "POST /sessions/{}/interrupt"),
    *("POST /sessions/{}/keep-alive", "POST /sessions/{}/beat"),
)


class Prey(NamedTuple):
    """A session of somebody's, or one that is not there."""

    session_id: str
    token: str


class Try(NamedTuple):
    """One attempt, and what came of the same at a session that is not there."""

    name: str
    answer: Any
    twin: Any


def ways(bob: Prey, prey: Prey) -> dict[str, dict[str, str]]:
    """What Bob may bring, by name: all that he has, guesses or finds."""
    return {
        "nothing": {},
        "his key": {"X-Api-Key": BOB},
        "his key as a bearer": {"Authorization": f"Bearer {BOB}"},
        "his key by itself": {"Authorization": BOB},
        "his token": {"Authorization": f"Bearer {bob.token}"},
        "his key and token": {
            "X-Api-Key": BOB,
            "Authorization": f"Bearer {bob.token}",
        },
        "his key, the other's token": {
            "X-Api-Key": BOB,
            "Authorization": f"Bearer {prey.token}",
        },
        "the token as a key": {"X-Api-Key": prey.token},
        "the id as a token": {"Authorization": f"Bearer {prey.session_id}"},
        "a token cut short": {"Authorization": f"Bearer {prey.token[:-1]}"},
        "a token in capitals": {"Authorization": f"Bearer {prey.token.upper()}"},
        "the owner's key": {"X-Api-Key": OWNER},
        "two keys": {"X-Api-Key": BOB, "Authorization": "Bearer SE_0000000000000000"},
    }


@pytest.fixture
def app(make_app):
    return make_app(api_keys=(OWNER,))


@pytest.fixture
def bob(app):
    return Prey(*Widget(app, BOB).begin(avatar_id=FACE))


@pytest.fixture
def preys(app):
    """Ann's sessions: one that runs, with words in it, and one not begun."""
    ann = Widget(app)
    running = Prey(*ann.begin(conversation_id="conversation-of-ann"))
    ann.report("user", running.session_id, "This is between Ann and me.")
    return running, Prey(*ann.mint(conversation_id="another-of-ann"))


def call(app, path, headers, prey):
    body = {"session_id": prey.session_id, "text": PLANTED}
    return app.test_client().post(path, json=body, headers=headers)


@pytest.fixture
def raid(app, bob, preys):
    """Every attempt of Bob's, each beside its twin."""
    nowhere = Prey(NOBODYS, "eyJ.0123456789abcdef0123456789abcdef.sig")
    tries = []
    for path in V1 + API:
        for name in ways(bob, nowhere):
            if path.endswith("start") and name in ("his token", "his key and token"):
                continue  # that is his own session
            for prey in preys:
                answers = (
                    call(app, path, ways(bob, one)[name], one)
                    for one in (prey, nowhere)
                )
                tries.append(Try(f"{path} with {name}", *answers))
    return tries


def without_ids(answer):
    return re.sub(r"[0-9a-f]{32}", "", answer.get_data(as_text=True))


@pytest.fixture
def before(core, cloud, preys, bob):
    return state(core, cloud, preys)


def state(core, cloud, preys):
    """All that an attempt might change."""
    running, unbegun = preys
    session = core.find(running.session_id)
    with pytest.raises(NotFound):
        core.find(unbegun.session_id)
    words = [turn.text for turn in core.record.turns(session.id)]
    return session, words, list(cloud.calls), len(core.unended())


def test_every_attempt_is_refused_and_changes_nothing(before, raid, core, cloud, preys):
    assert len(raid) >= 40
    taken = [
        one.name
        for one in raid
        if one.answer.status_code not in (401, 403, 404)
        and one.answer.get_json().get("data", one.answer.get_json()) != {"ok": True}
    ]
    assert taken == []
    assert state(core, cloud, preys) == before


def test_what_is_anothers_is_answered_like_what_is_not_there(raid):
    telling = [
        one.name
        for one in raid
        if one.answer.status_code != one.twin.status_code
        or without_ids(one.answer) != without_ids(one.twin)
    ]
    assert telling == []


def test_nobodys_words_or_tokens_are_in_any_answer(raid, preys):
    answers = [one.answer.get_data(as_text=True) for one in raid]
    for secret in (ANN, BOB, OWNER, "between Ann and me", *(p.token for p in preys)):
        assert not [text for text in answers if secret in text]


def test_the_ledgers_own_routes_know_no_customers(app, core, preys, before, cloud):
    refused = 0
    for prey in (*preys, Prey(core.find(preys[0].session_id).id, preys[0].token)):
        for route in LEDGER:
            for key in (ANN, BOB, prey.token):
                method, path = route.split()
                answer = app.test_client().open(
                    path.format(prey.session_id),
                    method=method,
                    headers={"Authorization": f"Bearer {key}"},
                )
                assert answer.status_code == 401, (route, answer.get_json())
                refused += 1
    assert refused >= 40
    assert state(core, cloud, preys) == before


def test_our_own_id_for_a_session_opens_nothing(app, core, preys, before, cloud):
    ours = Prey(core.find(preys[0].session_id).id, "no token")
    for path in V1 + API:
        for key in (ANN, BOB):
            answer = call(app, path, {"X-Api-Key": key}, ours)
            assert answer.status_code in (200, 401, 404), answer.get_json()
    assert state(core, cloud, preys) == before


def test_a_token_is_good_for_its_own_session_only(app, core, cloud):
    ann = Widget(app)
    (one, first), (other, _) = ann.begin(), ann.begin()
    for path in V1 + API:
        if not path.endswith("start"):
            headers = {"Authorization": f"Bearer {first}"}
            call(app, path, headers, Prey(other, first))
    assert cloud.verbs() == ["open", "accept"] * 2
    assert {core.find(each).state for each in (one, other)} == {"live"}


def test_nobody_speaks_into_anothers_conversation(app, database, clock):
    Widget(app).mint(conversation_id="conversation-of-ann")
    session_id, _ = Widget(app, BOB).mint(
        avatar_id=FACE, conversation_id="conversation-of-ann"
    )
    seat = Seats(database=database, now=clock).of_session(session_id)
    assert seat is not None
    assert seat.conversation_id == session_id


@pytest.fixture
def lines(caplog):
    """Every line of the log so far, of whatever level, with all that goes along."""
    caplog.set_level(logging.DEBUG)
    return lambda: [
        f"{record.getMessage()} {vars(record)}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
    ]


def test_no_key_token_or_word_is_ever_logged(lines, raid, preys):
    lines = lines()
    assert any("live" in line for line in lines)
    assert len(raid) >= 40
    tokens = [prey.token for prey in preys]
    for secret in (ANN, BOB, OWNER, PLANTED, "between Ann and me", *tokens):
        assert not [line for line in lines if secret in line]
