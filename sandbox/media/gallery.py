"""The painted avatars: made once per size, off the event loop, shared by sessions."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal, TypeVar

from av import VideoFrame

from sandbox.media.drawing.artwork import Artwork
from sandbox.media.drawing.characters import CHARACTERS
from sandbox.media.drawing.compositor import Compositor, Pose
from sandbox.media.drawing.planes import Matrix
from sandbox.media.motion import Motion

Quality = Literal["low", "medium", "high"]
K = TypeVar("K")
T = TypeVar("T")

SIZES: Mapping[Quality, tuple[int, int]] = {
    "medium": (854, 480),
    "high": (1280, 720),
    "low": (640, 360),
}
"""Width and height in pixels. Source: the vendor's table of qualities."""
SKETCH_SIZE = (320, 180)
AT_REST: Pose = Motion(random.Random(0)).step(None)
"""How every artwork has been drawn once, so that the parts for it are there."""

Key = tuple[str, Quality, Matrix]
"""Avatar id, size, and the colour matrix its viewer decodes with."""


class Gallery:
    """Every artwork of this process. At most two dozen exist, so none is dropped.

    An artwork takes up to half a second to paint. A sketch takes a tenth of that, and
    one does for every size: it is what a viewer sees who comes before the artwork.

    Args:
        paint: Makes an artwork; it runs on the gallery's own thread.
        sketch: Makes a sketch, an avatar at rest; it runs on another one.
    """

    def __init__(
        self,
        paint: Callable[[str, Quality, Matrix], Artwork],
        sketch: Callable[[str, Matrix], VideoFrame],
    ) -> None:
        self._paint = paint
        self._sketch = sketch
        self._painters = ThreadPoolExecutor(1, thread_name_prefix="paint")
        self._sketchers = ThreadPoolExecutor(1, thread_name_prefix="sketch")
        self._artworks: dict[Key, Future[Artwork]] = {}
        self._sketches: dict[tuple[str, Matrix], Future[VideoFrame]] = {}

    def request(self, key: Key) -> None:
        """Have it painted, unless it is already, and sketched until it is."""
        if not self.has(key):
            self._sketched(key[0], key[2])
            self._painted(key)

    def has(self, key: Key) -> bool:
        """Whether the artwork is ready."""
        known = self._artworks.get(key)
        return known is not None and known.done() and not known.exception()

    async def artwork(self, key: Key) -> Artwork:
        """The artwork, once it is ready."""
        return await _shared(self._painted(key))

    async def sketch(self, avatar_id: str, matrix: Matrix) -> VideoFrame:
        """The avatar at rest, once it is sketched; everybody's, so only to be read."""
        return await _shared(self._sketched(avatar_id, matrix))

    def _painted(self, key: Key) -> Future[Artwork]:
        return _once(
            self._artworks, key, lambda: self._painters.submit(self._paint, *key)
        )

    def _sketched(self, avatar_id: str, matrix: Matrix) -> Future[VideoFrame]:
        return _once(
            self._sketches,
            (avatar_id, matrix),
            lambda: self._sketchers.submit(self._sketch, avatar_id, matrix),
        )


def painted(avatar_id: str, quality: Quality, matrix: Matrix) -> Artwork:
    """An avatar of the catalogue, ready to be shown."""
    width, height = SIZES[quality]
    artwork = Artwork(CHARACTERS[avatar_id], width=width, height=height, matrix=matrix)
    # One picture of it: what it is put together from is kept.
    Compositor(artwork).frame(AT_REST)
    return artwork


def sketched(avatar_id: str, matrix: Matrix) -> VideoFrame:
    """A small picture of an avatar of the catalogue."""
    width, height = SKETCH_SIZE
    artwork = Artwork(CHARACTERS[avatar_id], width=width, height=height, matrix=matrix)
    return Compositor(artwork).frame(AT_REST)


def _once(made: dict[K, Future[T]], key: K, make: Callable[[], Future[T]]) -> Future[T]:
    """What is made or being made already, unless that failed."""
    known = made.get(key)
    if known is None or (known.done() and known.exception()):
        known = made[key] = make()
    return known


async def _shared(future: Future[T]) -> T:
    # Shielded: who stops waiting must not take it away from the others.
    return await asyncio.shield(asyncio.wrap_future(future))
