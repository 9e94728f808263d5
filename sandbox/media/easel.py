"""Draws one session's pictures, the first of them without waiting for the paint."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from av import VideoFrame

from sandbox.media.drawing.compositor import Compositor, Pose
from sandbox.media.gallery import AT_REST, SIZES, Gallery, Key

_drawing = ThreadPoolExecutor(1, thread_name_prefix="draw")


class Easel:
    """The pictures of one viewer, in order.

    Args:
        gallery: Where the artwork comes from; it is asked for at once.
        key: Which artwork.
    """

    def __init__(self, gallery: Gallery, key: Key) -> None:
        self._gallery = gallery
        self._key = key
        self._compositor: Compositor | None = None
        self._sketched = False
        gallery.request(key)

    async def draw(self, pose: Callable[[], Pose]) -> VideoFrame:
        """The next picture; `pose` is asked once the face can move.

        The first is at rest, which takes the least time. While the artwork is still
        being painted, that is a sketch of it, and the second picture waits.
        """
        if self._compositor is not None:
            return await self._drawn(self._compositor, pose())
        if not self._gallery.has(self._key) and not self._sketched:
            self._sketched = True
            return await self._sketch()
        self._compositor = Compositor(await self._gallery.artwork(self._key))
        return await self._drawn(self._compositor, AT_REST)

    async def _sketch(self) -> VideoFrame:
        avatar_id, quality, matrix = self._key
        small = await self._gallery.sketch(avatar_id, matrix)
        width, height = SIZES[quality]
        return small.reformat(width=width, height=height)

    async def _drawn(self, compositor: Compositor, pose: Pose) -> VideoFrame:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_drawing, compositor.frame, pose)
