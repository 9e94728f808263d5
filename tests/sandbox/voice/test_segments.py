"""When somebody speaks, told from the sound alone."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.voice.segments import RATE, Began, Ended, Segmenter
from tests.sandbox.voice.sounds import noise, pieces, silence, speech


def heard(segmenter, *sounds):
    return [
        news
        for piece in pieces(np.concatenate(sounds))
        for news in segmenter.feed(piece)
    ]


def test_a_sentence_begins_once_and_ends_once_with_all_of_its_sound():
    sentence = speech("Hello Santa, how are you today?")
    news = heard(Segmenter(), silence(1), sentence, silence(1))
    assert [type(one) for one in news] == [Began, Ended]
    assert len(sentence) <= len(news[1].pcm) < len(sentence) + RATE


def test_two_sentences_with_a_pause_are_two_utterances():
    sentence = speech("Hello there.")
    news = heard(Segmenter(), sentence, silence(1), sentence, silence(1))
    assert [type(one) for one in news] == [Began, Ended, Began, Ended]


@pytest.mark.parametrize("level", [0, 100, 1000])
def test_silence_and_steady_noise_are_nobody(level):
    segmenter = Segmenter()
    heard(segmenter, noise(25, level))
    assert heard(segmenter, noise(5, level)) == []


def test_speech_is_found_over_noise():
    sentence = speech("Hello Santa, how are you today?")
    segmenter = Segmenter()
    assert heard(segmenter, noise(3, 150)) == []
    loud = sentence + noise(len(sentence) / RATE, 150)[: len(sentence)]
    news = heard(segmenter, loud, noise(1, 150))
    assert [type(one) for one in news] == [Began, Ended]


def test_a_click_is_nobody():
    click = np.full(RATE // 50, 20_000, np.int16)
    assert heard(Segmenter(), silence(1), click, silence(1)) == []


def test_endless_speech_is_cut_at_thirty_seconds():
    long = np.concatenate([speech("And so on and so on. ")] * 30)[: 31 * RATE]
    news = heard(Segmenter(), long)
    assert isinstance(news[1], Ended)
    assert len(news[1].pcm) == 30 * RATE


def test_what_is_held_is_one_utterance_pauses_and_all():
    segmenter = Segmenter()
    assert [*segmenter.hold()] == [Began()]
    assert heard(segmenter, silence(2)) == []
    (ended,) = segmenter.release()
    assert isinstance(ended, Ended)
    assert abs(len(ended.pcm) - 2 * RATE) < RATE / 50
    assert [*segmenter.release()] == []
