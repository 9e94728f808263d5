"""Speech by espeak-ng: natural timings, 100 languages, a thousandth of real time."""

from __future__ import annotations

from functools import cache

import av
import espeakng_loader
import numpy as np

from sandbox.media.catalog import VoiceSpec
from sandbox.media.emotion import colour_of, speed
from sandbox.media.espeak_library import SOURCE_RATE, EspeakFailed, EspeakLibrary
from sandbox.media.timeline import Phoneme, cues_of, words_of
from sandbox.media.utterance import SAMPLE_RATE, Pcm, Utterance, milliseconds

__all__ = ["EspeakFailed", "EspeakSpeech"]

_TAIL_MS = 120
_AUDIBLE = 200
_PEAK = 24_000

# espeak-ng lists these under tags that it does not accept as names.
_NAMES = {"en-GB": "gmw/en", "en-US": "en-us"}


@cache
def _library() -> EspeakLibrary:
    """The only one of this process: a second would pull the first one's data away."""
    return EspeakLibrary(
        espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
    )


class EspeakSpeech:
    """The engine of choice. Any thread may call it; one text at a time is spoken.

    Raises:
        EspeakFailed: The library or its data cannot be used.
    """

    name = "espeak-ng"

    def __init__(self) -> None:
        self._library = _library()

    def synthesise(
        self, text: str, voice: VoiceSpec, *, rate: float = 1.0, emotion: str = ""
    ) -> Utterance:
        """Speak `text`; see `Speech`."""
        colour = colour_of(emotion)
        base = _NAMES.get(voice.tag, voice.tag.split("-")[0])
        recording = self._library.speak(
            text,
            (f"{base}+{voice.variant}", base, "en"),
            wpm=round(voice.wpm * speed(rate, emotion)),
            pitch=_percent(voice.pitch * colour.pitch),
            melody=_percent(50 * colour.melody),
        )
        pcm = _level(_trim(_resample(bytes(recording.pcm))))
        phonemes = [Phoneme(_ms(at), ipa) for at, ipa in recording.phonemes]
        return Utterance(
            text=text,
            pcm=pcm,
            cues=cues_of(phonemes, milliseconds(len(pcm))),
            words=words_of(text, [(_ms(at), where) for at, where in recording.words]),
        )


def _percent(value: float) -> int:
    return min(100, max(0, round(value)))


def _ms(sample: int) -> float:
    return sample / SOURCE_RATE * 1000


def _resample(pcm: bytes) -> Pcm:
    """From 22.05 to 48 kHz."""
    samples = np.frombuffer(pcm, np.int16)
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "s16", "mono")
    frame.sample_rate = SOURCE_RATE
    resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE)
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([part.to_ndarray()[0] for part in parts]).astype(np.int16)


def _trim(pcm: Pcm) -> Pcm:
    """Cut espeak's long silence at the end, so that the face stops when it stops."""
    audible = np.flatnonzero(np.abs(pcm) > _AUDIBLE)
    if not len(audible):
        return pcm
    return pcm[: audible[-1] + SAMPLE_RATE * _TAIL_MS // 1000]


def _level(pcm: Pcm) -> Pcm:
    """Make every voice equally loud."""
    peak = int(np.abs(pcm.astype(np.int32)).max(initial=0))
    if peak < _AUDIBLE:
        return pcm
    return (pcm * (_PEAK / peak)).astype(np.int16)
