"""What the sandbox understands of speech, and what a test tells it to understand."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.voice.segments import Pcm

_RECOGNISER = "sandbox.voice.recogniser"
_KEPT = 200


class Hearing:
    """Turns utterances into text.

    A transcript that was typed in beforehand wins, in the order typed. Otherwise
    pocketsphinx listens, where it is installed; otherwise nothing is understood.

    Attributes:
        transcripts: Typed transcripts that wait for an utterance.
        phrases: All that can be said; nothing for free dictation.
        heard: What was understood lately, the empty text included.
    """

    def __init__(self) -> None:
        self.transcripts: deque[str] = deque()
        self.phrases: Sequence[str] = ()
        self.heard: deque[str] = deque(maxlen=_KEPT)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hearing")
        self._sphinx: Any = None

    @property
    def engine(self) -> str:
        """`pocketsphinx`, or `none` where only typed transcripts are understood."""
        installed = importlib.util.find_spec("pocketsphinx") is not None
        return "pocketsphinx" if installed else "none"

    async def expect(self, phrases: Sequence[str]) -> None:
        """Hear only these from now on; anything again if there are none.

        Raises:
            ValueError: They hold words that cannot be recognised.
        """
        if self.engine != "none" and (phrases or self.phrases):
            await self._in_thread(self._expect, phrases)
        self.phrases = tuple(phrases)

    async def understand(self, pcm: Pcm) -> str:
        """What was said; nothing if it could not be made out."""
        if self.transcripts:
            text = self.transcripts.popleft()
        elif self.engine == "none":
            text = ""
        else:
            text = await self._in_thread(self._transcribe, pcm)
        self.heard.append(text)
        return text

    async def reset(self) -> None:
        """Forget what was typed, expected and heard."""
        self.transcripts.clear()
        self.heard.clear()
        await self.expect(())

    async def _in_thread(self, work: Any, *given: Any) -> Any:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, *given)

    def _expect(self, phrases: Sequence[str]) -> None:
        self._loaded().expect(phrases)

    def _transcribe(self, pcm: Pcm) -> str:
        text: str = self._loaded().transcribe(pcm)
        return text

    def _loaded(self) -> Any:
        # Loaded when first needed: 0.4 s and 120 MB that most uses never pay for.
        if self._sphinx is None:
            self._sphinx = importlib.import_module(_RECOGNISER).Sphinx()
        return self._sphinx
