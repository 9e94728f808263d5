"""What the browser's microphones hear: one question, over and over."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from tests.sandbox.voice.sounds import silence, speech

QUESTION = "What is your name?"
RATE = 48_000
EVERY_S = 3.2
"""How often it is asked, counted from one beginning to the next."""


def record_question(file: Path) -> None:
    """Write a WAV file of it, with the pauses around it."""
    asked = speech(QUESTION, rate=RATE)
    before = silence(1.0, RATE)
    after = silence(EVERY_S - (len(before) + len(asked)) / RATE, RATE)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(
            np.concatenate([before, asked, after]).astype("<i2").tobytes()
        )
