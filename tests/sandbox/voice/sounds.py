"""What a test can put before a microphone: speech, noise and silence."""

from __future__ import annotations

import av
import numpy as np

from sandbox.media.catalog import VOICES
from sandbox.media.espeak import EspeakSpeech
from sandbox.voice.segments import RATE

MAYA, SANTA = VOICES[0], VOICES[1]


def speech(text, voice=SANTA, rate=RATE):
    """A sentence, mono, signed 16 bit."""
    spoken = EspeakSpeech().synthesise(text, voice)
    frame = av.AudioFrame.from_ndarray(spoken.pcm.reshape(1, -1), "s16", "mono")
    frame.sample_rate = 48_000
    resampler = av.AudioResampler("s16", "mono", rate)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().reshape(-1) for piece in pieces])


def silence(seconds, rate=RATE):
    return np.zeros(int(seconds * rate), np.int16)


def noise(seconds, level, rate=RATE):
    loud = np.random.default_rng(1).normal(0, level, int(seconds * rate))
    return loud.astype(np.int16)


def utterance(text, voice=SANTA, rate=RATE):
    """A sentence between two silences, long enough to be heard to end."""
    parts = [silence(0.3, rate), speech(text, voice, rate), silence(1.0, rate)]
    return np.concatenate(parts)


def pieces(pcm, size=512):
    """As a client sends it, `size` samples at a time."""
    return [pcm[start : start + size] for start in range(0, len(pcm), size)]
