"""Costs, lengths and moments, in the words of the page's own module."""

import pytest

SAY = """async ([name, ...given]) => {
  const figures = await import('/static/js/figures.js');
  return figures[name](...given);
}"""
REFUSE = """async ([error, now]) => {
  const { refusalWords } = await import('/static/js/figures.js');
  return refusalWords(error, new Date(now));
}"""


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        ({"credits": 0.1, "money": None, "currency": "USD"}, "0.10 credits"),
        ({"credits": 2.5, "money": 1.25, "currency": "EUR"}, "2.50 credits · €1.25"),
        ({"credits": 0.1, "money": 0.012, "currency": "USD"}, "0.10 credits · $0.012"),
        ({"credits": 1, "money": 3, "currency": "beans"}, "1.00 credits · 3.00 beans"),
    ],
)
def test_a_cost_is_told_in_credits_and_in_money_where_there_is_a_price(
    blank, cost, words
):
    assert blank.evaluate(SAY, ["costWords", cost]) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (75, "75 seconds"), (600, "10 minutes"), (7200, "2 hours")],
)
def test_a_length_is_told_in_the_unit_that_fits(blank, seconds, words):
    assert blank.evaluate(SAY, ["lengthWords", seconds]) == words


@pytest.mark.parametrize(
    ("wait_s", "when"),
    [
        (None, "Spent."),
        (10, "Spent. Try again in 10 seconds."),
        (2 * 3600, "Spent. Try again from 23:30 on."),
        (4 * 3600, "Spent. Try again from tomorrow 01:30 on."),
        (11 * 86400, "Spent. Try again from 1 December 21:30 on."),
    ],
)
def test_a_refusal_says_when_it_makes_sense_to_try_again(blank, wait_s, when):
    error = {"message": "Spent.", "code": "over_budget", "retryAfterS": wait_s}
    assert blank.evaluate(REFUSE, [error, "2026-11-20T21:30:00"]) == when


def test_a_server_that_ends_is_not_said_to_try_again_twice(blank):
    error = {
        "message": "The server is shutting down; please try again.",
        "code": "shutting_down",
        "retryAfterS": 5,
    }
    said = blank.evaluate(REFUSE, [error, "2026-11-20T21:30:00"])
    assert said == "The server is being shut down. Try again in 5 seconds."


TIMES = {
    "first_token_ms": 300,
    "first_sentence_ms": 512.4,
    "first_task_ms": 540,
    "first_sound_ms": 618,
    "last_task_ms": 900,
}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "First word after 0.62 s (model 0.51 s)."),
        ({"first_sound_ms": None}, "First word after 0.54 s (model 0.51 s)."),
        ({"first_token_ms": None}, "First word after 0.62 s."),
        ({"first_sound_ms": None, "first_task_ms": None}, ""),
    ],
)
def test_a_reply_tells_how_soon_it_was_heard(blank, changes, words):
    assert blank.evaluate(SAY, ["firstWordWords", TIMES | changes]) == words
