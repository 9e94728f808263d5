"""A whole reply, asked of a real server over HTTP."""

import pytest

from chat.server import ANSWER_LIMIT
from errors import Malformed, TimedOut
from tests.chat.asking import MESSAGES, PATH, QUESTION, answer


def test_asks_and_gives_back_the_words(build, sandbox):
    assert build().complete(MESSAGES)
    (request,) = sandbox.requests(PATH)
    assert request["body"] == {
        "model": "gpt-4o-mini",
        "messages": [
            {"role": "system", "content": MESSAGES[0].content},
            {"role": "user", "content": QUESTION},
        ],
        "temperature": 0.7,
        "max_tokens": 1000,
    }


def test_an_answer_is_given_as_the_model_wrote_it(build, sandbox):
    sandbox.fault(PATH, status=200, body=answer("**Hello** there 😀"))
    assert build().complete(MESSAGES) == "**Hello** there 😀"


def test_twenty_thousand_characters_are_given_whole(build, sandbox):
    text = "I could go on. " * 1333
    sandbox.fault(PATH, status=200, body=answer(text))
    assert build().complete(MESSAGES) == text.strip()


def test_an_answer_that_drips_past_the_deadline_is_given_up_on(build):
    clock = iter([0.0, 10.1])
    with pytest.raises(TimedOut, match="took too long"):
        build(clock=lambda: next(clock)).complete(MESSAGES)


def test_an_answer_without_end_is_given_up_on(build, sandbox):
    sandbox.fault(PATH, status=200, body="x" * (ANSWER_LIMIT + 1))
    with pytest.raises(Malformed, match="could not be read"):
        build().complete(MESSAGES)
