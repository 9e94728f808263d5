"""What a voice can say of a text that is still being written."""

# ruff: noqa: RUF001 - scripts with marks of their own

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.test_sentence_stream import chopped
from text.clean import for_speech
from text.sentences import split
from text.speech_stream import SpeechStream

WRITTEN = [
    "**Ho ho ho!** See [my page](https://x.org) 😀 and more. Then go.",
    "# Toys\n- a train\n- a bear",
    "*laughs* Come in! (waves) Sit down.",
    "<think>They greet me. Hm.</think>Come in! Now.",
    "Try this.\n```python\nprint('a. b')\n```\nIt prints. Well.",
    "```\ncode only\n```",
    "I cost 3.14 euros, i.e. not much. Dr. Smith paid $1,000.50 for it. OK?",
    "Visit example.com now. Or https://a.b/c.d?e=f. OK?",
    "1. First thing\n2. Second thing. With more.\n\nDone!",
    'He said: "Stop!" she cried. And then? "Go on." Fine.',
    "| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter. It.",
    "你好。我很好！你呢？再见。",
    "नमस्ते। मैं ठीक हूँ। आप?",
    "One _very. long_ thing. And ~~not. this~~ that. 2 * 3 is 6. Ok.",
    "## Toys\n\n1. **A train**\n2. A [bear](https://x.org)\n- *one*\n> (two) three",
    "A star * alone. And (an open one. Which never closes.",
    "Mail me at a.b@example.org. Or call. Bye!",
    "He has **bold. And *nested* too.** Done. Yes.",
    "Mixed <b>tags. And</b> more. &amp; so on.",
    "A line\nthat goes on. And\n\nA new one: with a colon",
]
BITS = st.sampled_from(
    [
        *(
            "Hello",
            "there",
            "Dr",
            "3",
            "14",
            "trains",
            "I",
            "example.com",
            "http://x.y/z",
        ),
        *(".", "!", "?", "...", ",", " ", " ", " ", "\n", "\n\n", ":", "😀"),
        *(
            "**",
            "*",
            "_",
            "`",
            "[",
            "](",
            ")",
            "(",
            "- ",
            "# ",
            "1. ",
            "~~",
            "<b>",
            "|",
        ),
    ]
)


def said(text, deltas, **how):
    """Every part that was given out."""
    stream = SpeechStream(**{"limit": 1000, **how})
    found = [part for delta in deltas for part in stream.feed(delta)]
    return [*found, *stream.finish()]


def squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("seed", range(8))
def test_it_says_what_the_whole_would_say(text, seed):
    parts = said(text, chopped(text, random.Random(seed)))
    assert squeezed(" ".join(parts)) == squeezed(for_speech(text))


@pytest.mark.parametrize("text", WRITTEN)
def test_letter_by_letter_it_is_the_same(text):
    assert squeezed(" ".join(said(text, text))) == squeezed(for_speech(text))


@given(st.lists(BITS, max_size=40).map("".join), st.integers(0, 10_000))
def test_whatever_is_written_no_word_is_said_twice(text, seed):
    parts = said(text, chopped(text, random.Random(seed)))
    assert all(part.strip() for part in parts)
    words = " ".join(parts).split()
    for word in ("there", "trains"):
        assert sum(word in one for one in words) <= text.count(word)


@given(st.lists(st.sampled_from(["word ", "longer, ", "end. "])).map("".join))
def test_no_part_is_longer_than_asked(text):
    parts = said(text, text, limit=40)
    assert all(0 < len(part) <= 40 for part in parts)
    assert squeezed("".join(parts)) == squeezed(for_speech(text))


def test_plain_sentences_come_one_by_one():
    text = "I like trains. They are long. Some are red."
    stream = SpeechStream(limit=100)
    found = {}
    for at, letter in enumerate(text):
        for part in stream.feed(letter):
            found[part] = text[: at + 1]
    assert found == {
        "I like trains.": "I like trains. T",
        "They are long.": "I like trains. They are long. S",
    }
    assert stream.finish() == ["Some are red."]


def test_the_first_that_ends_in_a_cry_is_not_waited_for():
    stream = SpeechStream(limit=100)
    assert stream.feed("Ho ho ho!") == ["Ho ho ho!"]
    assert stream.feed(" Come in!") == []


@pytest.mark.parametrize(
    "front", ["Santa Claus: ", "**Santa Claus:** ", "Santa Claus:\n"]
)
def test_a_speakers_name_in_front_is_left_out(front):
    text = f"{front}Come in! Santa Claus: that is me."
    parts = said(text, text, speaker="Santa Claus")
    assert parts == ["Come in!", "Santa Claus: that is me."]


LONG = "When the wind comes from the east, and the lamp is lit, I sing for 1,000 stars."


@pytest.mark.parametrize(
    ("most", "first"),
    [
        (0, LONG),
        (20, "When the wind comes from the east,"),
        (40, "When the wind comes from the east,"),
        (60, "When the wind comes from the east, and the lamp is lit,"),
        (200, LONG),
    ],
)
def test_a_long_first_sentence_may_begin_with_its_first_clause(most, first):
    parts = said(LONG, LONG, first_clause=most)
    assert parts[0] == first
    assert " ".join(parts) == LONG


def test_later_sentences_are_not_begun_early():
    text = f"Yes. {LONG} {LONG}"
    assert said(text, text, first_clause=20) == ["Yes.", LONG, LONG]


def test_parts_come_in_the_order_of_the_text():
    text = " ".join(WRITTEN[:3])
    parts = said(text, text)
    places = [for_speech(text).find(part) for part in parts]
    assert all(one < other for one, other in pairwise(places))


def test_sentences_of_plain_prose_are_those_of_the_whole():
    text = "Dr. Smith met Mr. Jones at 5 p.m. sharp. They waved! Was it 3.14? Yes."
    assert said(text, text) == split(text)
