"""Speech to text by pocketsphinx, where it is installed."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from sandbox.voice.segments import RATE, Pcm

_NOISE = 30
_GRAMMAR = "phrases"
_ALIKE = 0.6


class UnknownWords(ValueError):
    """Phrases with words that the recogniser has never heard of."""


class Sphinx:
    """One decoder, of one thread at a time.

    With phrases it hears these and nothing else, reliably; without, it takes free
    dictation in English and mishears much.
    """

    def __init__(self) -> None:
        pocketsphinx: Any = importlib.import_module("pocketsphinx")
        self._decoder = pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL")
        self._noise = np.random.default_rng(0)
        self._phrases: dict[str, str] = {}

    def expect(self, phrases: Sequence[str]) -> None:
        """Hear only these from now on; anything again if there are none.

        Raises:
            UnknownWords: One of them cannot be recognised.
        """
        spoken = {_spoken(phrase): phrase for phrase in phrases if _spoken(phrase)}
        words = {word for phrase in spoken for word in phrase.split()}
        unknown = sorted(w for w in words if self._decoder.lookup_word(w) is None)
        if unknown:
            raise UnknownWords(f"unknown words: {', '.join(unknown)}")
        self._phrases = spoken
        if spoken:
            rule = " | ".join(spoken)
            grammar = f"#JSGF V1.0; grammar {_GRAMMAR}; public <all> = {rule};"
            self._decoder.add_jsgf_string(_GRAMMAR, grammar)
            self._decoder.activate_search(_GRAMMAR)
        else:
            self._decoder.activate_search()

    def transcribe(self, pcm: Pcm) -> str:
        """What was said; nothing if it could not be made out."""
        # Exact digital silence leads the decoder astray.
        noisy = pcm + self._noise.normal(0, _NOISE, len(pcm))
        sound = noisy.clip(-32768, 32767).astype(np.int16).tobytes()
        self._decoder.start_utt()
        self._decoder.process_raw(sound, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return self._written(found.hypstr if found is not None else "")

    def _written(self, heard: str) -> str:
        if not self._phrases:
            return heard
        close = difflib.get_close_matches(heard, self._phrases, 1, _ALIKE)
        return self._phrases[close[0]] if close else ""


def is_installed() -> bool:
    """Whether there is a recogniser at all."""
    return importlib.util.find_spec("pocketsphinx") is not None


def _spoken(phrase: str) -> str:
    return " ".join(re.findall(r"[a-z']+", phrase.lower()))
