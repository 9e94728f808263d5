from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest

from deliveries.backoff import GIVE_UP_S
from deliveries.claims import LEASE_S, Claims
from deliveries.model import State
from storage.database import Database

DAY_S = 24 * 3600


def tries_until_dead(claims, outbox, clock):
    """When it was tried, in seconds from the first time."""
    first, times = clock(), []
    while (delivery := claims.take()) is not None:
        times.append((clock() - first).total_seconds())
        claims.failed(delivery, "odd")
        clock.time = outbox.find(delivery.id).retry_at or clock()
    return times


def test_of_a_conversation_the_oldest_comes_first(add, claims):
    added = [add("c1") for _ in range(3)]
    taken = []
    while (delivery := claims.take()) is not None:
        assert claims.take() is None
        taken.append(delivery.id)
        claims.done(delivery)
    assert taken == added


def test_conversations_do_not_wait_for_each_other(add, claims, clock):
    first = add("c1"), add("c2")
    clock.advance(1)
    add("c1")
    assert claims.due(9) == [*first]
    assert {claims.take().id, claims.take().id} == {*first}
    assert claims.take() is None


def test_what_has_waited_longest_comes_first(add, claims, clock):
    add("c1")
    claims.failed(claims.take(), "odd")
    clock.advance(0.5)
    add("c2")
    clock.advance(5)
    add("c3")
    assert [claims.take().conversation_id for _ in range(3)] == ["c2", "c1", "c3"]


def test_a_later_one_is_not_due_while_an_earlier_one_waits_for_its_next_try(
    add, claims, clock
):
    earlier = add("c1")
    add("c1")
    claims.failed(claims.take(), "odd")
    assert not claims.due(9)
    clock.advance(1)
    assert claims.due(9) == [earlier]


def test_one_that_was_given_up_does_not_block_the_later_ones(add, claims, give_up):
    add("c1")
    later = add("c1")
    give_up()
    assert claims.due(9) == [later]


def test_it_is_tried_for_days_and_then_given_up(add, claims, clock, outbox):
    delivery_id = add()
    times = tries_until_dead(claims, outbox, clock)
    assert times[:5] == [0, 1, 3, 7, 15]
    assert GIVE_UP_S <= times[-1] < GIVE_UP_S + 900
    assert max(b - a for a, b in pairwise(times)) == 900
    dead = outbox.find(delivery_id)
    assert (dead.state, dead.last_error) == (State.DEAD, "odd")
    assert dead.attempts == len(times)


def test_time_in_which_nobody_could_try_does_not_count(add, claims, clock):
    add()
    clock.advance(30 * DAY_S)
    assert not claims.failed(claims.take(), "odd")


def test_a_claim_that_runs_out_is_taken_over_under_the_same_id(add, claims, clock):
    add()
    first = claims.take()
    clock.advance(LEASE_S)
    assert claims.take() is None
    clock.advance(0.001)
    second = claims.take()
    assert (second.id, second.attempts) == (first.id, 2)
    assert second.claim != first.claim


def test_a_claim_that_is_renewed_is_kept(add, claims, clock):
    add()
    held = claims.take()
    for _ in range(5):
        clock.advance(LEASE_S - 1)
        claims.renew([held])
        assert claims.take() is None


def test_whoever_lost_the_claim_neither_renews_nor_puts_off(add, claims, clock, outbox):
    add()
    late = claims.take()
    clock.advance(LEASE_S + 1)
    holder = claims.take()
    claims.renew([late])
    assert not claims.failed(late, "odd")
    assert claims.complete(late, {"content": "late"}) is None
    now = outbox.find(late.id)
    assert (now.claim, now.last_error) == (holder.claim, None)
    assert now.body == holder.body


def test_what_arrived_has_arrived_whoever_holds_the_claim_by_now(
    add, claims, clock, outbox
):
    add()
    late = claims.take()
    clock.advance(LEASE_S + 1)
    holder = claims.take()
    claims.done(late)
    assert not claims.failed(holder, "odd")
    assert outbox.find(late.id).state is State.DONE


def test_what_arrived_keeps_no_words(add, claims, clock, outbox):
    delivery_id = add(body={"transcript": [{"transcript": "My name is Ann."}]})
    clock.advance(5)
    claims.done(claims.take())
    done = outbox.find(delivery_id)
    assert (done.state, done.body, done.done_at) == (State.DONE, {}, clock())


def test_what_is_completed_is_kept_and_its_tries_are_counted_anew(add, claims, clock):
    add()
    claims.put_off(claims.take(), "odd")
    clock.advance(1)
    whole = claims.complete(claims.take(), {"content": "All of it."})
    assert (whole.body, whole.completed) == ({"content": "All of it."}, True)
    claims.failed(whole, "odd")
    clock.advance(1)
    again = claims.take()
    assert (again.body, again.completed) == ({"content": "All of it."}, True)


def test_what_is_erased_while_it_is_completed_stays_erased(
    database, add, claims, outbox
):
    add(body={"transcript": ["Hello."]})
    taken = claims.take()
    with database.write() as connection:
        outbox.erase(connection, "s1")
    now = claims.complete(taken, {"transcript": ["Hello.", "Goodbye."]})
    assert now.body == {"transcript": []}


@pytest.mark.parametrize("rounds", range(3))
def test_of_many_who_reach_for_one_at_once_one_gets_it(
    add, database_url, clock, rounds
):
    add()
    together = Barrier(8, timeout=10)

    def reach(_):
        own = Database(database_url)  # as another process would have
        together.wait()
        taken = Claims(database=own, now=clock).take()
        own.close()
        return taken

    with ThreadPoolExecutor(8) as pool:
        assert Counter(map(bool, pool.map(reach, range(8)))) == {True: 1, False: 7}
