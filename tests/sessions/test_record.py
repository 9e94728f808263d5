"""What was said and what happened: numbered, cut, erased."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from sessions.model import EndReason, Role, Turn
from sessions.record import Record
from tests.cores import NOON
from tests.waiting import until

WORDS = "One sentence goes here. Another one follows it."


def numbers(service, session_id, **span):
    own_id = service.find(session_id).id
    return [event.seq for event in service.record.events(own_id, **span)]


def test_events_are_numbered_without_gaps_whoever_writes(service, live):
    own_id = service.find(live).id
    with ThreadPoolExecutor(8) as pool:
        for _ in range(40):
            pool.submit(service.ledger.tell, own_id, "test", {})
    assert numbers(service, live) == list(range(1, 44))
    assert service.find(live).event_seq == 43


def test_events_can_be_read_on_from_any_number(service, live):
    own_id = service.find(live).id
    for _ in range(5):
        service.ledger.tell(own_id, "test", {})
    assert numbers(service, live, after=4, limit=2) == [5, 6]
    assert service.record.heads([own_id, "nobody"]) == {own_id: 8}


def test_every_change_of_state_is_an_event_with_its_reason(service, live):
    service.close(live, EndReason.IDLE)
    events = service.record.events(service.find(live).id)
    assert [event.data["to"] for event in events] == [
        *("opening", "open", "live", "closing", "closed")
    ]
    assert events[3].data["reason"] == "idle"


def test_a_speech_is_a_turn_with_its_tasks_and_its_end(service, live, clock):
    service.heard(live, "Who are you?")
    clock.advance(1)
    service.speak(live, WORDS)
    user, persona = service.record.turns(service.find(live).id)
    assert (user.role, user.text, user.began_at) == (Role.USER, "Who are you?", NOON)
    assert (persona.role, persona.text) == (Role.PERSONA, WORDS)
    assert [task["task_id"] for task in persona.tasks] == ["task-1", "task-2"]
    assert persona.ends_at == clock() + timedelta(seconds=1)


def test_what_was_cut_short_on_its_way_comes_before_what_cut_in(service, live, cloud):
    taken = cloud.gates["speak"] = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        speaking = pool.submit(service.speak, live, "I like trains.")
        until(cloud.said)
        service.heard(live, "Stop!", cut_in=True)
        taken.set()
        speaking.result(10)
    turns = service.record.turns(service.find(live).id)
    assert [turn.text for turn in turns] == ["I like trains.", "Stop!"]
    assert turns[0].id > turns[1].id


def test_events_hold_no_words(service, live):
    service.heard(live, "My secret.")
    service.speak(live, "Your secret.")
    events = service.record.events(service.find(live).id)
    assert "secret" not in str(events)


@pytest.mark.parametrize(("after_s", "cut"), [(0.5, True), (2, False)])
def test_an_interrupt_cuts_what_is_being_said_only(service, live, clock, after_s, cut):
    service.speak(live, WORDS)
    clock.advance(after_s)
    service.interrupt(live)
    (turn,) = service.record.turns(service.find(live).id)
    assert turn.interrupted is cut
    assert turn.ends_at == (clock() if cut else NOON + timedelta(seconds=1))


@pytest.mark.parametrize("act", ["heard", "speak", "interrupt"])
def test_whoever_talks_is_there(service, live, clock, act):
    clock.advance(100)
    words = () if act == "interrupt" else ("Hello.",)
    getattr(service, act)(live, *words)
    session = service.find(live)
    assert session.seen_at == clock()
    assert session.touched_at >= clock()


def test_a_long_speech_is_activity_until_its_end(service, live, database, clock):
    ends_at = NOON + timedelta(minutes=5)
    own_id = service.find(live).id
    turn = Turn(
        session_id=own_id,
        number=0,
        role=Role.PERSONA,
        text="A long story.",
        began_at=NOON,
        ends_at=ends_at,
    )
    service.record.add(turn)
    assert service.find(live).touched_at == ends_at
    assert service.find(live).seen_at == NOON


@pytest.mark.parametrize("act", ["keep_alive", "heard"])
def test_what_happens_during_a_speech_ends_its_activity_no_sooner(service, live, act):
    service.speak(live, WORDS)
    until = service.find(live).touched_at
    getattr(service, act)(live, *(["Well."] if act == "heard" else []))
    assert service.find(live).touched_at == until > NOON


def test_erased_words_are_gone_and_the_bill_stays(service, live, clock):
    service.heard(live, "My secret.")
    service.speak(live, "Your secret.")
    clock.advance(60)
    service.close(live, EndReason.CLIENT)
    own_id = service.find(live).id
    assert service.record.erase(own_id) == 2
    assert service.record.erase(own_id) == 0
    turns = service.record.turns(own_id)
    assert [(t.text, t.tasks, t.erased) for t in turns] == [("", (), True)] * 2
    assert service.find(live).credits == pytest.approx(0.2)
    kinds = [event.kind for event in service.record.events(own_id)]
    assert kinds.count("erased") == 1


def test_a_cut_brings_no_erased_words_back(service, live, database, clock):
    """Here a transaction that erases has written and waits; the cut comes then."""
    service.speak(live, WORDS)
    clock.advance(0.7)  # one of two sentences has been heard
    own_id = service.find(live).id
    erasing, goes_on = threading.Event(), threading.Event()

    def at_erasure(_connection, _session_id):
        erasing.set()
        assert goes_on.wait(10)

    eraser = Record(database=database, now=clock, at_erasure=at_erasure)
    with ThreadPoolExecutor(2) as pool:
        erased = pool.submit(eraser.erase, own_id)
        assert erasing.wait(10)
        cut = pool.submit(service.record.speeches.cut, own_id, 1)
        if not database.is_sqlite:  # where nobody reads while others write
            until(lambda: _waiting(database))
        goes_on.set()
        assert erased.result(10) == 1
        cut.result(10)
    (turn,) = service.record.turns(own_id)
    assert (turn.text, turn.erased) == ("", True)


def _waiting(database):
    """Whether a transaction waits for another one's."""
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with database.read() as connection:
        return connection.execute(query).scalar_one()
