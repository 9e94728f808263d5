import itertools
from dataclasses import replace

import pytest

from errors import NotFound, WrongState
from sessions.ledger import Ledger
from sessions.model import ALLOWED, ENDED, Session, State
from sessions.record import Record
from sessions.rows import append_event
from tests.cores import NOON


@pytest.fixture
def ledger(database, clock):
    return Ledger(database=database, now=clock)


def anyone(_load):
    """Let everybody in."""


def a_session(**changes):
    plain = Session(
        id="s1",
        state=State.OPENING,
        cloud="fake",
        persona_id="ada",
        created_at=NOON,
        seen_at=NOON,
        touched_at=NOON,
    )
    return replace(plain, **changes)


@pytest.mark.parametrize(("start", "to"), list(itertools.product(State, State)))
def test_only_the_drawn_ways_can_be_gone(ledger, start, to):
    session = a_session(state=start)
    ledger.add(session, anyone)
    if to in ALLOWED[start]:
        assert ledger.move(session, to).state is to
    else:
        with pytest.raises(WrongState, match=start):
            ledger.move(session, to)
        assert ledger.find("s1").state is start


def test_of_two_who_saw_the_same_state_one_wins(ledger):
    ledger.add(a_session(state=State.OPEN), anyone)
    seen = ledger.find("s1")
    ledger.move(seen, State.LIVE)
    with pytest.raises(WrongState):
        ledger.move(seen, State.CLOSING)


def test_a_session_is_found_by_the_clouds_id_once_it_has_one(ledger):
    session = a_session()
    ledger.add(session, anyone)
    with pytest.raises(NotFound):
        ledger.find("cloud-1")
    ledger.move(session, State.OPEN, cloud_session_id="cloud-1")
    assert ledger.find("cloud-1").id == "s1"


def test_from_an_ended_state_there_is_no_way_on():
    assert all(not ALLOWED[state] for state in ENDED)
    assert set(ALLOWED) == set(State)


@pytest.fixture
def ends():
    return []


@pytest.fixture
def followed(database, clock, ends):
    """A ledger that writes down what follows from an end: whose it was."""

    def follow(connection, session):
        append_event(connection, session.id, clock(), "followed", {})
        ends.append(session.state)
        if session.persona_id == "trouble":
            raise RuntimeError

    return Ledger(database=database, now=clock, at_end=follow)


@pytest.mark.parametrize("end", sorted(ENDED))
def test_what_follows_from_an_end_is_written_down_along_with_it(
    followed, database, clock, ends, end
):
    session = a_session(state=State.DOUBTFUL)
    followed.add(session, anyone)
    followed.move(session, end)
    assert ends == [end]
    kinds = [event.kind for event in Record(database=database, now=clock).events("s1")]
    assert kinds == ["state", "state", "followed"]


def test_an_end_whose_consequence_cannot_be_written_down_has_not_happened(followed):
    session = a_session(state=State.CLOSING, persona_id="trouble")
    followed.add(session, anyone)
    with pytest.raises(RuntimeError):
        followed.move(session, State.CLOSED)
    assert followed.find("s1").state is State.CLOSING


def test_nothing_follows_from_what_is_no_end(followed, ends):
    session = a_session()
    followed.add(session, anyone)
    followed.move(session, State.OPEN)
    assert ends == []
