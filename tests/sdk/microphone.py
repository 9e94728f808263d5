"""What somebody says into the browser's fake microphone."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from tests.sandbox.voice.sounds import silence, speech

RATE = 48_000
QUESTION = "What is your name?"
"""Said once, half a second after the microphone is opened."""

OTHERS = ("Tell me about the reindeer.", "Good bye, Santa!", "What time is it?")
"""What could have been said as well, so that the recogniser has to listen."""


def record(file: Path) -> Path:
    """Write it to a file, as Chromium takes it."""
    parts = [silence(0.5, RATE), speech(QUESTION, rate=RATE), silence(1.0, RATE)]
    with wave.open(str(file), "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(np.concatenate(parts).tobytes())
    return file


def flags(file: Path) -> tuple[str, ...]:
    """What Chromium needs to be given, to hear it once and ask nobody."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}%noloop",
    )
