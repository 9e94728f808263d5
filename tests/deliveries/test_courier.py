"""Taking it there: in order, once, whatever the receiver does."""

import random
import threading
from collections import Counter

import pytest

from deliveries.model import Fate
from deliveries.post import Post
from errors import Rejected, TimedOut, Unreachable, UpstreamError
from tests.waiting import until

DOWN = Unreachable("down", upstream="petya")
LATE = TimedOut("late", upstream="petya")
BROKEN = UpstreamError("500", upstream="petya")


class Receiver:
    """Takes deliveries as a back-end does, with moods.

    Attributes:
        got: Every body that reached it, by conversation, repeats told apart by id.
        mood: Called with each delivery before (`False`) and after (`True`) it is kept.
    """

    def __init__(self):
        self.got = {}
        self.ids: Counter[str] = Counter()
        self.mood = lambda delivery, kept: None
        self._lock = threading.Lock()

    def __call__(self, delivery):
        self.mood(delivery, False)
        with self._lock:
            self.ids[delivery.id] += 1
            if self.ids[delivery.id] == 1:
                bodies = self.got.setdefault(delivery.conversation_id, [])
                bodies.append(delivery.body["number"])
        self.mood(delivery, True)


@pytest.fixture
def receiver():
    return Receiver()


def deliver_all(courier, outbox, clock, *, step_s=60.0, days=8):
    for _ in range(int(days * 24 * 3600 / step_s)):
        while courier.round():
            courier.settle()
        if outbox.counts()[Fate.WAITING] == 0:
            return
        clock.advance(step_s)
    raise AssertionError("it never came to an end")


def test_a_receiver_in_every_bad_mood_gets_everything_once_and_in_order(
    outbox, add, clock, receiver, make_courier
):
    for number in range(120):
        add(f"c{number % 40}", {"number": number})
    began = clock()
    random.seed(7)

    def mood(_delivery, kept):
        down = (clock() - began).total_seconds() < 24 * 3600
        if down and not kept:
            raise DOWN
        if random.random() < 0.2:
            raise LATE if kept else BROKEN  # it may have it, or not

    receiver.mood = mood
    deliver_all(make_courier(receiver), outbox, clock, step_s=300)
    assert sum(map(len, receiver.got.values())) == 120
    assert all(bodies == sorted(bodies) for bodies in receiver.got.values())
    assert max(receiver.ids.values()) > 1  # some came twice, under the same id
    assert outbox.counts() == {Fate.WAITING: 0, Fate.DONE: 120, Fate.DEAD: 0}


def test_one_that_hangs_keeps_its_own_conversation_only(
    outbox, add, receiver, make_courier
):
    stuck, go_on = threading.Event(), threading.Event()

    def mood(delivery, kept):
        if delivery.conversation_id == "slow" and not kept:
            stuck.set()
            assert go_on.wait(10)

    receiver.mood = mood
    for number in range(3):
        add("slow", {"number": number})
        add("quick", {"number": number})
    courier = make_courier(receiver, at_once=2)
    courier.round()
    assert stuck.wait(10)
    until(lambda: courier.round() == 0 and receiver.got.get("quick") == [0, 1, 2])
    assert "slow" not in receiver.got
    go_on.set()
    until(lambda: courier.round() == 0 and receiver.got.get("slow") == [0, 1, 2])


def test_two_couriers_never_carry_the_same(outbox, add, receiver, make_courier):
    for number in range(40):
        add(f"c{number}", {"number": number})
    couriers = [make_courier(receiver) for _ in range(2)]
    threads = [
        threading.Thread(target=lambda one=one: _run_dry(one, outbox))
        for one in couriers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(receiver.ids.values()) == {1}
    assert len(receiver.ids) == 40


def _run_dry(courier, outbox):
    while outbox.counts()[Fate.WAITING]:
        courier.round()
        courier.settle()


def test_what_is_incomplete_is_completed_once_before_it_is_sent(
    outbox, add, clock, receiver, make_courier
):
    add("c1", {"number": 1}, is_complete=False)
    asked = []

    def complete(delivery):
        asked.append(delivery.id)
        return {"number": delivery.body["number"] + 100}

    fails = [DOWN]
    receiver.mood = lambda _one, kept: kept or (fails and _raise(fails.pop()))
    deliver_all(make_courier(receiver, complete), outbox, clock)
    assert receiver.got == {"c1": [101]}
    assert len(asked) == 1


def test_what_cannot_be_completed_in_ten_minutes_goes_out_as_it_is(
    outbox, add, clock, receiver, make_courier
):
    add("c1", {"number": 1}, is_complete=False)
    began = clock()
    courier = make_courier(receiver, lambda _delivery: _raise(DOWN))
    deliver_all(courier, outbox, clock, step_s=30)
    assert receiver.got == {"c1": [1]}
    assert 600 <= (clock() - began).total_seconds() <= 1200


def test_a_bug_loses_nothing(outbox, add, clock, receiver, make_courier, caplog):
    add("c1", {"number": 1})
    fails = [ValueError("My name is Ann.")]
    receiver.mood = lambda _one, kept: kept or (fails and _raise(fails.pop()))
    deliver_all(make_courier(receiver), outbox, clock)
    assert receiver.got == {"c1": [1]}
    assert "ValueError" in caplog.text
    assert "Ann" not in caplog.text


def test_what_is_refused_for_a_week_is_told_as_a_dead_letter(
    outbox, add, clock, receiver, make_courier
):
    add("c1", {"number": 1})
    receiver.mood = lambda _one, _kept: _raise(Rejected("no", upstream="petya"))
    deliver_all(make_courier(receiver), outbox, clock, step_s=900)
    (dead,) = outbox.page(states=[Fate.DEAD])
    assert dead.last_error == "upstream_rejected"
    assert dead.body == {"number": 1}


def test_only_who_leads_delivers(outbox, add, receiver, make_courier):
    leads = threading.Event()
    looked = threading.Event()

    def leading():
        looked.set()
        return leads.is_set()

    add("c1", {"number": 1})
    post = Post(make_courier(receiver), leads=leading, every_s=0.01)
    post.start()
    assert looked.wait(10)
    assert receiver.got == {}
    leads.set()
    until(lambda: receiver.got == {"c1": [1]})
    post.stop()


def _raise(error):
    raise error
