from __future__ import annotations

import random
from itertools import pairwise

import pytest

from sandbox.media.motion import Motion
from sandbox.media.utterance import Cue, Mouth

AH = Cue(0, Mouth(0.9, 0.1), stressed=True)
SECONDS = 25


def poses(motion, count, cue=None):
    return [motion.step(cue) for _ in range(count)]


@pytest.fixture
def motion():
    return Motion(random.Random(3))


def test_it_blinks_every_few_seconds(motion):
    shut = [pose.gaze.lids < 0.1 for pose in poses(motion, 60 * SECONDS)]
    blinks = sum(now and not before for before, now in pairwise(shut))
    assert 10 <= blinks <= 32


def test_it_breathes_and_sways_without_a_jerk(motion):
    seen = poses(motion, 20 * SECONDS)
    assert {round(pose.breath, 1) for pose in seen} >= {0.0, 0.5, 1.0}
    pairs = list(pairwise(seen))
    assert max(abs(b.x - a.x) for a, b in pairs) < 0.2
    assert max(abs(b.tilt - a.tilt) for a, b in pairs) < 0.2


def test_the_mouth_rests_in_silence_and_opens_on_a_vowel(motion):
    assert poses(motion, 3)[-1].mouth == Mouth()
    assert poses(motion, 3, AH)[-1].mouth.openness > 0.8


def test_lips_close_at_once(motion):
    poses(motion, 3, AH)
    assert motion.step(Cue(0, Mouth(closed=True))).mouth.closed


def test_brows_go_up_as_a_sentence_begins_and_come_down_again(motion):
    poses(motion, SECONDS)
    assert max(pose.brows for pose in poses(motion, 12, AH)) > 0.6
    assert poses(motion, SECONDS, AH)[-1].brows < 0.2


def test_a_stressed_syllable_makes_it_nod(motion):
    quiet = Motion(random.Random(3))
    nod = max(
        spoken.y - still.y
        for spoken, still in zip(
            poses(motion, 12, AH), poses(quiet, 12, None), strict=True
        )
    )
    assert nod > 0.2


def test_it_glances_aside_while_thinking(motion):
    motion.thinking = True
    gaze = poses(motion, 2)[-1].gaze
    assert (gaze.x, gaze.y) == (0.75, -0.75)


def test_it_leans_in_while_listening(motion):
    motion.listening = True
    assert poses(motion, 2 * SECONDS)[-1].size > 1.01


def test_two_faces_do_not_move_alike():
    one, other = Motion(random.Random(1)), Motion(random.Random(2))
    assert poses(one, SECONDS) != poses(other, SECONDS)
