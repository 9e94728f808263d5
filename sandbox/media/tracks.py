"""The two media tracks of a face, each paced by its own clock."""

from __future__ import annotations

import asyncio
import fractions
import logging
from collections.abc import Awaitable, Callable

import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from sandbox.media.utterance import SAMPLE_RATE, Pcm

FPS = 25
_AUDIO_SAMPLES = SAMPLE_RATE // 50
_VIDEO_CLOCK = 90_000

logger = logging.getLogger(__name__)


class _Pace:
    """Ticks every `period_s`; after a stall it goes on from now, never in a burst."""

    _WORST_LATENESS_S = 0.1

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._due: float | None = None
        self.ticks = 0

    async def tick(self) -> int:
        """Wait for the next tick; its number, counting the missed ones."""
        now = asyncio.get_running_loop().time()
        if self._due is None:
            self._due = now
            return 0
        self._due += self._period_s
        self.ticks += 1
        late = now - self._due
        if late > self._WORST_LATENESS_S:
            missed = int(late / self._period_s)
            self._due += missed * self._period_s
            self.ticks += missed
        await asyncio.sleep(max(0.0, self._due - now))
        return self.ticks


class VoiceTrack(MediaStreamTrack):
    """20 ms of sound at a time: 48 kHz mono."""

    kind = "audio"

    def __init__(self, read: Callable[[int], Pcm]) -> None:
        super().__init__()
        self._read = read
        self._pace = _Pace(_AUDIO_SAMPLES / SAMPLE_RATE)

    async def recv(self) -> AudioFrame:
        """The next frame; aiortc's sender asks for it."""
        if self.readyState != "live":
            raise MediaStreamError
        tick = await self._pace.tick()
        if self.readyState != "live":
            raise MediaStreamError
        try:
            pcm = self._read(_AUDIO_SAMPLES)
        except Exception:
            # aiortc ends the track for good on any exception, with a bare warning.
            logger.exception("The face's voice failed; it goes on with silence")
            pcm = _silence(_AUDIO_SAMPLES)
        frame = AudioFrame.from_ndarray(pcm.reshape(1, -1), "s16", "mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = tick * _AUDIO_SAMPLES
        frame.time_base = fractions.Fraction(1, SAMPLE_RATE)
        return frame

    def stop(self) -> None:
        """End, and let go of the voice: whoever published it may be long remembered."""
        super().stop()
        self._read = _silence


class FaceTrack(MediaStreamTrack):
    """25 pictures a second; the last one again when drawing fails."""

    kind = "video"

    def __init__(self, draw: Callable[[], Awaitable[VideoFrame]]) -> None:
        super().__init__()
        self._draw = draw
        self._pace = _Pace(1 / FPS)
        self._last: VideoFrame | None = None

    async def recv(self) -> VideoFrame:
        """The next frame; aiortc's sender asks for it."""
        if self.readyState != "live":
            raise MediaStreamError
        tick = await self._pace.tick()
        if self.readyState != "live":
            raise MediaStreamError
        frame = await self._next()
        frame.pts = tick * _VIDEO_CLOCK // FPS
        frame.time_base = fractions.Fraction(1, _VIDEO_CLOCK)
        return frame

    def stop(self) -> None:
        """End, and let go of the face and its last picture."""
        super().stop()
        self._draw = _nothing
        self._last = None

    async def _next(self) -> VideoFrame:
        try:
            picture = await self._draw()
        except Exception:
            # As above; without any picture yet there is nothing to fall back on.
            logger.exception("The face could not be drawn")
            if self._last is None:
                raise
            return self._last
        if self.readyState == "live":
            self._last = picture
        return picture


def _silence(samples: int) -> Pcm:
    return np.zeros(samples, np.int16)


async def _nothing() -> VideoFrame:
    raise MediaStreamError
