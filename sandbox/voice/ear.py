"""One microphone: sound of any form in, beginnings, ends and texts out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import av
import numpy as np

from sandbox.voice.hearing import Hearing
from sandbox.voice.segments import RATE, Began, Ended, Segmenter


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who wants to know, in this order for each utterance.

    Attributes:
        began: Somebody speaks.
        ended: They stopped.
        understood: What they said; nothing if it could not be made out.
    """

    began: Callable[[], None]
    ended: Callable[[], None]
    understood: Callable[[str], None]


class Ear:
    """Listens to one microphone.

    Args:
        hearing: Makes text of it.
        listener: Who wants to know.
        push_to_talk: It listens only between `hold` and `release`.
    """

    def __init__(
        self, hearing: Hearing, listener: Listener, *, push_to_talk: bool = False
    ) -> None:
        self.push_to_talk = push_to_talk
        self._hearing = hearing
        self._listener = listener
        self._segmenter = Segmenter()
        self._held = False
        self._form: tuple[int, str] | None = None
        self._resampler: av.AudioResampler | None = None
        self._order = asyncio.Lock()
        self._understanding: set[asyncio.Task[None]] = set()

    @property
    def speaking(self) -> bool:
        """Whether somebody is in the middle of an utterance."""
        return self._segmenter.speaking

    def hear(self, sound: bytes, *, rate: int, channels: int) -> None:
        """Take in sound: signed 16 bit, little-endian, channels interleaved."""
        pcm = np.frombuffer(sound, "<i2").reshape(1, -1)
        layout = "mono" if channels == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(pcm.astype(np.int16), "s16", layout)
        frame.sample_rate = rate
        self.hear_frame(frame)

    def hear_frame(self, frame: av.AudioFrame) -> None:
        """Take in a frame of a track."""
        if self.push_to_talk and not self._held:
            return
        form = (frame.sample_rate, frame.layout.name)
        if form != self._form:
            self._form = form
            self._resampler = av.AudioResampler("s16", "mono", RATE)
        assert self._resampler is not None
        frame.pts = None
        for piece in self._resampler.resample(frame):
            pcm = piece.to_ndarray().reshape(-1).astype(np.int16, copy=False)
            self._tell(self._segmenter.feed(pcm))

    def hold(self) -> None:
        """Push to talk: all is one utterance from now on."""
        self._held = True
        self._tell(self._segmenter.hold())

    def release(self) -> None:
        """It ends here."""
        self._held = False
        self._tell(self._segmenter.release())

    def close(self) -> None:
        """Hear no more."""
        for task in self._understanding:
            task.cancel()

    def _tell(self, news: Iterable[Began | Ended]) -> None:
        for one in news:
            if isinstance(one, Began):
                self._listener.began()
            else:
                self._listener.ended()
                task = asyncio.ensure_future(self._understand(one))
                self._understanding.add(task)
                task.add_done_callback(self._understanding.discard)

    async def _understand(self, said: Ended) -> None:
        # One after the other: texts come in the order of what was said.
        async with self._order:
            self._listener.understood(await self._hearing.understand(said.pcm))
