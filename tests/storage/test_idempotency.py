import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from errors import ActUnderWay, StoreBroken
from storage.database import Database
from storage.idempotency import IdempotencyKeys, forget_answers, keys

ANSWER = (200, '{"number": 1}', None)
TRIES = 8


@pytest.fixture
def store(database, clock):
    return IdempotencyKeys(database=database, now=clock)


def claim(store, holder="h1", key="k", about=None):
    return store.claim("POST /pay", key, holder=holder, fingerprint="f", about=about)


def keep(store, holder="h1", key="k", answer=ANSWER):
    store.keep("POST /pay", key, holder=holder, answer=answer)


def count(database):
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(keys)).scalar_one()


def test_of_many_who_claim_at_once_one_acts(database, database_url, clock):
    together = threading.Barrier(TRIES)

    def try_it(number):
        own = Database(database_url)  # as another process would have
        store = IdempotencyKeys(database=own, now=clock)
        together.wait(10)
        try:
            return claim(store, holder=f"h{number}")
        except ActUnderWay:
            return "under way"
        finally:
            own.close()

    with ThreadPoolExecutor(TRIES) as pool:
        outcomes = list(pool.map(try_it, range(TRIES)))
    assert outcomes.count(None) == 1
    assert outcomes.count("under way") == TRIES - 1


def test_a_claim_whose_process_died_is_given_to_the_next_one(store, clock):
    assert claim(store) is None
    clock.advance(300)
    with pytest.raises(ActUnderWay):
        claim(store, holder="h2")
    clock.advance(1)
    assert claim(store, holder="h2") is None


def test_who_comes_back_from_the_dead_settles_nothing(store, clock):
    claim(store)
    clock.advance(301)
    claim(store, holder="h2")
    keep(store, holder="h1", answer=(500, "late", None))
    store.release("POST /pay", "k", holder="h1")
    with pytest.raises(ActUnderWay):
        claim(store, holder="h3")
    keep(store, holder="h2")
    assert claim(store, holder="h3") == ANSWER


def test_a_released_key_can_be_claimed_at_once(store):
    claim(store)
    store.release("POST /pay", "k", holder="h1")
    assert claim(store, holder="h2") is None


def test_old_keys_are_deleted_in_passing(store, database, clock):
    for number in range(5):
        claim(store, key=f"k{number}")
        keep(store, key=f"k{number}")
    clock.advance(24 * 3600 + 1)
    claim(store, key="new")
    assert count(database) == 1


def test_what_was_kept_about_a_session_is_forgotten_with_its_words(store, database):
    for key, about in (("a", "s1"), ("b", "cloud-1"), ("c", "s2"), ("d", None)):
        claim(store, key=key, about=about)
        keep(store, key=key)
    with database.write() as connection:
        forget_answers(connection, ["s1", "cloud-1"])
    assert count(database) == 2
    assert claim(store, key="a") is None
    assert claim(store, key="c") == ANSWER


def test_a_ledger_that_is_gone_is_said_without_the_answer(tmp_path, clock):
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    store = IdempotencyKeys(database=empty, now=clock)
    with pytest.raises(StoreBroken) as failure:
        keep(store, answer=(200, "her secret wish", None))
    empty.close()
    assert "secret" not in failure.value.message + failure.value.detail
