"""A bad day at the receiver's, in virtual time."""

from collections import defaultdict

import pytest

from deliveries.backoff import Backoff
from deliveries.claims import Claims
from deliveries.model import State
from errors import Unreachable
from tests.deliveries.receiver import REFUSED

pytestmark = pytest.mark.long

SESSIONS = 120
CONVERSATIONS = 36
STEP_S = 600
DAY = 24 * 3600 // STEP_S
DOWN = Unreachable("It is down.", upstream="receiver")
# Longer waits than usual: the same, with fewer tries.
BACKOFF = Backoff(first_s=STEP_S, longest_s=6 * 3600)


@pytest.fixture
def claims(database, clock):
    return Claims(database=database, now=clock, backoff=BACKOFF)


@pytest.fixture
def pass_time(courier, clock):
    """Lets so many steps pass, with a round in each; before it, `act` is called."""

    def pass_time(steps, act=lambda step: None):
        for step in range(steps):
            act(step)
            courier.round()
            assert courier.wait(60)
            clock.advance(STEP_S)

    return pass_time


def transcript(number):
    words = [f"Hello, I am number {number}.", f"Goodbye, {number}."]
    return [{"role": "user", "transcript": text, "timestamp": 1} for text in words]


def test_after_a_day_down_refusals_and_lost_answers_each_has_arrived_once_in_order(
    add, receiver, outbox, pass_time
):
    added = defaultdict(list)

    def end_sessions(step):
        for number in range(step * 8, min(step * 8 + 8, SESSIONS)):
            conversation = f"c{number * 7 % CONVERSATIONS}"
            body = {"status": "completed", "transcript": transcript(number)}
            session = f"s{number}"
            sent = add(conversation, session_id=session, kind="status", body=body)
            added[conversation].append((sent, session, body))

    receiver.fails = DOWN
    pass_time(DAY, end_sessions)
    assert outbox.counts()[State.WAITING] == SESSIONS
    receiver.fails = REFUSED
    pass_time(DAY // 3)
    receiver.fails, receiver.loses_answers = None, True
    pass_time(DAY // 3)
    assert outbox.counts()[State.WAITING] == SESSIONS
    # The first of each conversation has been taken, and more than once.
    assert len(receiver.taken) > len({one.id for one in receiver.taken})
    assert len({one.id for one in receiver.taken}) == CONVERSATIONS
    receiver.loses_answers = False
    pass_time(DAY // 3)

    assert outbox.counts()[State.DONE] == SESSIONS
    once = {one.id: one for one in receiver.taken}.values()
    taken = defaultdict(list)
    for one in once:
        taken[one.conversation_id].append((one.id, one.session_id, one.body))
    assert sum(map(len, taken.values())) == SESSIONS
    assert taken == added
