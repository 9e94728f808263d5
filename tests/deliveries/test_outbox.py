"""What has to be delivered: written down, taken in order, tried again, given up."""

import pytest

from deliveries.model import Fate
from errors import NotFound

DAY_S = 24 * 3600


def test_what_is_undone_is_not_delivered(outbox, database):
    with pytest.raises(RuntimeError), database.write() as connection:
        outbox.add(
            connection, conversation_id="c1", session_id="s1", kind="status", body={}
        )
        raise RuntimeError
    assert outbox.claim(10, 60) == []


def test_of_a_conversation_the_oldest_comes_first_and_the_others_wait(outbox, add):
    for number in range(3):
        add("c1", {"number": number})
        add("c2", {"number": number})
    taken = outbox.claim(10, 60)
    assert [(one.conversation_id, one.body["number"]) for one in taken] == [
        ("c1", 0),
        ("c2", 0),
    ]
    assert outbox.claim(10, 60) == []
    outbox.done(taken[0])
    (following,) = outbox.claim(10, 60)
    assert (following.conversation_id, following.body["number"]) == ("c1", 1)


def test_who_dies_with_it_loses_it_after_a_while(outbox, add, clock):
    add()
    (taken,) = outbox.claim(10, 60)
    clock.advance(60)
    assert outbox.claim(10, 60) == []
    clock.advance(1)
    (again,) = outbox.claim(10, 60)
    assert again.id == taken.id


def test_what_arrived_keeps_nobodys_words(outbox, add):
    add("c1", {"text": "My name is Ann."})
    (taken,) = outbox.claim(10, 60)
    outbox.done(taken)
    (done,) = outbox.page(states=[Fate.DONE])
    assert done.body == {}
    assert done.done_at is not None


def test_each_wait_is_twice_as_long_up_to_a_quarter_of_an_hour(outbox, add, clock):
    add()
    waits = []
    for _ in range(13):
        (taken,) = outbox.claim(10, 60)
        outbox.failed(taken, "upstream_unreachable")
        (waiting,) = outbox.page(states=[Fate.WAITING])
        waits.append((waiting.retry_at - clock()).total_seconds())
        assert outbox.claim(10, 60) == []
        clock.advance(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_after_a_week_it_is_a_dead_letter_and_blocks_nobody(outbox, add, clock):
    add("c1", {"number": 1})
    add("c1", {"number": 2})
    clock.advance(7 * DAY_S + 1)
    (taken,) = outbox.claim(10, 60)
    outbox.failed(taken, "upstream_rejected")
    assert outbox.counts() == {Fate.WAITING: 1, Fate.DONE: 0, Fate.DEAD: 1}
    (following,) = outbox.claim(10, 60)
    assert following.body["number"] == 2


def test_a_dead_letter_can_be_sent_again(outbox, add, clock):
    add("c1", {"number": 1})
    clock.advance(7 * DAY_S + 1)
    (taken,) = outbox.claim(10, 60)
    outbox.failed(taken, "upstream_rejected")
    outbox.resend(taken.id)
    (again,) = outbox.claim(10, 60)
    assert (again.id, again.body, again.attempts) == (taken.id, {"number": 1}, 0)
    with pytest.raises(NotFound):
        outbox.resend(taken.id)
