"""Sentences of a text that is still being written: the same, and as soon as sure."""

# ruff: noqa: RUF001 - scripts with marks of their own

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.chopping import chopped
from tests.text.sentence_cases import CASES
from text.sentence_stream import SentenceStream
from text.sentences import split

BITS = st.sampled_from(
    [
        *("Hello", "world", "Dr", "etc", "No", "U.S", "3", "14", "i.e", "Mr", "I", "J"),
        *(".", "!", "?", "...", "…", ",", "\n\n", " ", "  ", "\n"),
        *('"', "”", ")", "(", "«"),
        *(
            "。",
            "！",
            "です",
            "と",
            "।",
            "नमस्ते",
            "example.com",
            "5 p.m",
            "januar",
            "The",
            "a",
        ),
    ]
)
TEXTS = st.lists(BITS, max_size=30).map("".join)


def streamed(text, deltas, **how):
    stream = SentenceStream(**how)
    found = [sentence for delta in deltas for sentence in stream.feed(delta)]
    return [*found, *stream.finish()]


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_the_same_letter_by_letter(case):
    text = case.replace("|", "")
    assert streamed(text, text) == split(text)


@given(TEXTS, st.integers(0, 10_000))
def test_how_a_text_is_chopped_never_matters(text, seed):
    assert streamed(text, chopped(text, random.Random(seed))) == split(text)


@given(TEXTS, st.integers(0, 10_000))
def test_the_eager_lose_and_add_no_word(text, seed):
    found = streamed(text, chopped(text, random.Random(seed)), eager=True)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(found)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("I like trains.", []),
        ("I like trains. ", []),
        ("I like trains. T", ["I like trains."]),
        ("I like trains! T", ["I like trains!"]),
        ("Ask Dr. S", []),
        ("It is 3.", []),
        ("See example.", []),
        ("He said so... T", ["He said so..."]),
        ("In the U.S. T", []),
        ("In the U.S. The ", ["In the U.S."]),
        ("我很好。你", ["我很好。"]),
    ],
)
def test_a_sentence_is_given_as_soon_as_nothing_can_move_its_end(text, given):
    stream = SentenceStream()
    assert [sentence for letter in text for sentence in stream.feed(letter)] == given


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Ho ho ho!", ["Ho ho ho!"]),
        ("Who is there?", ["Who is there?"]),
        ("元気です。", ["元気です。"]),
        ("I like trains.", []),
        ('She said "Stop!', []),
        ("Come (now!", []),
        ("!", []),
    ],
)
def test_the_eager_wait_for_nothing_after_a_sure_mark(text, given):
    stream = SentenceStream(eager=True)
    assert stream.feed(text) == given
