"""One avatar painted at one size: plates, head and movable parts as planes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property

from PIL import Image

from sandbox.media.drawing.character import Character, Painter
from sandbox.media.drawing.eyes import (
    BROWS_BOX,
    EYES_BOX,
    Gaze,
    paint_brows,
    paint_eyes,
)
from sandbox.media.drawing.mouth import MOUTH_BOX, paint_mouth
from sandbox.media.drawing.planes import Matrix, Patch, Planes, bled, to_planes
from sandbox.media.drawing.sheet import Box, Sheet
from sandbox.media.utterance import Mouth

HEIGHT_UNITS = 360
FINE = 2
"""How much finer the head is kept than it is shown, so that it can turn smoothly."""
BREATHS = 12
_BREATH_UNITS = 1.7
_PLATE_FROM = 190


class Artwork:
    """Everything that the frames of one avatar at one size are put together from.

    Parts are painted when first asked for: one thread at a time may use it.

    Args:
        character: Who.
        width: Of the frame in pixels, even.
        height: Of the frame in pixels, even.
        matrix: The colour matrix that the viewer will decode with.
    """

    def __init__(
        self, character: Character, *, width: int, height: int, matrix: Matrix
    ) -> None:
        self.size = (width, height)
        self.scale = height / HEIGHT_UNITS
        self.character = character
        self._matrix: Matrix = matrix
        self._frame_box = (0.0, 0.0, width / self.scale, float(HEIGHT_UNITS))
        self._patches: dict[Hashable, Patch] = {}
        self.head_box = self._snapped(character.head_box, self.scale)
        self._plate_from = _even(_PLATE_FROM * self.scale) / self.scale

    @cached_property
    def _room(self) -> Image.Image:
        # The room is out of focus: one pixel for each unit is enough.
        sheet = Sheet(self._frame_box, 1.0, 1)
        self.character.backdrop(sheet)
        room = sheet.image().resize(self.size, Image.Resampling.BICUBIC)
        sheet = Sheet(self.head_box, self.scale)
        self.character.behind(sheet)
        place = (round(side * self.scale) for side in self.head_box[:2])
        room.alpha_composite(sheet.image(), tuple(place))
        return room

    @cached_property
    def room(self) -> Planes:
        """The empty room, the size of the frame."""
        return to_planes(self._room, self._matrix)

    @cached_property
    def _body(self) -> Image.Image:
        left, _, right, bottom = self._frame_box
        sheet = Sheet((left, self._plate_from, right, bottom), self.scale)
        self.character.body(sheet)
        return sheet.image()

    def plate(self, breath: int) -> Patch:
        """The lower part of the room with the body in it, breathing in 0 to BREATHS."""
        return self._kept(("plate", breath), lambda: self._paint_plate(breath))

    def _paint_plate(self, breath: int) -> Patch:
        top = round(self._plate_from * self.scale)
        width, height = self._body.size
        lift = _BREATH_UNITS * self.scale * breath / BREATHS
        # The bottom stays, the shoulders rise: the chest fills.
        stretch = 1 - lift / (height * 0.6)
        moved = self._body.transform(
            self._body.size,
            Image.Transform.AFFINE,
            (1, 0, 0, 0, stretch, height * (1 - stretch)),
            Image.Resampling.BICUBIC,
        )
        scene = self._room.crop((0, top, width, top + height))
        scene.alpha_composite(moved)
        return Patch(0, top, to_planes(scene, self._matrix))

    @cached_property
    def _head(self) -> Image.Image:
        return self._painted(self.character.head, self.head_box)

    @cached_property
    def _front(self) -> Image.Image:
        return self._painted(self.character.front, self.head_box)

    @cached_property
    def head_planes(self) -> Planes:
        """The head without features, `FINE` times the size it is shown at."""
        whole = self._head.copy()
        whole.alpha_composite(self._front)
        return to_planes(bled(whole), self._matrix)

    @cached_property
    def head_alpha(self) -> tuple[Image.Image, Image.Image]:
        """Where the head is, at luma's and at chroma's size."""
        whole = self._head.copy()
        whole.alpha_composite(self._front)
        alpha = whole.getchannel("A")
        return alpha, alpha.reduce(2)

    def eyes(self, gaze: Gaze) -> Patch:
        """The eyes, to be laid on `head_planes`."""
        return self._feature(
            EYES_BOX, gaze, lambda sheet: paint_eyes(sheet, self.character.face, gaze)
        )

    def brows(self, raised: float) -> Patch:
        """The eyebrows, likewise."""
        return self._feature(
            BROWS_BOX,
            raised,
            lambda sheet: paint_brows(sheet, self.character.face, raised),
        )

    def mouth(self, mouth: Mouth) -> Patch:
        """The mouth, likewise."""
        return self._feature(
            MOUTH_BOX,
            mouth,
            lambda sheet: paint_mouth(sheet, self.character.face, mouth),
        )

    def flicker(self, index: int, step: int) -> Patch:
        """One picture of one thing that moves in the room, to be laid on the frame."""
        return self._kept(
            ("flicker", index, step), lambda: self._paint_flicker(index, step)
        )

    def _paint_flicker(self, index: int, step: int) -> Patch:
        flicker = self.character.flickers[index]
        box = self._snapped(flicker.box, self.scale)
        left, top = round(box[0] * self.scale), round(box[1] * self.scale)
        sheet = Sheet(box, self.scale, 2)
        flicker.paint(sheet, step)
        width, height = sheet.size
        scene = self._room.crop((left, top, left + width, top + height))
        scene.alpha_composite(sheet.image())
        return Patch(left, top, to_planes(scene, self._matrix))

    def _feature(self, box: Box, key: Hashable, paint: Painter) -> Patch:
        return self._kept((box, key), lambda: self._paint_feature(box, paint))

    def _paint_feature(self, box: Box, paint: Painter) -> Patch:
        fine = self.scale * FINE
        box = self._snapped(box, fine)
        left = round((box[0] - self.head_box[0]) * fine)
        top = round((box[1] - self.head_box[1]) * fine)
        painted = self._painted(paint, box)
        area = (left, top, left + painted.width, top + painted.height)
        scene = self._head.crop(area)
        scene.alpha_composite(painted)
        scene.alpha_composite(self._front.crop(area))
        return Patch(left, top, to_planes(bled(scene), self._matrix))

    def _painted(self, paint: Painter, box: Box) -> Image.Image:
        sheet = Sheet(box, self.scale * FINE, 2)
        paint(sheet)
        return sheet.image()

    def _kept(self, key: Hashable, make: Callable[[], Patch]) -> Patch:
        if key not in self._patches:
            self._patches[key] = make()
        return self._patches[key]

    @staticmethod
    def _snapped(box: Box, scale: float) -> Box:
        """The box on even pixels, so that chroma fits; neighbours stay neighbours."""
        left, top, right, bottom = (_even(side * scale) / scale for side in box)
        return (left, top, right, bottom)


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2
