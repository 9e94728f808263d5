"""Small still pictures of the avatars, as data URLs, painted when first asked for."""

from __future__ import annotations

import asyncio
import base64
import importlib
import io

from sandbox.media.catalog import AvatarLook

SIZE = (320, 180)
"""Width and height in pixels."""


class Portraits:
    """Paints each avatar once, off the event loop."""

    def __init__(self) -> None:
        self._painted: dict[str, asyncio.Task[str]] = {}

    async def __call__(self, avatar: AvatarLook) -> str:
        """The avatar's picture: `data:image/webp;base64,...`."""
        if avatar.id not in self._painted:
            work = asyncio.to_thread(_paint, avatar.id)
            self._painted[avatar.id] = asyncio.ensure_future(work)
        return await asyncio.shield(self._painted[avatar.id])


def _paint(avatar_id: str) -> str:
    # Imported here for the same reason as in faces.py: the start must not wait.
    drawing = "sandbox.media.drawing"
    artwork = importlib.import_module(f"{drawing}.artwork")
    characters = importlib.import_module(f"{drawing}.characters")
    compositor = importlib.import_module(f"{drawing}.compositor")
    width, height = SIZE
    art = artwork.Artwork(
        characters.CHARACTERS[avatar_id], width=width, height=height, matrix="BT.601"
    )
    frame = compositor.Compositor(art).frame(compositor.Pose())
    webp = io.BytesIO()
    frame.to_image().save(webp, "WEBP", quality=85)
    return f"data:image/webp;base64,{base64.b64encode(webp.getvalue()).decode()}"
