"""A text is cleaned while it is being written, and comes out as the whole would."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.chopping import LONG_TEXTS, MARKED, chopped, in_fours
from tests.text.replies import REPLIES
from tests.text.test_clean import HOSTILE, HTML, KEPT, LINKS, MARKDOWN, STAGE, SYMBOLS
from text.clean import CleanStream, for_speech

STRAY = "</think>"


def cleaned(deltas):
    stream = CleanStream()
    return "".join([stream.feed(delta) for delta in deltas] + [stream.finish()])


@given(MARKED.filter(lambda text: STRAY not in text.lower()), st.randoms())
def test_how_a_text_is_chopped_never_matters(text, chance):
    whole = cleaned([text])
    assert cleaned(chopped(text, chance)) == whole
    assert cleaned(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        *(text for text, _ in [*MARKDOWN, *LINKS, *SYMBOLS, *STAGE, *HTML]),
        *(text for text, _ in REPLIES.values()),
        *KEPT,
    ],
)
def test_letter_by_letter_it_is_the_same(text):
    if cleaned([text]) and STRAY not in text.replace("<think>", "", 1):
        assert cleaned(text) == for_speech(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello there", "Hello there"),
        ("Hello there.", "Hello there"),
        ("Hello there!", "Hello there!"),
        ("See [my pa", "See"),
        ("See [my page](https://x.o", "See"),
        ("See [my page](https://x.org)", "See my page"),
        ("Look ![at", "Look"),
        ("Go to https://example.or", "Go to"),
        ("Go to htt", "Go to"),
        ("He *smi", "He"),
        ("He *smiles at me", "He"),
        ("He *really loves", "He"),
        ("He *really loves it", "He really loves it"),
        ("Yes. *loves it", "Yes"),
        ("**Note: this is bold", "Note: this is bold"),
        ("So (chuckles sof", "So"),
        ("So (as they sa", "So (as they sa"),
        ("New ~~old", "New"),
        ("Tom &am", "Tom"),
        ("Tom <b", "Tom"),
        ("a < b and", "a < b and"),
        ("Yes x", "Yes"),
        ("Yes xy", "Yes xy"),
        ("Hm <think>well", "Hm"),
        ("<think>well</think>So", "So"),
        ("Look:\n```py\nprint(", "Look"),
        ("I like\n- te", "I like. te"),
        ("I like\n1", "I like"),
        ("Title\n\n", "Title"),
        ("Title\n\nA", "Title. A"),
        ("Yes\n\n|a|b", "Yes"),
        ("Yes [1", "Yes"),
        ("- tea;", "tea"),
    ],
)
def test_only_what_nothing_can_change_is_given(text, said):
    assert CleanStream().feed(text) == said


def test_all_before_the_end_of_a_thought_that_nothing_opened_was_a_thought():
    stream = CleanStream()
    deltas = ["They greet me, so ", "I greet too.</think>Hel", "lo!"]
    given = [(stream.feed(delta), stream.restarted) for delta in deltas]
    assert given == [("They greet me, so", False), (" Hel", True), ("lo!", False)]


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_twenty_thousand_characters_take_no_time(text, time_limit):
    with time_limit(seconds=2):
        assert len(cleaned(in_fours(text))) > 5000


@pytest.mark.parametrize("unit", [*HOSTILE.split(), " ", "# ", "😀 ", "> ", "- a\n\n"])
def test_hostile_repetition_costs_no_time(unit, time_limit):
    with time_limit(seconds=2):
        cleaned(in_fours(unit * (20_000 // len(unit))))


def test_a_paragraph_is_the_same_wherever_its_beginning_was_let_go():
    sentence = "It *really* is [fine](u), e.g. 3 * 4, (he said) at http://x.y now. "
    text = sentence * 40
    for seed in range(5):
        assert cleaned(chopped(text, random.Random(seed))) == cleaned([text])
