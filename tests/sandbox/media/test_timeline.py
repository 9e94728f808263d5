# ruff: noqa: RUF001 - IPA letters look like Latin ones
from __future__ import annotations

from sandbox.media.timeline import Phoneme, cues_of, words_of


def test_the_second_half_of_a_diphthong_comes_half_way():
    cues = cues_of([Phoneme(100, "ˈaɪ"), Phoneme(300, "t")], end_ms=400)
    assert [cue.at_ms for cue in cues] == [100, 200, 300]
    assert [cue.stressed for cue in cues] == [True, True, False]


def test_words_are_found_though_the_engine_points_beside_them():
    text = "Hello “friend”, you"
    words = words_of(text, [(0, 0), (400, 7), (900, 16)])
    found = [text[word.start :][: word.length] for word in words]
    assert found == ["Hello", "“friend”,", "you"]


def test_a_word_announced_twice_counts_once():
    assert len(words_of("3.5 is", [(0, 0), (100, 1), (200, 4)])) == 2


def test_nothing_is_announced_for_an_empty_text():
    assert words_of("", [(0, 0)]) == []
