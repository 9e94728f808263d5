from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.tokens import KEPT_FOR, UsedTokens
from tests.cores import TestClock


@pytest.fixture
def clock():
    return TestClock()


@pytest.fixture
def used(database, clock):
    return UsedTokens(database=database, now=clock)


def test_a_token_opens_one_session(used):
    assert used.session_of("t-1") is None
    assert used.claim("t-1")
    assert used.session_of("t-1") is None
    used.give("t-1", "s-1")
    assert used.session_of("t-1") == "s-1"
    assert not used.claim("t-1")
    assert used.claim("t-2")


def test_of_many_who_use_it_at_once_one_may(used):
    with ThreadPoolExecutor(8) as crowd:
        answers = [crowd.submit(used.claim, "t-1") for _ in range(8)]
        assert sum(answer.result() for answer in answers) == 1


def test_one_that_opened_nothing_may_be_used_again(used):
    used.claim("t-1")
    used.release("t-1")
    assert used.claim("t-1")


def test_what_is_long_over_is_forgotten(used, clock):
    used.claim("t-1")
    used.give("t-1", "s-1")
    clock.advance(KEPT_FOR.total_seconds() + 1)
    used.claim("t-2")
    assert used.session_of("t-1") is None


def test_a_secret_is_made_once_for_everybody(used, database, clock):
    with ThreadPoolExecutor(8) as crowd:
        asked = [
            crowd.submit(UsedTokens(database=database, now=clock).secret, "a")
            for _ in range(8)
        ]
        (secret,) = {answer.result() for answer in asked}
    assert len(secret) >= 48
    assert used.secret("b") != secret
