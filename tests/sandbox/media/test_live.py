"""Sound that is spoken while it is still coming."""

from __future__ import annotations

import numpy as np

from sandbox.media.live import RATE_IN, LiveUtterance
from sandbox.media.utterance import REST, SAMPLE_RATE, Cue
from sandbox.media.voicebox import Started, Stopped, Voicebox


def tone(seconds, level=8000):
    samples = np.arange(int(seconds * RATE_IN))
    wave = level * np.sin(samples * 2 * np.pi * 300 / RATE_IN)
    return wave.astype("<i2").tobytes()


def a_voicebox():
    told: list[Started | Stopped] = []
    return Voicebox(clock=lambda: 0.0, notify=told.append), told


def test_what_comes_sounds_as_long_as_it_was():
    utterance = LiveUtterance()
    for _ in range(5):
        utterance.append(tone(0.2))
    utterance.finish()
    assert abs(utterance.duration_ms - 1000) < 2
    assert np.abs(utterance.pcm).max() > 6000


def test_the_mouth_opens_with_the_sound_and_closes_without():
    utterance = LiveUtterance()
    utterance.append(tone(0.5) + bytes(RATE_IN) + tone(0.01))
    loud, silent = utterance.cue_at(200), utterance.cue_at(800)
    assert loud
    assert loud.mouth.openness > 0.5
    assert silent == Cue(800.0, REST)
    assert LiveUtterance().cue_at(0) is None


def test_odd_bytes_and_nothing_at_all_do_no_harm():
    utterance = LiveUtterance()
    utterance.append(b"")
    utterance.append(b"\x01")
    utterance.append(tone(0.1) + b"\x01")
    utterance.finish()
    utterance.finish()
    assert abs(utterance.duration_ms - 100) < 2


def test_a_voice_that_runs_dry_waits_and_goes_on():
    voicebox, told = a_voicebox()
    utterance = LiveUtterance()
    voicebox.say("t1", utterance)
    utterance.append(tone(0.1))
    assert np.abs(voicebox.read(SAMPLE_RATE // 2)).max() > 6000
    assert not voicebox.read(SAMPLE_RATE).any()
    assert voicebox.speaking
    utterance.append(tone(0.1))
    utterance.finish()
    assert voicebox.read(SAMPLE_RATE).any()
    assert told[0] == Started("t1", "")
    assert isinstance(told[1], Stopped)
    assert abs(told[1].duration_ms - 200) < 2


def test_the_next_one_waits_until_the_first_is_complete():
    voicebox, told = a_voicebox()
    first, second = LiveUtterance(), LiveUtterance()
    voicebox.say("t1", first)
    voicebox.say("t2", second)
    first.append(tone(0.1))
    second.append(tone(0.1))
    voicebox.read(SAMPLE_RATE)
    assert [moment.task_id for moment in told] == ["t1"]
    first.finish()
    second.finish()
    voicebox.read(SAMPLE_RATE)
    assert [moment.task_id for moment in told] == ["t1", "t1", "t2", "t2"]
