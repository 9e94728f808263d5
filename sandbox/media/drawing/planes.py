"""From painted RGB to the planes that video encoders take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Plane = NDArray[np.uint8]
Matrix = Literal["BT.601", "BT.709"]

# Red's and blue's share of luma; green has the rest.
_SHARES: dict[Matrix, tuple[float, float]] = {
    "BT.601": (0.299, 0.114),
    "BT.709": (0.2126, 0.0722),
}


class Planes:
    """A picture as luma and two chroma planes of half its width and height.

    The three are views of one block of memory, laid out as video frames want it.
    """

    def __init__(self, width: int, height: int, block: Plane) -> None:
        self.size = (width, height)
        self.block = block
        luma, chroma = width * height, width * height // 4
        self.y = block[:luma].reshape(height, width)
        self.u = block[luma : luma + chroma].reshape(height // 2, width // 2)
        self.v = block[luma + chroma :].reshape(height // 2, width // 2)

    def each(self) -> tuple[Plane, Plane, Plane]:
        """Luma and both chroma planes."""
        return self.y, self.u, self.v

    def copy(self) -> Planes:
        """The same picture in memory of its own."""
        return Planes(*self.size, self.block.copy())

    def lay(self, over: Planes, left: int, top: int) -> None:
        """Put a smaller picture onto this one, at an even place."""
        width, height = over.size
        for half, mine, theirs in zip((1, 2, 2), self.each(), over.each(), strict=True):
            x, y = left // half, top // half
            mine[y : y + height // half, x : x + width // half] = theirs


@dataclass(frozen=True)
class Patch:
    """A rectangle of planes and where its left upper corner lies, in luma pixels."""

    left: int
    top: int
    planes: Planes

    def lay_on(self, picture: Planes) -> None:
        """Put it where it belongs."""
        picture.lay(self.planes, self.left, self.top)


def to_planes(image: Image.Image, matrix: Matrix) -> Planes:
    """Convert an RGB picture of even size, in the limited range of video."""
    red_share, blue_share = _SHARES[matrix]
    rgb = np.asarray(image.convert("RGB"), np.float32)
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    luma: NDArray[np.float32] = red_share * red + blue_share * blue
    luma += (1 - red_share - blue_share) * green
    y = 16 + luma * (219 / 255)
    small = _halved(luma)
    u = 128 + (_halved(blue) - small) * (112 / 255 / (1 - blue_share))
    v = 128 + (_halved(red) - small) * (112 / 255 / (1 - red_share))
    block = np.concatenate([plane.ravel() for plane in (y, u, v)])
    return Planes(*image.size, (block + 0.5).astype(np.uint8))


def bled(image: Image.Image) -> Image.Image:
    """The picture's colours without its alpha, carried on beyond its edges.

    Sampling between pixels mixes an edge with what lies beyond it, which would
    otherwise be black.
    """
    soft = image.convert("RGBa").filter(ImageFilter.GaussianBlur(6))
    spread = np.asarray(soft, np.float32)
    alpha = np.maximum(spread[..., 3:], 0.5)
    beyond = np.clip(spread[..., :3] * (255 / alpha), 0, 255).astype(np.uint8)
    solid = Image.fromarray(beyond).convert("RGBA")
    solid.alpha_composite(image)
    return solid.convert("RGB")


def _halved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    half: NDArray[np.float32] = (plane[::2] + plane[1::2]) * 0.5
    return (half[:, ::2] + half[:, 1::2]) * np.float32(0.5)
