"""Where text is cut, and that nothing is lost by cutting it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.sentence_cases import CASES, LANGUAGES
from text.sentences import boundaries, pieces, split

WORDS = """
Hello the Dr. U.S. 3.14 it's e.g. J. No. 5 well... "Yes!" what? end. https://a.b/c?d.
so, (ok) 你好。 世界、 राम। क्‍ष 👩‍👩‍👧 🇩🇪🇫🇷 ! »
"""
PROSE = st.lists(st.sampled_from([*WORDS.split(), "\n\n", "\t"])).map(" ".join)
TEXT = st.one_of(st.text(), PROSE)
LIMIT = st.integers(min_value=1, max_value=60)


def without_space(text):
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES)
def test_stops_where_a_speaker_would(case):
    expected = [part.strip() for part in case.split("|")]
    assert split(case.replace("|", "")) == expected


def test_the_cases_are_many_and_in_many_languages():
    assert len(set(CASES)) >= 200
    assert len([cases for cases in LANGUAGES.values() if len(cases) >= 10]) >= 8


def test_a_blank_line_ends_a_sentence():
    assert split("A title\n\nA first line\nthat goes on") == [
        "A title",
        "A first line\nthat goes on",
    ]


def test_nothing_has_no_sentences():
    assert split(" \n ") == []


def test_punctuation_alone_stays_together():
    assert split("?! ... !") == ["?! ... !"]


@given(TEXT)
@example("!!! Hi. ...")
def test_sentences_are_the_text(text):
    sentences = split(text)
    assert without_space("".join(sentences)) == without_space(text)
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


@given(TEXT)
def test_boundaries_rise_and_lie_between_sentences(text):
    ends = list(boundaries(text))
    assert ends == sorted(set(ends))
    starts = [0, *ends]
    parts = [text[a:b].strip() for a, b in zip(starts, ends, strict=False)]
    assert parts == split(text)


@given(TEXT, LIMIT)
def test_pieces_are_the_text_within_the_limit(text, limit):
    found = pieces(text, limit)
    assert without_space("".join(found)) == without_space(text)
    assert all(0 < len(piece) <= limit for piece in found)
    assert all(piece == piece.strip() for piece in found)


@given(PROSE, st.integers(min_value=20, max_value=60))
def test_a_sentence_that_fits_is_never_cut(text, limit):
    found = " ".join(pieces(text, limit))
    for sentence in split(text):
        if len(sentence) <= limit:
            assert sentence in found
    joined = [without_space(piece) for piece in pieces(text, limit)]
    cuts = {sum(map(len, joined[:n])) for n in range(1, len(joined))}
    start = 0
    for sentence in split(text):
        inside = range(start + 1, start + len(without_space(sentence)))
        if len(sentence) <= limit:
            assert not cuts.intersection(inside)
        start += len(without_space(sentence))


def test_sentences_share_a_piece_while_they_fit():
    assert pieces("One two. Three four. Five six.", 20) == [
        "One two. Three four.",
        "Five six.",
    ]


def test_a_long_sentence_is_cut_at_its_last_clause():
    text = "When it rains, the street is wet, and nobody goes out at all."
    assert pieces(text, 40) == [
        "When it rains, the street is wet,",
        "and nobody goes out at all.",
    ]


def test_an_early_clause_is_passed_over_for_a_space():
    assert pieces("Well, this sentence has no other clause in it", 24) == [
        "Well, this sentence has",
        "no other clause in it",
    ]


def test_a_word_over_the_limit_is_cut_hard():
    assert pieces("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@pytest.mark.parametrize(
    "character",
    [
        pytest.param("e\u0301", id="combining accent"),
        pytest.param("क्ष", id="Devanagari conjunct"),
        pytest.param("👩‍👩‍👧", id="family"),
        pytest.param("👍🏽", id="skin tone"),
        pytest.param("🇩🇪", id="flag"),
        pytest.param("\ud83d\ude00", id="surrogate pair"),
        pytest.param("\u1112\u1161\u11ab", id="Hangul letters"),
        pytest.param("1\ufe0f\u20e3", id="keycap"),
    ],
)
def test_what_is_read_as_one_character_is_not_cut(character):
    limit = 2 * len(character) + 1 if len(character) > 1 else 3
    for piece in pieces(character * 9, limit):
        assert piece == character * (len(piece) // len(character))


def test_a_character_longer_than_the_limit_must_be_cut():
    assert pieces("👩‍👩‍👧", 3) == ["👩‍👩", "‍👧"]


def test_a_limit_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        pieces("x", 0)


def test_twenty_thousand_characters_keep_to_heygens_limit():
    text = "This is a sentence of some length, said by nobody. " * 400
    found = pieces(text, 1000)
    assert len(found) == 22
    assert all(piece.endswith(".") for piece in found)
