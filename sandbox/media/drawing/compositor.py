"""Puts one session's frames together from its avatar's artwork."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from av import VideoFrame
from PIL import Image

from sandbox.media.drawing.artwork import BREATHS, FINE, Artwork
from sandbox.media.drawing.eyes import STRAIGHT, Gaze
from sandbox.media.drawing.planes import Patch, Plane, Planes
from sandbox.media.utterance import REST, Mouth

_PIVOT = (320.0, 246.0)
_Affine = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Pose:
    """Everything that differs from one picture to the next.

    Attributes:
        breath: How far the chest is filled, 0 to 1.
        x: The head's way to the right, in units.
        y: The head's way down, in units.
        tilt: The head's lean, clockwise in degrees.
        size: The head's size; above 1 it leans in.
        gaze: Lids and look.
        brows: From -1 (together) to 1 (up).
        mouth: Jaw and lips.
        flicker: Which picture the room's moving parts are at.
    """

    breath: float = 0.0
    x: float = 0.0
    y: float = 0.0
    tilt: float = 0.0
    size: float = 1.0
    gaze: Gaze = STRAIGHT
    brows: float = 0.0
    mouth: Mouth = REST
    flicker: int = 0


class Compositor:
    """Frames of one artwork. Keeps a head of its own, so each session needs one."""

    def __init__(self, artwork: Artwork) -> None:
        self._art = artwork
        self._head = artwork.head_planes.copy()
        # These share memory with the arrays: patches written there show here.
        self._sources = [_shared(plane) for plane in self._head.each()]
        self._shown: dict[str, Patch] = {}

    def frame(self, pose: Pose) -> VideoFrame:
        """The picture of that pose, yuv420p; its time is the caller's to set."""
        art = self._art
        self._wear("eyes", art.eyes(pose.gaze))
        self._wear("brows", art.brows(pose.brows))
        self._wear("mouth", art.mouth(pose.mouth))
        planes = art.room.copy()
        art.plate(round(pose.breath * BREATHS)).lay_on(planes)
        for index, flicker in enumerate(art.character.flickers):
            art.flicker(index, pose.flicker % flicker.steps).lay_on(planes)
        self._lay_head(planes, pose)
        width, height = planes.size
        canvas = planes.block.reshape(height * 3 // 2, width)
        return VideoFrame.from_numpy_buffer(canvas, "yuv420p")

    def _wear(self, part: str, patch: Patch) -> None:
        if self._shown.get(part) is not patch:
            patch.lay_on(self._head)
            self._shown[part] = patch

    def _lay_head(self, planes: Planes, pose: Pose) -> None:
        art = self._art
        left, top, right, bottom = (round(side * art.scale) for side in art.head_box)
        for index, (plane, source) in enumerate(
            zip(planes.each(), self._sources, strict=True)
        ):
            half = 2 if index else 1
            if index < 2:
                alpha = art.head_alpha[index]
                size = ((right - left) // half, (bottom - top) // half)
                matrix = self._matrix(pose, art.scale / half)
                mask = _turned(alpha, size, matrix)
            area = plane[top // half : bottom // half, left // half : right // half]
            scene = Image.fromarray(area)
            scene.paste(_turned(source, size, matrix), mask=mask)
            area[:] = np.asarray(scene)

    def _matrix(self, pose: Pose, scale: float) -> _Affine:
        """From a pixel of the shown head to one of the kept head."""
        box = self._art.head_box
        cos = math.cos(math.radians(pose.tilt)) / pose.size * FINE
        sin = math.sin(math.radians(pose.tilt)) / pose.size * FINE
        pivot_x, pivot_y = (_PIVOT[0] - box[0]) * scale, (_PIVOT[1] - box[1]) * scale
        x, y = pivot_x + pose.x * scale, pivot_y + pose.y * scale
        return (
            cos,
            sin,
            pivot_x * FINE - cos * x - sin * y,
            -sin,
            cos,
            pivot_y * FINE + sin * x - cos * y,
        )


def _turned(source: Image.Image, size: tuple[int, int], matrix: _Affine) -> Image.Image:
    """The image turned into place, each pixel the mean of two samples.

    Two nearest samples of a source twice as fine look like bilinear sampling at a
    third of the cost, and this is the greatest part of a frame's.
    """
    a, b, c, d, e, f = matrix
    first, second = (
        source.transform(
            size,
            Image.Transform.AFFINE,
            (a, b, c + off, d, e, f + off),
            Image.Resampling.NEAREST,
        )
        for off in (-FINE / 4, FINE / 4)
    )
    return Image.blend(first, second, 0.5)


def _shared(plane: Plane) -> Image.Image:
    height, width = plane.shape
    return Image.frombuffer("L", (width, height), plane, "raw", "L", 0, 1)
