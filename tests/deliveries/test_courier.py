import pytest

from deliveries.backoff import COMPLETE_S
from deliveries.claims import LEASE_S, Claims
from deliveries.model import State
from errors import NotFound, RateLimited, Unreachable
from tests.deliveries.receiver import REFUSED, TIMED_OUT
from tests.waiting import until

DOWN = Unreachable("It is down.", upstream="receiver")


def deliver(courier):
    courier.round()
    assert courier.wait(10)


def test_what_is_due_is_sent_once_and_done(add, courier, receiver, outbox):
    ids = {add(f"c{number}") for number in range(20)}
    deliver(courier)
    deliver(courier)
    assert sorted(receiver.ids()) == sorted(ids)
    assert outbox.counts()[State.DONE] == 20


def test_a_conversation_keeps_its_order(add, courier, receiver):
    ids = [add("c1") for _ in range(10)]
    deliver(courier)
    assert receiver.ids() == ids
    assert receiver.at_once == 1


def test_of_a_conversation_nothing_goes_before_what_failed(
    add, courier, receiver, clock
):
    first, second = add("c1"), add("c1")
    receiver.fails = DOWN
    deliver(courier)
    receiver.fails = None
    deliver(courier)
    clock.advance(1)
    deliver(courier)
    assert receiver.ids() == [first, first, second]


def test_a_send_that_hangs_delays_no_other_conversation(add, courier, receiver, outbox):
    hanging = [add("slow"), add("slow")]
    receiver.hangs_at = {"slow"}
    courier.round()
    others = {add(f"c{number}") for number in range(5)}
    courier.round()
    until(lambda: outbox.counts()[State.DONE] == 5)
    assert {*receiver.ids()} == {hanging[0], *others}
    receiver.let_go()
    assert courier.wait(10)
    assert outbox.counts()[State.WAITING] == 0


def test_no_more_are_sent_at_once_than_agreed(add, make_courier, receiver):
    conversations = {f"c{number}" for number in range(6)}
    for conversation in conversations:
        add(conversation)
    receiver.hangs_at = conversations
    courier = make_courier(at_once=3)
    for _ in range(3):
        courier.round()
        until(lambda: len(receiver.sent) == 3)
    receiver.let_go()
    assert courier.wait(10)
    assert (receiver.at_once, len(receiver.sent)) == (3, 6)


def test_a_send_that_hangs_for_an_hour_is_nobody_elses(
    add, make_courier, receiver, clock
):
    add("slow")
    receiver.hangs_at = {"slow"}
    one, other = make_courier(), make_courier()
    one.round()
    until(lambda: receiver.sent)
    for _ in range(int(3600 / LEASE_S)):
        clock.advance(LEASE_S)
        one.keep()
        other.round()
    assert len(receiver.sent) == 1


def test_couriers_side_by_side_send_each_once(add, make_courier, receiver, outbox):
    for number in range(60):
        add(f"c{number % 20}")
    couriers = [make_courier() for _ in range(3)]
    while outbox.counts()[State.WAITING]:
        for courier in couriers:
            courier.round()
    assert len({*receiver.ids()}) == len(receiver.sent) == 60


@pytest.mark.parametrize("error", [REFUSED, TIMED_OUT, DOWN])
def test_what_fails_is_sent_again_under_the_same_id(
    add, courier, receiver, outbox, clock, error
):
    delivery_id = add()
    receiver.fails = error
    deliver(courier)
    waiting = outbox.find(delivery_id)
    assert (waiting.state, waiting.last_error) == (State.WAITING, error.code)
    receiver.fails = None
    clock.advance(1)
    deliver(courier)
    assert receiver.ids() == [delivery_id] * 2


def test_the_receivers_wish_to_wait_is_respected(add, courier, receiver, clock):
    add()
    receiver.fails = RateLimited("Slowly.", upstream="receiver", retry_after_s=90)
    deliver(courier)
    clock.advance(89)
    deliver(courier)
    assert len(receiver.sent) == 1
    clock.advance(1)
    deliver(courier)
    assert len(receiver.sent) == 2


