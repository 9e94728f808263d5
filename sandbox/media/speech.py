"""What speaking means to the rest of the sandbox, and the best engine at hand."""

from __future__ import annotations

from typing import Protocol

from sandbox.media.catalog import VoiceSpec
from sandbox.media.utterance import Utterance


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
    raise NotImplementedError
