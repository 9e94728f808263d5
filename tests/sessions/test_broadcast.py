import random
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from time import monotonic

import pytest
from sqlalchemy.exc import OperationalError

from errors import InvalidInput, Rejected
from sessions.broadcast import Broadcast
from sessions.following import BATCH, Following
from sessions.model import EndReason
from sessions.order import SessionOrder
from sessions.record import Record
from sessions.redis_relay import RedisRelay
from sessions.rows import append_event
from storage.database import Database
from tests.cores import NOON, a_service
from tests.redis_server import RedisServer, program
from tests.waiting import until

LONG_S = 30.0
SHORT_S = 0.02


@pytest.fixture
def record(database, clock):
    return Record(database=database, now=clock)


@pytest.fixture
def make_broadcast(record):
    made = []

    def make(*, relay=None, heads=record.heads, every_s=LONG_S):
        broadcast = Broadcast(
            heads=heads, relay=relay, clock=monotonic, every_s=every_s
        )
        made.append(broadcast)
        return broadcast

    yield make
    for broadcast in made:
        broadcast.end()


@pytest.fixture
def broadcast(make_broadcast, database):
    """Wakes for what this process appends, and looks at nothing else."""
    broadcast = make_broadcast()
    database.on_commit(broadcast.appended)
    return broadcast


@pytest.fixture
def follow(record, broadcast, service):
    def follow(session_id, after=0, quiet_s=LONG_S):
        following = Following(record=record, broadcast=broadcast, quiet_s=quiet_s)
        return following.follow(service.find(session_id), after)

    return follow


def numbers(events):
    return [event.seq for event in events]


def kinds(events):
    return [event.kind for event in events]


def test_what_has_happened_is_given_at_once_and_in_order(follow, live):
    events = list(islice(follow(live), 3))
    assert [event.data["to"] for event in events] == ["opening", "open", "live"]
    assert numbers(events) == [1, 2, 3]


def test_a_reader_goes_on_after_the_last_one_it_has_seen(follow, live):
    assert numbers(islice(follow(live, after=2), 1)) == [3]


def test_whoever_waits_is_woken_as_soon_as_it_is_committed(follow, live, service):
    events = follow(live, after=3)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, events)
        service.heard(live, "Hello.")
        assert kinds([waiting.result(10)]) == ["turn"]


def test_what_is_undone_wakes_nobody(broadcast, database, live, service):
    session = service.find(live)
    heard: list[object] = []
    database.on_commit(heard.append)
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        append_event(connection, session.id, NOON, "warning", {})
        raise ZeroDivisionError
    service.heard(live, "Hello.")
    assert heard == [(session.id, 4)]


def test_the_last_event_is_the_end_of_the_session(follow, live, service):
    service.close(live, EndReason.CLIENT)
    events = list(follow(live))
    assert events[-1].data == {"from": "closing", "to": "closed"}
    assert numbers(events) == [1, 2, 3, 4, 5]


def test_a_session_that_failed_is_over_too(follow, service, cloud):
    cloud.fails["open"] = Rejected("No.", upstream="fake")
    with pytest.raises(Rejected):
        service.open(SessionOrder(persona_id="ada"))
    (session,) = service.ledger.page()
    assert [event.data["to"] for event in follow(session.id)] == ["opening", "failed"]


def test_what_comes_after_the_end_is_given_to_those_who_ask_again(
    follow, live, service, record
):
    service.heard(live, "Hello.")
    service.close(live, EndReason.CLIENT)
    record.erase(service.find(live).id)
    assert kinds(follow(live, after=6)) == ["erased"]


def test_a_quiet_session_gives_a_sign_of_life(follow, live):
    assert next(follow(live, after=3, quiet_s=SHORT_S)) is None


def test_more_events_than_fit_into_one_look_are_all_given(follow, live, service):
    for _ in range(BATCH + 5):
        service.ledger.tell(service.find(live).id, "warning", {})
    assert numbers(islice(follow(live), BATCH + 8)) == [*range(1, BATCH + 9)]


def test_nothing_waits_for_a_session_that_was_read_to_its_end(
    record, broadcast, live, service
):
    following = Following(record=record, broadcast=broadcast)
    assert not following.is_over(service.find(live), 3)
    service.close(live, EndReason.CLIENT)
    assert not following.is_over(service.find(live), 4)
    assert following.is_over(service.find(live), 5)


def test_an_event_that_was_never_there_cannot_be_the_last_one_seen(
    record, broadcast, live, service
):
    with pytest.raises(InvalidInput, match="last event is number 3"):
        Following(record=record, broadcast=broadcast).is_over(service.find(live), 4)


