"""The painted avatars: made once per size, off the event loop, shared by sessions."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

from sandbox.media.drawing.artwork import Artwork
from sandbox.media.drawing.characters import CHARACTERS
from sandbox.media.drawing.compositor import Compositor
from sandbox.media.drawing.planes import Matrix
from sandbox.media.motion import Motion

Quality = Literal["low", "medium", "high"]

SIZES: Mapping[Quality, tuple[int, int]] = {
    "medium": (854, 480),
    "high": (1280, 720),
    "low": (640, 360),
}
"""Width and height in pixels. Source: the vendor's table of qualities."""

Key = tuple[str, Quality, Matrix]
"""Avatar id, size, and the colour matrix its viewer decodes with."""


class Gallery:
    """Every artwork of this process. At most two dozen exist, so none is dropped.

    Args:
        paint: Makes one; it runs on the gallery's own thread.
    """

    def __init__(self, paint: Callable[[str, Quality, Matrix], Artwork]) -> None:
        self._paint = paint
        self._painters = ThreadPoolExecutor(1, thread_name_prefix="paint")
        self._artworks: dict[Key, Future[Artwork]] = {}

    def request(self, key: Key) -> Future[Artwork]:
        """Have it painted, unless it is already."""
        known = self._artworks.get(key)
        if known is None or (known.done() and known.exception()):
            known = self._artworks[key] = self._painters.submit(self._paint, *key)
        return known

    async def artwork(self, key: Key) -> Artwork:
        """The artwork, once it is ready."""
        # Shielded: who stops waiting must not take it away from the others.
        return await asyncio.shield(asyncio.wrap_future(self.request(key)))


def painted(avatar_id: str, quality: Quality, matrix: Matrix) -> Artwork:
    """An avatar of the catalogue, ready to be shown."""
    width, height = SIZES[quality]
    artwork = Artwork(CHARACTERS[avatar_id], width=width, height=height, matrix=matrix)
    # One picture of it at rest: what it is put together from is kept.
    Compositor(artwork).frame(Motion(random.Random(0)).step(None))
    return artwork