def test_a_mistake_of_ours_loses_nothing_and_is_told_without_words(
    add, courier, receiver, outbox, caplog
):
    delivery_id = add()
    receiver.fails = ZeroDivisionError("Hello.")
    deliver(courier)
    assert outbox.find(delivery_id).last_error == "internal_error"
    assert "ZeroDivisionError" in caplog.text
    assert "Hello" not in caplog.text


def test_what_is_given_up_is_told(add, courier, receiver, outbox, clock, caplog):
    delivery_id = add()
    receiver.fails = DOWN
    deliver(courier)
    clock.advance(8 * 24 * 3600)
    deliver(courier)
    assert outbox.dead()[0].id == delivery_id
    assert f"{delivery_id} is given up: upstream_unreachable" in caplog.text


def test_the_body_is_completed_once_before_the_first_send(
    add, make_courier, receiver, clock
):
    asked = []

    def complete(delivery):
        assert not receiver.sent
        asked.append(delivery.id)
        return {**delivery.body, "more": True}

    delivery_id = add()
    receiver.fails = DOWN
    courier = make_courier(complete=complete)
    deliver(courier)
    clock.advance(1)
    receiver.fails = None
    deliver(courier)
    assert asked == [delivery_id]
    whole = {"content": "Hello.", "more": True}
    assert [one.body for one in receiver.sent] == [whole, whole]


@pytest.mark.parametrize("error", [NotFound("Not yet."), ZeroDivisionError()])
def test_what_cannot_be_completed_goes_as_it_is_after_ten_minutes(
    add, make_courier, receiver, clock, error
):
    def complete(_delivery):
        raise error

    add()
    courier = make_courier(complete=complete)
    waited = 0
    while not receiver.sent:
        assert waited <= COMPLETE_S
        deliver(courier)
        clock.advance(1)
        waited += 1
    assert waited - 1 == COMPLETE_S
    assert receiver.sent[0].body == {"content": "Hello."}


def test_what_is_erased_while_it_is_completed_goes_without_words(
    database, add, make_courier, receiver, outbox
):
    def complete(delivery):
        with database.write() as connection:
            outbox.erase(connection, delivery.session_id)
        return {"content": "Hello. Goodbye."}

    add()
    deliver(make_courier(complete=complete))
    assert [one.body for one in receiver.sent] == [{"content": ""}]


def test_what_lost_its_claim_while_it_was_completed_is_left_to_the_other(
    add, make_courier, receiver, clock, claims
):
    def complete(delivery):
        clock.advance(LEASE_S + 1)
        assert claims.take().id == delivery.id
        return delivery.body

    add()
    deliver(make_courier(complete=complete))
    assert not receiver.sent


def test_a_courier_that_has_ended_begins_nothing(add, courier, receiver):
    assert courier.end(0)
    add()
    deliver(courier)
    assert not receiver.sent


def test_a_courier_that_ends_finishes_what_it_sends_and_no_more(
    add, courier, receiver, outbox
):
    under_way, later = add("slow"), add("slow")
    receiver.hangs_at = {"slow"}
    courier.round()
    until(lambda: receiver.sent)
    assert not courier.end(0)
    receiver.let_go()
    assert courier.end(10)
    assert outbox.find(under_way).state is State.DONE
    assert outbox.find(later).state is State.WAITING


def test_a_ledger_that_cannot_be_used_loses_nothing(
    database, add, make_courier, receiver, outbox, clock, caplog
):
    class Full(Claims):
        def done(self, delivery):
            raise OSError("Hello.")

    delivery_id = add()
    deliver(make_courier(claims=Full(database=database, now=clock)))
    assert "OSError" in caplog.text
    assert "Hello" not in caplog.text
    clock.advance(LEASE_S + 1)
    deliver(make_courier())
    assert receiver.ids() == [delivery_id] * 2
    assert outbox.find(delivery_id).state is State.DONE