def test_readers_are_let_go_when_the_process_ends(follow, live, broadcast):
    events = follow(live, after=3)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(list, events)
        broadcast.end()
        assert waiting.result(10) == []


def test_what_another_process_appends_is_seen_by_looking(
    make_broadcast, record, live, service
):
    following = Following(record=record, broadcast=make_broadcast(every_s=SHORT_S))
    events = following.follow(service.find(live), 3)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, events)
        service.heard(live, "Hello.")
        assert kinds([waiting.result(10)]) == ["turn"]


def test_nobody_looks_when_nobody_reads(make_broadcast, live):
    looked = threading.Semaphore(0)

    def heads(session_ids):
        looked.release()
        return {}

    broadcast = make_broadcast(heads=heads, every_s=SHORT_S)
    before = threading.active_count()
    with broadcast.reading("s"):
        assert looked.acquire(timeout=10)
        assert threading.active_count() == before + 1
    until(lambda: threading.active_count() == before)
    with broadcast.reading("s"):
        assert looked.acquire(timeout=10)


def test_a_ledger_that_fails_for_a_moment_is_looked_at_again(make_broadcast):
    answers = [OperationalError("", {}, Exception()), {"s": 1}]

    def heads(session_ids):
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    with make_broadcast(heads=heads, every_s=SHORT_S).reading("s") as wait:
        assert wait(0, 10)


def a_relay(url):
    return RedisRelay(url=url, clock=monotonic)


def test_processes_wake_each_other_by_redis(make_broadcast, redis_url):
    ours = make_broadcast(relay=a_relay(redis_url), heads=lambda _: {}, every_s=0.1)
    theirs = make_broadcast(relay=a_relay(redis_url), heads=lambda _: {})
    with ours.reading("s") as wait, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(wait, 6, 10.0)
        until(lambda: theirs.appended(("s", 7)) or waiting.done())
        assert waiting.result()


def test_without_redis_the_ledger_is_looked_at_and_it_is_said_once(
    make_broadcast, caplog
):
    relay = a_relay("redis://127.0.0.1:1/0")
    heads = {"s": 0}
    broadcast = make_broadcast(
        relay=relay, heads=lambda _: dict(heads), every_s=SHORT_S
    )
    with broadcast.reading("s") as wait:
        broadcast.appended(("t", 1))
        heads["s"] = 1
        assert wait(0, 10)
    assert [record.message for record in caplog.records] == [
        "Redis is lost (ConnectionError); event streams look into the ledger instead"
    ]


@pytest.mark.skipif(program() is None, reason="Redis is not installed")
def test_a_redis_that_is_lost_is_not_waited_for_again_and_again(caplog):
    time = [0.0]
    with RedisServer() as server:
        relay = RedisRelay(url=server.url, clock=lambda: time[0])
        relay.hear(0.0)
        ups = [relay.up]
    relay.publish("s", 1)
    assert relay.hear(1.0) == ()
    assert [*ups, relay.up] == [True, False]
    asked = len(caplog.records)
    relay.publish("s", 2)
    assert relay.hear(1.0) == ()
    assert len(caplog.records) == asked == 1


def test_readers_that_come_and_go_miss_nothing_and_see_nothing_twice(
    make_broadcast, database, clock, cloud, service, live
):
    """The writer is another process; each reader breaks off at random."""
    other = Database(database.url)
    writer = a_service(cloud=cloud, database=other, clock=clock)
    broadcast = make_broadcast(every_s=SHORT_S)
    record = Record(database=database, now=clock)
    following = Following(record=record, broadcast=broadcast, quiet_s=SHORT_S)
    ids = [live]
    for _ in range(3):
        ids.append(service.open(SessionOrder()).cloud_session_id)

    def read(number):
        chance = random.Random(number)
        seen: list[int] = []
        session_id = ids[number % len(ids)]
        while True:
            session = service.find(session_id)
            after = seen[-1] if seen else 0
            if following.is_over(session, after):
                return seen
            steps = following.follow(session, after)
            for event in islice(steps, chance.randrange(1, 6)):
                if event is not None:
                    seen.append(event.seq)
            steps.close()

    def write(session_id):
        for _ in range(10):
            writer.ledger.tell(writer.find(session_id).id, "warning", {})
        writer.close(session_id, EndReason.CLIENT)

    with ThreadPoolExecutor(20) as pool:
        readers = [pool.submit(read, number) for number in range(12)]
        list(pool.map(write, ids))
        for number, reader in enumerate(readers):
            last = service.find(ids[number % len(ids)]).event_seq
            assert reader.result(30) == [*range(1, last + 1)]
    other.close()
