# ruff: noqa: RUF001 - IPA letters look like Latin ones
from __future__ import annotations

import pytest

from sandbox.media.utterance import REST
from sandbox.media.visemes import is_stressed, mouths


@pytest.mark.parametrize("phoneme", ["p", "b", "m"])
def test_lip_sounds_close_the_mouth(phoneme):
    (mouth,) = mouths(phoneme)
    assert mouth.closed


@pytest.mark.parametrize("phoneme", ["f", "v"])
def test_f_and_v_put_the_teeth_on_the_lip(phoneme):
    (mouth,) = mouths(phoneme)
    assert mouth.fv


def test_open_vowels_open_wider_than_closed_ones():
    assert mouths("ɑː")[0].openness > mouths("ɛ")[0].openness > mouths("iː")[0].openness


def test_rounded_vowels_purse_and_spread_ones_stretch():
    assert mouths("uː")[0].width < -0.5 < 0.5 < mouths("iː")[0].width


def test_a_diphthong_goes_through_two_shapes():
    first, second = mouths("ˈaʊ")
    assert first.openness > second.openness
    assert second.width < first.width


def test_a_pause_is_rest():
    assert mouths("") == (REST,)


def test_an_unknown_sound_still_moves_the_mouth():
    (mouth,) = mouths("ʘ")
    assert mouth.openness > 0


def test_only_the_main_stress_counts():
    assert is_stressed("ˈɛ")
    assert not is_stressed("ˌɛ")
    assert not is_stressed("ɛ")
