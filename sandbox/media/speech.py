"""What speaking means to the rest of the sandbox, and the best engine at hand."""

from __future__ import annotations

import logging
from typing import Protocol

from sandbox.media.catalog import VoiceSpec
from sandbox.media.tone import ToneSpeech
from sandbox.media.utterance import Utterance

logger = logging.getLogger(__name__)


class Speech(Protocol):
    """A speech engine. It may be called from any thread."""

    name: str

    def synthesise(
        self, text: str, voice: VoiceSpec, *, rate: float = 1.0, emotion: str = ""
    ) -> Utterance:
        """Speak `text`.

        Args:
            text: What to say; anything without words gives a moment of silence.
            voice: Who says it.
            rate: Speed, 1 being the voice's own; kept within 0.5 to 1.5.
            emotion: `excited`, `serious`, `friendly`, `soothing`, `broadcaster`, in
                any case of letters; anything else is neutral.
        """
        ...


def best_speech() -> Speech:
    """The natural engine where it is installed, the built-in tone voice elsewhere."""
    # Imported here because espeak-ng is optional: it carries GPL code.
    try:
        from sandbox.media.espeak import EspeakFailed, EspeakSpeech
    except ImportError:
        logger.info("espeak-ng is not installed; the face uses the tone voice")
        return ToneSpeech()
    try:
        return EspeakSpeech()
    except EspeakFailed as error:
        logger.warning("%s The face uses the tone voice.", error)
        return ToneSpeech()
