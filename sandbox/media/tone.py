"""The built-in voice: syllables hummed from harmonics, for when no engine is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from sandbox.media.catalog import VoiceSpec
from sandbox.media.emotion import colour_of, speed
from sandbox.media.timeline import Phoneme, cues_of, words_of
from sandbox.media.utterance import SAMPLE_RATE, Utterance, milliseconds
from sandbox.media.visemes import MAIN_STRESS

_VOWEL_MS, _CONSONANT_MS, _WORD_GAP_MS, _STOP_MS = 120.0, 55.0, 45.0, 260.0
_USUAL_WPM = 160
_LEVEL = 9000
_HARMONICS = np.arange(1, 25)

# Each vowel's two strongest resonances in Hz.
_FORMANTS: Mapping[str, tuple[float, float]] = {
    "a": (800, 1300),
    "ɛ": (560, 1800),
    "i": (300, 2250),
    "o": (470, 850),
    "u": (320, 720),
}
_LETTERS: Mapping[str, str] = {
    **dict(zip("aeiouyäöüéèáíóúąęàâêîôû", "aɛiouiɛouɛɛaioaɛaaɛiou", strict=False)),
    **dict(zip("bcdfghjklmnpqrstvwxz", "bkdfghjklmnpkrstvwsz", strict=True)),
}
_FRICATIVES, _VOICED = frozenset("fhsz"), frozenset("lmnrvwjzbdg")

Sound = NDArray[np.float64]


class ToneSpeech:
    """Babble with the rhythm and mouth of the text, from numpy alone."""

    name = "tone"

    def synthesise(
        self, text: str, voice: VoiceSpec, *, rate: float = 1.0, emotion: str = ""
    ) -> Utterance:
        """Hum `text`; see `Speech`."""
        stretch = _USUAL_WPM / (voice.wpm * speed(rate, emotion))
        colour = colour_of(emotion)
        base_hz = (90 if voice.gender == "male" else 165) * (
            0.75 + voice.pitch * colour.pitch / 200
        )
        sounds: list[Sound] = []
        phonemes: list[Phoneme] = []
        marks: list[tuple[float, int]] = []
        samples = 0
        for offset, ipa, length_ms in _plan(text):
            at_ms = milliseconds(samples)
            phonemes.append(Phoneme(at_ms, ipa))
            if offset is not None:
                marks.append((at_ms, offset))
            melody = 1 + 0.12 * colour.melody * np.sin(len(phonemes) * 0.9)
            sounds.append(_sound(ipa, length_ms * stretch, base_hz * melody))
            samples += len(sounds[-1])
        pcm = (np.concatenate(sounds) * _LEVEL).astype(np.int16)
        end_ms = milliseconds(len(pcm))
        return Utterance(text, pcm, cues_of(phonemes, end_ms), words_of(text, marks))


def _plan(text: str) -> Iterator[tuple[int | None, str, float]]:
    """Word offset (on a word's first sound), IPA and length in ms of each sound."""
    for token in re.finditer(r"\S+", text):
        letters = [letter for letter in token.group().lower() if letter.isalnum()]
        stress = MAIN_STRESS
        for index, letter in enumerate(letters):
            offset = None if index else token.start()
            ipa = _LETTERS.get(letter, "aɛiou"[ord(letter) % 5])
            if ipa in _FORMANTS:
                yield offset, stress + ipa, _VOWEL_MS
                stress = ""
            else:
                yield offset, ipa, _CONSONANT_MS
        yield None, "", _STOP_MS if token.group()[-1] in ".!?:;" else _WORD_GAP_MS
    yield None, "", _WORD_GAP_MS


def _sound(ipa: str, length_ms: float, hz: float) -> Sound:
    count = int(length_ms / 1000 * SAMPLE_RATE)
    symbol = ipa[-1:]
    if not symbol:
        return np.zeros(count)
    edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 480)
    if symbol in _FRICATIVES:
        noise = np.random.default_rng(count).standard_normal(count)
        return 0.12 * edge * np.diff(noise, prepend=0.0)
    if symbol in _FORMANTS:
        return edge * _hum(count, hz, _FORMANTS[symbol])
    if symbol in _VOICED:
        return 0.35 * edge * _hum(count, hz, (250, 1100))
    return np.zeros(count)


def _hum(count: int, hz: float, formants: tuple[float, float]) -> Sound:
    """A buzz of harmonics, louder near the formants: peak about 1."""
    tones = _HARMONICS * hz
    gains = sum(np.exp(-(((tones - f) / (0.25 * f + 60)) ** 2)) for f in formants)
    gains = (gains + 0.08) / _HARMONICS**0.5
    phase = 2 * np.pi * np.arange(count)[:, None] / SAMPLE_RATE * tones
    hum: Sound = np.sin(phase) @ gains
    return hum / max(1e-9, float(np.abs(hum).max()))
