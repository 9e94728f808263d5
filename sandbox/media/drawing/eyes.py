"""Eyes and eyebrows in any position."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sandbox.media.drawing.features import Eyes, Face
from sandbox.media.drawing.shapes import Outline, brush, curve, ellipse, flipped
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

EYES_BOX = (262.0, 142.0, 378.0, 178.0)
BROWS_BOX = (262.0, 116.0, 378.0, 142.0)
_LEFT_X, _RIGHT_X, _Y = 293.0, 347.0, 160.0


@dataclass(frozen=True)
class Gaze:
    """How open the eyes are (0 to 1) and where they look (-1 to 1 each way)."""

    lids: float = 1.0
    x: float = 0.0
    y: float = 0.0


STRAIGHT = Gaze()


def paint_eyes(sheet: Sheet, face: Face, gaze: Gaze) -> None:
    """Both eyes; the left one is the right one's mirror, but for light and gaze."""
    _paint_eye(sheet, face, gaze, right=True)
    _paint_eye(sheet, face, gaze, right=False)


def _paint_eye(sheet: Sheet, face: Face, gaze: Gaze, *, right: bool) -> None:
    eyes, skin = face.eyes, face.skin
    lids = _Lids(gaze.lids, eyes, right=right)
    x = _RIGHT_X if right else _LEFT_X
    opening = lids.opening()
    lid = Linear(0, _Y - 15 * eyes.size, 0, _Y + 8, (skin.base, eyes.lid, eyes.lid))
    sheet.fill(lids.lid(), lid, blur=1.0, opacity=0.9)
    if gaze.lids > 0.12:
        sheet.fill(opening, Linear(0, _Y - 11, 0, _Y + 6, ("#e9dfdd", "#fffdfa")))
        look_x, look_y = x + gaze.x * 5.2, _Y - 0.6 + gaze.y * 3.2
        r = 9.9 * eyes.size
        dark, middle, light = eyes.iris
        sheet.fill(ellipse(look_x, look_y, r, r), dark, inside=opening)
        iris = Radial(look_x, look_y + 3.5, r * 1.05, (light, middle, dark))
        sheet.fill(ellipse(look_x, look_y, r * 0.9, r * 0.9), iris, inside=opening)
        sheet.fill(
            ellipse(look_x, look_y, r * 0.48, r * 0.48), "#140c0b", inside=opening
        )
        shadow = lids.upper_band(5.5)
        sheet.fill(shadow, skin.deep, inside=opening, blur=1.6, opacity=0.6)
        sheet.fill(
            ellipse(look_x - 3.2, look_y - 3.6, 2.9, 2.9),
            "#ffffff",
            inside=opening,
            blur=0.25,
        )
        sheet.fill(
            ellipse(look_x + 3.2, look_y + 3.6, 1.5, 1.5),
            "#ffffff",
            inside=opening,
            blur=0.3,
            opacity=0.75,
        )
    sheet.fill(lids.lower_line(), skin.deep, blur=0.5, opacity=0.55)
    sheet.fill(lids.crease(), skin.deep, blur=0.6, opacity=0.6)
    sheet.fill(lids.lashes(), eyes.lash, blur=0.15)


class _Lids:
    """The curves of one eye at one openness, drawn as the right eye's."""

    def __init__(self, openness: float, eyes: Eyes, *, right: bool) -> None:
        self._openness, self._right = openness, right
        self._size, self._wing, self._weight = eyes.size, eyes.wing, eyes.weight

    def _curve(self, points: list[tuple[float, float]]) -> Outline:
        return curve([self._at(*point) for point in points], closed=False)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        side = 1 if self._right else -1
        centre = _RIGHT_X if self._right else _LEFT_X
        return (centre + side * x * self._size, _Y + y * self._size)

    def _upper(self) -> list[tuple[float, float]]:
        o = self._openness
        wide = [(-15.0, 4.0), (-11.0, -5.5), (-1.5, -11.8), (9.5, -9.2), (16.0, 0.0)]
        shut = [(-15.0, 4.0), (-9.0, 6.6), (0.0, 8.2), (9.0, 6.8), (16.0, 2.4)]
        return [
            (a + (c - a) * o, b + (d - b) * o)
            for (a, b), (c, d) in zip(shut, wide, strict=True)
        ]

    def _lower(self) -> list[tuple[float, float]]:
        end = self._upper()[-1]
        return [(-15.0, 4.0), (-8.5, 7.6), (1.0, 8.9), (10.5, 6.4), end]

    def opening(self) -> Outline:
        return np.vstack([self._curve(self._upper()), self._curve(self._lower())[::-1]])

    def lid(self) -> Outline:
        """From the crease down to the upper lid's edge."""
        return np.vstack([self._curve(self._upper()), self._curve(self._fold())[::-1]])

    def _fold(self) -> list[tuple[float, float]]:
        drop = 1.5 * (1 - self._openness)
        return [
            (-14.0, -1.0),
            (-9.0, -9.0 + drop),
            (0.0, -14.2 + drop),
            (10.0, -11.5 + drop),
            (17.0, -3.5),
        ]

    def upper_band(self, height: float) -> Outline:
        upper = self._curve(self._upper())
        return np.vstack([upper - (0, 2), np.add(upper, (0, height))[::-1]])

    def crease(self) -> Outline:
        return brush(
            [self._at(*point) for point in self._fold()[1:]], [0.3, 1.4, 1.5, 0.4]
        )

    def lower_line(self) -> Outline:
        return brush([self._at(*point) for point in self._lower()[1:]], [0.3, 1.0, 1.6])

    def lashes(self) -> Outline:
        line = self._upper()
        tip = (line[-1][0] + 2.4 * self._wing, line[-1][1] - 2.0 * self._wing)
        widths = [width * self._weight for width in (0.6, 1.8, 2.9, 3.2, 2.6, 0.4)]
        return brush([self._at(*point) for point in [*line, tip]], widths)


def paint_brows(sheet: Sheet, face: Face, raised: float) -> None:
    """Both eyebrows, `raised` from -1 (drawn together) to 1 (up)."""
    brows = face.brows
    up = 4.0 * raised
    inner = 2.0 * min(0.0, raised)
    arch = 3.0 * brows.arch
    points = [
        (334.5 + inner, 138.0 - up * 0.9),
        (342.0, 135.2 - arch * 0.4 - up),
        (354.0, 133.2 - arch * 0.6 - up),
        (367.0, 138.2 - up * 0.8),
    ]
    widths = [width * brows.thickness for width in (2.4, 4.4, 4.2, 1.0)]
    brow = brush(points, widths)
    sheet.fill([brow, flipped(brow)], brows.colour, blur=0.45, opacity=0.92)
