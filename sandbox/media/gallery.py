"""The painted avatars: made once per size, off the event loop, shared by sessions."""

from __future__ import annotations

import random
from collections.abc import Mapping
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

_Key = tuple[str, Quality, Matrix]


class Gallery:
    """Every artwork of this process. At most a dozen exist, so none is dropped."""

    def __init__(self) -> None:
        self._painters = ThreadPoolExecutor(1, thread_name_prefix="paint")
        self._artworks: dict[_Key, Future[Artwork]] = {}

    def request(
        self, avatar_id: str, quality: Quality, matrix: Matrix
    ) -> Future[Artwork]:
        """Have it painted, unless it is already."""
        key = (avatar_id, quality, matrix)
        if key not in self._artworks:
            self._artworks[key] = self._painters.submit(_painted, *key)
        return self._artworks[key]


def _painted(avatar_id: str, quality: Quality, matrix: Matrix) -> Artwork:
    width, height = SIZES[quality]
    artwork = Artwork(CHARACTERS[avatar_id], width=width, height=height, matrix=matrix)
    # One picture of it at rest: what it is put together from is kept.
    Compositor(artwork).frame(Motion(random.Random(0)).step(None))
    return artwork
