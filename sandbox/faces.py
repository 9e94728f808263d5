"""The real talking faces, loaded in the background: they are heavy to import."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sandbox.heygen.faces import Face
from sandbox.livekit.avatars import Avatar
from sandbox.media.catalog import AvatarLook

OUTLET = "sandbox.livekit.outlet"
SIGNALLING = "sandbox.livekit.signalling"
STAGE = "sandbox.media.stage"
SPEECH = "sandbox.media.speech"


class RealFaces:
    """Makes TalkingFaces; the first one waits until their modules are loaded.

    Args:
        addresses: Addresses to offer for media, or `auto`.
    """

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses
        self._loaded: asyncio.Task[tuple[Any, Any]] | None = None
        self._warmed: asyncio.Task[None] | None = None

    async def __call__(
        self,
        *,
        avatar: AvatarLook,
        quality: str,
        codec: str,
        on_event: Callable[[Mapping[str, Any]], None],
        on_state: Callable[[str], None],
        resident: Avatar | None = None,
    ) -> Face:
        """Make one face, in a room if it has a resident there."""
        stage, speech = await self._load()
        more = {}
        if resident is not None:
            more["connect"] = resident.outlet(stage.SIZES[quality])
        face = stage.TalkingFace(
            avatar=avatar,
            quality=quality,
            codec=codec,
            speech=speech,
            on_event=on_event,
            on_state=on_state,
            host_addresses=self._addresses,
            **more,
        )
        return cast(Face, face)

    def warm_up(self) -> None:
        """Load and prepare in the background, once."""
        if self._warmed is None:
            self._warmed = asyncio.ensure_future(self._warm())

    async def close(self) -> None:
        """Stop warming up."""
        if self._warmed is not None:
            self._warmed.cancel()
            await asyncio.gather(self._warmed, return_exceptions=True)

    async def _warm(self) -> None:
        stage, _ = await self._load()
        await stage.warm_up()

    async def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            self._loaded = asyncio.ensure_future(asyncio.to_thread(_import))
        return await asyncio.shield(self._loaded)


def _import() -> tuple[Any, Any]:
    # Imported here and not above: half a second that the start must not wait for.
    stage = importlib.import_module(STAGE)
    for room in (OUTLET, SIGNALLING):
        importlib.import_module(room)
    return stage, importlib.import_module(SPEECH).best_speech()
