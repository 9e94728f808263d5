"""A transparent sheet to paint on, finer than its output and reduced at the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from sandbox.media.drawing.shapes import Outline

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in picture units."""
_Pixels = tuple[int, int, int, int]
_FINEST_BLUR_PX = 4.0


@dataclass(frozen=True)
class Linear:
    """Colours along a line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float
    colours: Sequence[str]


@dataclass(frozen=True)
class Radial:
    """Colours from the middle outwards."""

    x: float
    y: float
    radius: float
    colours: Sequence[str]


Paint = str | Linear | Radial


class Sheet:
    """Paint in picture units, layer over layer; transparent at first.

    Args:
        box: The part of the picture it covers.
        scale: Output pixels per unit.
        fineness: How many times finer it is painted than put out.
    """

    def __init__(self, box: Box, scale: float, fineness: int = 3) -> None:
        self._box = box
        self._fineness = fineness
        self._scale = scale * fineness
        self.size = (
            max(1, round((box[2] - box[0]) * scale)),
            max(1, round((box[3] - box[1]) * scale)),
        )
        width, height = (side * fineness for side in self.size)
        self._image = Image.new("RGBA", (width, height))

    def fill(
        self,
        shape: Outline | Sequence[Outline],
        paint: Paint,
        *,
        inside: Outline | None = None,
        blur: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """Paint a shape, or several as one.

        Args:
            shape: What to fill.
            paint: `#rrggbb`, or a gradient.
            inside: Paint only where this outline is, too.
            blur: Softens the edge, in units.
            opacity: 0 to 1.
        """
        outlines = [shape] if isinstance(shape, np.ndarray) else shape
        placed = self._place(outlines, blur)
        if placed is None:
            return
        mask = self._mask(outlines, placed, blur)
        if inside is not None:
            mask = ImageChops.multiply(mask, self._mask([inside], placed))
        if opacity < 1:
            mask = mask.point([round(level * opacity) for level in range(256)])
        patch = self._paint(paint, placed)
        patch.putalpha(mask)
        self._image.alpha_composite(patch, placed[:2])

    def paste(self, image: Image.Image) -> None:
        """Lay an output-sized picture over everything."""
        self._image.alpha_composite(image.resize(self._image.size))

    def image(self) -> Image.Image:
        """The sheet at output size, RGBA."""
        if self._fineness == 1:
            return self._image
        return self._image.resize(self.size, Image.Resampling.BOX, reducing_gap=None)

    def _place(self, outlines: Sequence[Outline], blur: float) -> _Pixels | None:
        """The pixels touched, None if there are none on this sheet."""
        every = np.vstack(outlines)
        low, high = every.min(axis=0) - blur * 3, every.max(axis=0) + blur * 3
        left, top = self._pixels(low)
        right, bottom = self._pixels(high)
        width, height = self._image.size
        placed = (
            max(0, int(left)),
            max(0, int(top)),
            min(width, int(right) + 2),
            min(height, int(bottom) + 2),
        )
        return placed if placed[0] < placed[2] and placed[1] < placed[3] else None

    def _pixels(self, points: Outline) -> Outline:
        pixels: Outline = (points - np.array(self._box[:2])) * self._scale
        return pixels

    def _mask(
        self, outlines: Sequence[Outline], placed: _Pixels, blur: float = 0.0
    ) -> Image.Image:
        """Where the outlines are, softened: blurring colours leaves dark rims."""
        size = (placed[2] - placed[0], placed[3] - placed[1])
        # What is blurred away anyway need not be drawn finely.
        coarse = max(1.0, blur * self._scale / _FINEST_BLUR_PX)
        mask = Image.new(
            "L", (math.ceil(size[0] / coarse), math.ceil(size[1] / coarse))
        )
        draw = ImageDraw.Draw(mask)
        for outline in outlines:
            pixels = (self._pixels(outline) - np.array(placed[:2])) / coarse
            draw.polygon([tuple(each) for each in pixels.tolist()], fill=255)
        if blur:
            radius = blur * self._scale / coarse
            mask = mask.filter(ImageFilter.GaussianBlur(radius))
        return mask if coarse == 1 else mask.resize(size, Image.Resampling.BILINEAR)

    def _paint(self, paint: Paint, placed: _Pixels) -> Image.Image:
        size = (placed[2] - placed[0], placed[3] - placed[1])
        if isinstance(paint, str):
            return Image.new("RGBA", size, ImageColor.getrgb(paint))
        x = (np.arange(placed[0], placed[2]) + 0.5) / self._scale + self._box[0]
        y = (np.arange(placed[1], placed[3]) + 0.5) / self._scale + self._box[1]
        if isinstance(paint, Linear):
            dx, dy = paint.x1 - paint.x0, paint.y1 - paint.y0
            steps = 255 / (dx * dx + dy * dy)
            across, down = (x - paint.x0) * (dx * steps), (y - paint.y0) * (dy * steps)
            place = np.add.outer(down.astype(np.float32), across.astype(np.float32))
        else:
            steps = 255 / paint.radius
            across, down = (x - paint.x) * steps, (y - paint.y) * steps
            place = np.hypot.outer(down.astype(np.float32), across.astype(np.float32))
        np.clip(place, 0, 255, out=place)
        pixels = np.take(_ramp(paint.colours), place.astype(np.uint8))
        return Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1)


def _ramp(colours: Sequence[str]) -> NDArray[np.uint32]:
    """256 opaque pixels from the first colour to the last."""
    stops = np.array([ImageColor.getrgb(colour)[:3] for colour in colours], float)
    at = np.linspace(0, len(stops) - 1, 256)
    channels = [np.interp(at, np.arange(len(stops)), stops[:, c]) for c in range(3)]
    pixels = np.full((256, 4), 255, np.uint8)
    pixels[:, :3] = np.column_stack(channels).round()
    return pixels.view(np.uint32)[:, 0]
