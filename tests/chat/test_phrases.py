"""Words and phrases in any dress, and across the gap between two sentences."""

# ruff: noqa: RUF001 - look-alikes of Latin letters are the point here

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.phrases import Phrases


def found(words, text, before=""):
    return Phrases([("rule", words)]).find(text, before) is not None


@pytest.mark.parametrize(
    "text",
    [
        "kill",
        "Do not KILL it!",
        "(kill)",
        "kill-joy",
        "«kill»",
        "kíll",
        "ki\u0308ll",
        "k\u200bill",
        "k\u00adi\u00adl\u00adl",
        "ki\u2060ll\ufeff",
        "\u202ekill",
        "k\U000e0061ill",
        "ki\x07ll",
        "ｋｉｌｌ",
        "𝐤𝐢𝐥𝐥",
        "ⓚⓘⓛⓛ",
        "k\u0336i\u0336l\u0336l\u0336",
        "kıll",
        "kiłł",
        "我kill你",
        "kill's",
        "_kill_",
        "Kill\nme",
    ],
)
def test_a_word_is_found_in_every_dress(text):
    assert found(["kill"], text)


@pytest.mark.parametrize(
    "text",
    ["skill", "kills", "killjoy", "kill3", "ki ll", "k.i.l.l", "", "…", "👍", "kil"],
)
def test_a_word_is_not_found_inside_another(text):
    assert not found(["kill"], text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Café", "the CAFE there"),
        ("cafe", "the café there"),
        ("straße", "STRASSE"),
        ("ＦＵＬＬ", "full"),
        ("смерть", "СМЕРТЬ"),
        ("ёлка", "елка"),
        ("σοφός", "ΣΟΦΟΣ"),
        ("مُحَرَّم", "محرم"),
        ("خمر", "خـمـر"),
        ("שָׁלוֹם", "שלום"),
        ("युद्ध", "यह युद्ध है"),
        ("18+", "only 18 and up"),
    ],
)
def test_case_accents_and_points_make_no_difference(word, text):
    assert found([word], text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("kill joy", "kill joy"),
        ("kill joy", "Kill  -  Joy!"),
        ("kill-joy", "kill, joy"),
        ("kill joy", "kill\n\njoy"),
        ("isn't real", "It isn’t real."),
        ("a b c", "x a, b... c y"),
        ("bad bad dog", "bad bad bad dog"),
    ],
)
def test_what_stands_between_the_words_of_a_phrase_does_not_matter(word, text):
    assert found([word], text)


@pytest.mark.parametrize("text", ["killjoy", "kill the joy", "joy kill", "kill joys"])
def test_a_phrase_is_its_words_in_their_order_and_no_others(text):
    assert not found(["kill joy"], text)


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("elect*", "the Elections!", True),
        ("elect*", "elect", True),
        ("elect*", "reelect", False),
        ("elect*", "elec", False),
        ("élect*", "electoral", True),
        ("vote for*", "vote forever", True),
        ("vote for*", "vote 4 ever", False),
        ("vote for*", "vote", False),
        ("*", "anything", False),
    ],
)
def test_a_star_at_the_end_is_any_ending(word, text, there):
    assert found([word], text) is there


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("啤酒", "我想喝啤酒了", True),
        ("啤酒", "我想喝啤。酒", True),
        ("啤酒", "啤\u200b酒", True),
        ("啤酒", "酒啤", False),
        ("ビール", "冷たいﾋﾞｰﾙを飲む", True),
        ("ばか", "このばかもの", True),
        ("ばか", "はか", False),
        ("はか", "ばか", False),
        ("เบียร์", "ฉันดื่มเบียร์เย็น", True),
        ("술", "술을 마셔요", True),
        ("술", "마술사", False),
        ("가", "각", False),
    ],
)
def test_scripts_without_spaces_are_searched_and_korean_has_particles(
    word, text, there
):
    assert found([word], text) is there


@pytest.mark.parametrize(
    ("before", "text", "there"),
    [
        ("We could kill", "joy with it.", True),
        ("We could kill.", "Joy is gone.", True),
        ("We could", "kill joy", True),
        ("I kill joy.", "And then?", False),
        ("I kill joy. We kill", "joy too.", True),
        ("We could skill", "joy with it.", False),
        ("joy", "kill", False),
        ("", "joy", False),
        ("kill", "", False),
    ],
)
def test_a_phrase_does_not_slip_through_between_two_sentences(before, text, there):
    assert found(["kill joy"], text, before) is there


def test_a_word_that_was_said_before_is_not_held_against_the_next_sentence():
    assert not found(["kill", "elect*"], "All is well.", "They kill the elected.")


def test_a_phrase_reaches_back_over_as_many_words_as_it_needs():
    words = ["a b c d e", "x"]
    assert found(words, "e", "and so a b c d")
    assert found(words, "d e", "and so a b c")
    assert not found(words, "e", "a b x c d")


def test_a_long_story_before_is_not_cut_inside_a_word():
    words = ["kill joy now"]
    assert not found(words, "now", "x" * 400 + " s" + "kill joy" + "!" * 492)
    assert found(words, "now", "x " * 400 + "kill joy")


@given(text=st.text(), before=st.text())
def test_any_text_can_be_checked(text, before):
    assert not found(["\x00\x01", "🎅"], text, before)


@given(
    word=st.text("abcé", min_size=1, max_size=3),
    texts=st.lists(st.text("abcé", max_size=4), max_size=8),
)
def test_a_word_is_found_exactly_where_it_is_a_word_of_the_text(word, texts):
    plain = [text.replace("é", "e") for text in texts]
    assert found([word], " ".join(texts)) is (word.replace("é", "e") in plain)


@given(
    words=st.lists(st.sampled_from("abc"), min_size=1, max_size=12),
    phrase=st.lists(st.sampled_from("abc"), min_size=1, max_size=3),
    cut=st.integers(0, 12),
)
def test_cut_anywhere_a_phrase_is_found_exactly_once(words, phrase, cut):
    """In the first part, or with it before the second part: never lost, never twice."""
    first, second = " ".join(words[:cut]), " ".join(words[cut:])
    size = len(phrase)
    ends = [n + size for n in range(len(words)) if words[n : n + size] == phrase]
    rule = [" ".join(phrase)]
    assert found(rule, first) is any(end <= cut for end in ends)
    assert found(rule, second, first) is any(end > cut for end in ends)
