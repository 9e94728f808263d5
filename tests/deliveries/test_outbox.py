import pytest

from deliveries.model import Kind, State
from errors import NotFound, WrongState

TRANSCRIPT = [{"role": "user", "transcript": "My name is Ann.", "timestamp": 1}]
STATUS = {"status": "completed", "transcript": TRANSCRIPT, "content": "Bye."}


@pytest.fixture
def add_dead(add, give_up):
    """Adds a delivery that was given up; its id."""

    def add_dead(*args, **choices):
        delivery_id = add(*args, **choices)
        give_up()
        return delivery_id

    return add_dead


def test_what_is_added_waits_from_then_on(add, outbox, clock):
    delivery = outbox.find(add("c7", session_id="s9", kind="status", body=STATUS))
    assert (delivery.conversation_id, delivery.session_id) == ("c7", "s9")
    assert (delivery.kind, delivery.body) == (Kind.STATUS, STATUS)
    assert (delivery.state, delivery.attempts) == (State.WAITING, 0)
    assert delivery.created_at == delivery.retry_at == clock()


def test_a_transaction_that_is_undone_adds_nothing(database, outbox):
    def fail():
        with database.write() as connection:
            outbox.add(
                connection,
                conversation_id="c1",
                session_id="s1",
                kind=Kind.STATUS,
                body=STATUS,
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not outbox.page()


def test_a_kind_that_nobody_knows_is_refused(add):
    with pytest.raises(ValueError, match="gossip"):
        add(kind="gossip")


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800", "x" * 300])
def test_a_conversation_nobody_can_have_keeps_no_session_from_ending(add, outbox, odd):
    assert outbox.find(add(odd)).state is State.WAITING


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800", "\U0001f600", "\x1b[2J"])
def test_whatever_was_said_is_kept_as_it_was_said(add, outbox, odd):
    assert outbox.find(add(body={"content": odd})).body == {"content": odd}


def test_what_was_said_is_not_in_what_a_log_would_show(add, outbox):
    assert "Ann" not in repr(outbox.find(add(body=STATUS)))


def test_what_waits_or_is_dead_is_listed_oldest_first(add_dead, add, claims, outbox):
    dead = add_dead("c1")
    add("c2")
    claims.done(claims.take())
    waiting = [add("c1"), add("c3")]
    assert [one.id for one in outbox.page()] == [dead, *waiting]
    assert [one.id for one in outbox.page(limit=2)] == [dead, waiting[0]]
    assert [one.id for one in outbox.dead()] == [dead]
    assert outbox.counts() == {State.WAITING: 2, State.DONE: 1, State.DEAD: 1}


def test_what_was_given_up_is_resent_at_once_and_as_if_it_were_new(
    add_dead, outbox, claims, clock
):
    delivery_id = add_dead()
    clock.advance(60)
    assert not claims.due(9)
    outbox.resend(delivery_id)
    assert claims.due(9) == [delivery_id]
    delivery = claims.take()
    assert (delivery.attempts, delivery.tried_at) == (1, clock())


def test_what_is_resent_goes_before_the_later_ones(add_dead, add, outbox, claims):
    dead = add_dead("c1")
    later = add("c1")
    assert claims.due(9) == [later]
    outbox.resend(dead)
    assert claims.due(9) == [dead]


def test_what_is_resent_waits_for_what_is_being_sent_in_its_conversation(
    add_dead, add, outbox, claims
):
    dead = add_dead("c1")
    add("c1")
    under_way = claims.take()
    outbox.resend(dead)
    assert not claims.due(9)
    claims.done(under_way)
    assert claims.due(9) == [dead]


def test_all_that_was_given_up_is_resent(add_dead, outbox, claims):
    dead = [add_dead(f"c{number}") for number in range(3)]
    assert outbox.resend_dead() == 3
    assert claims.due(9) == dead
    assert outbox.resend_dead() == 0


def test_what_waits_for_its_next_try_need_not_wait_any_more(add, outbox, claims):
    delivery_id = add()
    claims.failed(claims.take(), "odd")
    assert not claims.due(9)
    outbox.resend(delivery_id)
    assert claims.due(9) == [delivery_id]


def test_what_has_arrived_is_not_resent(add, outbox, claims):
    delivery_id = add()
    claims.done(claims.take())
    with pytest.raises(WrongState):
        outbox.resend(delivery_id)
    assert not claims.due(9)


def test_what_was_never_added_is_not_found(outbox):
    with pytest.raises(NotFound):
        outbox.find("nobody")
    with pytest.raises(NotFound):
        outbox.resend("nobody")


def test_erasing_takes_the_words_out_of_what_has_not_arrived(
    database, add_dead, add, outbox, claims
):
    dead = add_dead("c1", body=STATUS)
    waiting = add("c1", body=STATUS)
    other = add("c1", session_id="s2", body=STATUS)
    with database.write() as connection:
        outbox.erase(connection, "s1")
    wordless = {"status": "completed", "transcript": [], "content": ""}
    assert [outbox.find(one).body for one in (dead, waiting)] == [wordless] * 2
    assert outbox.find(other).body == STATUS
    assert claims.due(9) == [waiting]


def test_nothing_is_erased_when_the_transaction_is_undone(database, add, outbox):
    delivery_id = add(body=STATUS)

    def fail():
        with database.write() as connection:
            outbox.erase(connection, "s1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert outbox.find(delivery_id).body == STATUS
