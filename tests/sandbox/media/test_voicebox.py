from __future__ import annotations

import numpy as np

from sandbox.media.utterance import Cue, Mouth, Utterance, Word
from sandbox.media.voicebox import Started, Stopped, Voicebox

SECOND = 48_000


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def utterance(text="hello world", seconds=1.0):
    return Utterance(
        text=text,
        pcm=np.full(int(seconds * SECOND), 1000, np.int16),
        cues=[Cue(0, Mouth(0.2)), Cue(500, Mouth(0.8))],
        words=[Word(0, 0, 5), Word(500, 6, 5)],
    )


def a_voicebox():
    told: list[Started | Stopped] = []
    clock = Clock()
    return Voicebox(clock=clock, notify=told.append), told, clock


def test_silence_is_zeros():
    voicebox, told, _ = a_voicebox()
    assert not voicebox.read(960).any()
    assert told == []
    assert voicebox.cue() is None


def test_start_and_stop_are_told_with_the_first_and_the_last_sample():
    voicebox, told, _ = a_voicebox()
    voicebox.say("t1", utterance())
    assert told == []
    voicebox.read(960)
    assert told == [Started("t1", "hello world")]
    voicebox.read(SECOND)
    assert told[1] == Stopped("t1", "hello world", 1000.0)


def test_the_next_utterance_follows_without_a_gap():
    voicebox, told, _ = a_voicebox()
    voicebox.say("t1", utterance(seconds=0.5))
    voicebox.say("t2", utterance(seconds=0.5))
    assert voicebox.read(SECOND).all()
    assert [each.task_id for each in told] == ["t1", "t1", "t2", "t2"]


def test_an_interrupt_tells_what_was_spoken_and_fades_out():
    voicebox, told, _ = a_voicebox()
    voicebox.say("t1", utterance())
    voicebox.say("t2", utterance())
    voicebox.read(SECOND // 4)
    voicebox.interrupt()
    assert told[-1] == Stopped("t1", "hello", 250.0)
    fade = voicebox.read(960)
    assert fade[0] == 1000
    assert not fade[240:].any()
    assert not voicebox.read(960).any()
    assert len(told) == 2


def test_the_mouth_follows_the_clock():
    voicebox, _, clock = a_voicebox()
    voicebox.say("t1", utterance())
    voicebox.read(960)
    assert voicebox.cue().mouth.openness == 0.2
    clock.now = 0.6
    assert voicebox.cue().mouth.openness == 0.8


def test_a_word_counts_as_spoken_once_it_has_begun():
    spoken = utterance()
    assert spoken.spoken_until(0) == ""
    assert spoken.spoken_until(499) == "hello"
    assert spoken.spoken_until(501) == "hello world"
    assert spoken.spoken_until(1000) == "hello world"
