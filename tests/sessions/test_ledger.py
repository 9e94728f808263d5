import itertools
from dataclasses import replace

import pytest

from errors import NotFound, WrongState
from sessions.ledger import Ledger
from sessions.model import ALLOWED, ENDED, Session, State
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
