"""The courier at work in the leading process."""

import threading
import time

import pytest

from deliveries.model import State
from deliveries.post import Post
from tests.waiting import until

LONG_S = 60.0


@pytest.fixture
def make_post(courier, receiver):
    made = []

    def make(*, leads=lambda: True, every_s=0.01):
        made.append(Post(courier=courier, leads=leads, every_s=every_s))
        return made[-1]

    yield make
    receiver.let_go()
    for post in made:
        post.stop()


def test_what_was_added_before_it_began_is_delivered(add, make_post, receiver):
    delivery_id = add()
    make_post(every_s=LONG_S).start()
    until(lambda: receiver.ids() == [delivery_id])


def test_what_others_added_is_found_by_and_by(add, make_post, receiver):
    make_post().start()
    delivery_id = add()
    until(lambda: receiver.ids() == [delivery_id])


def test_what_was_added_here_goes_at_once(add, make_post, receiver):
    post = make_post(every_s=LONG_S)
    post.start()
    ids = []
    for number in range(20):
        ids.append(add(f"c{number}"))
        post.nudge()
        until(lambda: receiver.ids() == ids)


def test_only_the_leading_process_delivers(add, make_post, receiver):
    add()
    leads = threading.Event()
    post = make_post(leads=leads.is_set, every_s=LONG_S)
    for _ in range(3):
        post.round()
    assert not receiver.sent
    leads.set()
    post.round()
    until(lambda: receiver.sent)


def test_who_leads_no_more_keeps_what_it_is_sending(
    add, make_post, make_courier, receiver, clock
):
    add("slow")
    receiver.hangs_at = {"slow"}
    leads = threading.Event()
    leads.set()
    post = make_post(leads=leads.is_set)
    post.round()
    until(lambda: receiver.sent)
    leads.clear()
    for _ in range(10):
        clock.advance(20)
        post.round()
        make_courier().round()
    assert len(receiver.sent) == 1


def test_it_does_not_turn_without_end(make_post):
    rounds = []

    def leads():
        rounds.append(1)
        return True

    post = make_post(leads=leads, every_s=LONG_S)
    post.start()
    until(lambda: rounds)
    post.nudge()
    until(lambda: len(rounds) == 2)
    post.stop()
    assert len(rounds) == 2


def test_a_round_that_fails_is_not_the_last_one(add, make_post, receiver, caplog):
    asked = []

    def leads():
        asked.append(1)
        if len(asked) == 1:
            raise ZeroDivisionError
        return True

    add()
    make_post(leads=leads).start()
    until(lambda: receiver.sent)
    assert "ZeroDivisionError" in caplog.text


def test_it_stops_within_a_second_however_long_a_send_hangs(add, make_post, receiver):
    add("slow")
    receiver.hangs_at = {"slow"}
    post = make_post(every_s=LONG_S)
    post.start()
    until(lambda: receiver.sent)
    began = time.monotonic()
    post.stop()
    assert time.monotonic() - began < 1


def test_what_is_on_its_way_may_arrive_while_it_stops(add, make_post, receiver, outbox):
    delivery_id = add("slow")
    receiver.hangs_at = {"slow"}
    post = make_post(every_s=LONG_S)
    post.start()
    until(lambda: receiver.sent)
    stopping = threading.Thread(target=post.stop)
    stopping.start()
    receiver.let_go()
    stopping.join(10)
    assert outbox.find(delivery_id).state is State.DONE


def test_it_leaves_no_thread_behind(add, make_post, receiver):
    before = threading.active_count()
    post = make_post()
    post.start()
    add()
    until(lambda: receiver.sent)
    post.stop()
    until(lambda: threading.active_count() == before)


def test_one_that_was_never_started_can_be_stopped(make_post):
    assert make_post().stop() is None
