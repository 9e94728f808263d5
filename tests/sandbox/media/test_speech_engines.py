from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import espeakng_loader
import numpy as np
import pytest

from sandbox.media.catalog import VOICES
from sandbox.media.espeak import EspeakSpeech
from sandbox.media.espeak_library import EspeakFailed, EspeakLibrary
from sandbox.media.speech import best_speech
from sandbox.media.tone import ToneSpeech

ENGINES = pytest.mark.parametrize("engine", [EspeakSpeech, ToneSpeech])
SENTENCE = "Good morning! How can I help you today?"
MAYA = VOICES[0]


@ENGINES
@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_every_voice_can_be_heard(engine, voice):
    utterance = engine().synthesise(SENTENCE, voice)
    assert 1000 < utterance.duration_ms < 6000
    assert np.abs(utterance.pcm).max() > 5000


@ENGINES
def test_every_word_is_announced_in_order(engine):
    utterance = engine().synthesise(SENTENCE, MAYA)
    words = [SENTENCE[word.start :][: word.length] for word in utterance.words]
    times = [word.at_ms for word in utterance.words]
    assert words == SENTENCE.split()
    assert times == sorted(times)
    assert times[-1] < utterance.duration_ms


@ENGINES
def test_the_mouth_opens_and_closes_within_the_sound(engine):
    utterance = engine().synthesise("Mama, papa, hello.", MAYA)
    times = [cue.at_ms for cue in utterance.cues]
    assert times == sorted(times)
    assert min(times) >= 0
    assert max(times) <= utterance.duration_ms
    assert any(cue.mouth.closed for cue in utterance.cues)
    assert any(cue.mouth.openness > 0.5 for cue in utterance.cues)
    assert any(cue.stressed for cue in utterance.cues)


@ENGINES
@pytest.mark.parametrize("text", ["", "   ", "...", "\0", "…—!", "😀"])
def test_a_text_without_words_does_no_harm(engine, text):
    assert engine().synthesise(text, MAYA).duration_ms < 1500


@ENGINES
def test_a_script_of_another_language_is_spoken_somehow(engine):
    assert engine().synthesise("你好。世界。Привет!", MAYA).duration_ms > 300


@ENGINES
def test_the_rate_changes_the_pace_within_bounds(engine):
    def duration(rate):
        return engine().synthesise(SENTENCE, MAYA, rate=rate).duration_ms

    assert duration(1.4) < duration(1.0) < duration(0.7)
    assert duration(9) == pytest.approx(duration(1.5), rel=0.05)


@ENGINES
def test_an_emotion_changes_the_pace_in_any_case_of_letters(engine):
    def duration(emotion):
        return engine().synthesise(SENTENCE, MAYA, emotion=emotion).duration_ms

    assert duration("Soothing") > duration("") > duration("EXCITED")
    assert duration("unheard of") == pytest.approx(duration(""), rel=0.02)


def test_santa_speaks_slower_than_maya():
    santa = next(voice for voice in VOICES if voice.name == "Santa")
    speech = EspeakSpeech()
    slow = speech.synthesise(SENTENCE, santa).duration_ms
    assert slow > 1.15 * speech.synthesise(SENTENCE, MAYA).duration_ms


def test_two_voices_in_two_threads_do_not_disturb_each_other():
    together = threading.Barrier(2)

    def speak(voice):
        together.wait()
        return [EspeakSpeech().synthesise(SENTENCE, voice) for _ in range(20)]

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(speak, (VOICES[0], VOICES[6]))
    assert {len(utterance.words) for utterance in (*one, *other)} == {8}


def test_the_best_engine_here_is_espeak():
    assert best_speech().name == "espeak-ng"


def test_a_library_that_is_not_there_is_reported(tmp_path):
    with pytest.raises(EspeakFailed, match="cannot be loaded"):
        EspeakLibrary(str(tmp_path / "none.so"), espeakng_loader.get_data_path())


def test_every_voice_has_its_own_id():
    assert len({voice.voice_id for voice in VOICES}) == len(VOICES)
    assert all(len(voice.voice_id) == 32 for voice in VOICES)
