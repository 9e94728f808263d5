"""What a voice can say of a text that is still being written."""

# ruff: noqa: RUF001 - scripts with marks of their own

import random
import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.chopping import LONG_TEXTS, MARKED, chopped, in_fours
from tests.text.replies import REPLIES
from text.clean import for_speech
from text.sentences import pieces, split
from text.speech_stream import SpeechStream

SANTA = "Santa Claus"


def said(deltas, **how):
    """Every part that was given out."""
    stream = SpeechStream(**{"limit": 1000, **how})
    found = [part for delta in deltas for part in stream.feed(delta)]
    return [*found, *stream.finish()]


def letters(text):
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(("text", "sentences"), REPLIES.values(), ids=REPLIES)
def test_a_reply_is_said_the_same_however_it_comes(text, sentences):
    assert said([text], speaker=SANTA) == sentences
    assert said(text, speaker=SANTA) == sentences
    for seed in range(8):
        deltas = chopped(text, random.Random(seed))
        assert said(deltas, speaker=SANTA) == sentences


@given(
    MARKED.filter(lambda text: "</think" not in text.lower()),
    st.randoms(),
    st.integers(1, 80),
    st.integers(0, 40),
)
def test_no_word_is_lost_or_said_twice(text, chance, limit, clause):
    parts = said(chopped(text, chance), limit=limit, first_clause=clause)
    assert letters("".join(parts)) == letters(for_speech(text))
    assert all(0 < len(part) <= limit and part == part.strip() for part in parts)
    assert all(map(letters, parts))


def ends(sentences):
    """Behind which letter of the text each ends."""
    return set(accumulate(len(letters(sentence)) for sentence in sentences))


@given(MARKED.filter(lambda text: "</think" not in text.lower()), st.randoms())
def test_the_sentences_are_those_of_the_whole(text, chance):
    parts = ends(said(chopped(text, chance), limit=100_000))
    whole = ends(split(for_speech(text))) - {0}
    assert whole <= parts
    assert len(parts - whole) <= 1  # the first may have been cut at its first mark


PROSE = "Dr. Smith met Mr. Jones at 5 p.m. sharp. She left. Is it $1,000.50? Yes."


def test_plain_sentences_come_with_the_next_letter():
    # Unless that is a T, say, which a T_T would take away again.
    stream = SpeechStream(limit=100)
    found = {}
    for at, letter in enumerate(PROSE):
        for part in stream.feed(letter):
            found[part] = PROSE[: at + 1]
    assert found == {
        "Dr. Smith met Mr. Jones at 5 p.m. sharp.": PROSE[:42],
        "She left.": PROSE[:52],
        "Is it $1,000.50?": PROSE[:69],
    }
    assert stream.finish() == ["Yes."]


REPLY = """
Ho ho ho! Merry Christmas, my dear friend! It is wonderful to hear from you. Dr. Smith
told me you were good this year, i.e. nearly always. The elves work from 5 a.m. to noon.
They made 1,000.50 toys (a record!). Have you written your letter yet? "Not yet," you
may say. Well, there is still time. Mrs. Claus bakes *really* good cookies. What would
you like to find under the tree? Until then, be good — and sleep well!
"""


def test_no_sentence_waits_for_more_than_one_delta():
    text = " ".join(REPLY.split())
    deltas = re.findall(r" ?\S{1,8}", text)
    stream = SpeechStream(limit=1000)
    found: dict[str, int] = {}
    for number, delta in enumerate(deltas):
        found |= dict.fromkeys(stream.feed(delta), number)
    assert len(found) == 11
    for sentence, number in found.items():
        # The delta before brought the end: "*really*" is the only mark in the text.
        assert sentence[-8:] in "".join(deltas[: number + 1])
        assert sentence[-8:] not in "".join(deltas[: number - 1])
    assert len(stream.finish()) == 1


def test_a_cry_at_the_beginning_is_not_waited_for():
    stream = SpeechStream(limit=100)
    assert stream.feed("Ho ho ho!") == ["Ho ho ho!"]
    assert stream.feed("!") == []
    assert stream.feed(" Come in!") == []
    assert stream.finish() == ["Come in!"]


@pytest.mark.parametrize(
    "front",
    ["Santa Claus: ", "**Santa Claus:** ", "**Santa Claus**: ", "Santa Claus:\n\n"],
)
def test_a_speakers_name_in_front_is_left_out(front):
    text = f"{front}Come in! Santa Claus: that is me."
    for deltas in ([text], text):
        parts = said(deltas, speaker=SANTA)
        assert parts == ["Come in!", "Santa Claus: that is me."]


@pytest.mark.parametrize(
    "text", ["Santa Claus is here.", "Santa", "Santa Claus", "Ho: Santa Claus: ho."]
)
def test_a_name_that_is_said_stays(text):
    assert " ".join(said(text, speaker=SANTA)) == text


def test_a_name_alone_is_nothing_to_say():
    assert said("**Santa Claus:**", speaker=SANTA) == []


LONG = "When the wind comes from the east, and the lamp is lit, I sing for 1,000 stars."


@pytest.mark.parametrize(
    ("most", "first"),
    [
        (0, LONG),
        (20, "When the wind comes from the east,"),
        (40, "When the wind comes from the east,"),
        (52, "When the wind comes from the east,"),
        (60, "When the wind comes from the east, and the lamp is lit,"),
        (200, LONG),
    ],
)
def test_a_long_first_sentence_may_begin_with_its_first_clauses(most, first):
    parts = said(LONG, first_clause=most)
    assert parts[0] == first
    assert " ".join(parts) == LONG


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Well, this is a sentence without another comma.", None),
        ("It takes from 5 – 7 days, or so they say here.", "It takes from 5 – 7 days,"),
        (
            "Those 1,000 lamps shine, as every night they do.",
            "Those 1,000 lamps shine,",
        ),
        ("我是圣诞老人，今天我想给你讲一个很长很长的故事。", "我是圣诞老人，"),
        ("The old lamp—it is lit—shines for all of us here.", "The old lamp—"),
    ],
)
def test_a_clause_is_no_scrap_and_no_number(text, first):
    parts = said(text, first_clause=20)
    assert parts[0] == (first or text)


def test_later_sentences_are_not_begun_early():
    text = f"Yes. {LONG} {LONG}"
    assert said(text, first_clause=20) == ["Yes.", LONG, LONG]


def test_a_sentence_over_the_limit_is_cut_while_it_is_written():
    text = ("and the wind, it blew " * 200).strip() + "."
    stream = SpeechStream(limit=100)
    early = [part for letter in text for part in stream.feed(letter)]
    assert [*early, *stream.finish()] == pieces(text, 100)
    assert len(early) >= len(text) // 100


def test_a_limit_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        SpeechStream(limit=0)


def test_what_was_said_of_a_thought_that_nothing_opened_stays_all_that_is_said():
    deltas = ["They greet me. I sh", "ould greet too.</think>", "Santa Claus: Hello!"]
    assert said(deltas, speaker=SANTA) == ["They greet me.", "Hello!"]


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_twenty_thousand_characters_take_no_time(text, time_limit):
    with time_limit(seconds=2):
        parts = said(in_fours(text), first_clause=60, speaker=SANTA)
    assert letters("".join(parts)) == letters(for_speech(text))
