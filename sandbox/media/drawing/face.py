"""The still parts of a face: skin, ears, nose, cheeks, neck."""

from __future__ import annotations

import numpy as np

from sandbox.media.drawing.features import Face
from sandbox.media.drawing.shapes import (
    Outline,
    brush,
    curve,
    ellipse,
    flipped,
    symmetric,
)
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

_NOSE = np.array((320.0, 194.0))


def paint_neck(sheet: Sheet, face: Face, *, width: float = 1.0) -> None:
    """The neck and the top of the chest, with the head's shadow on it."""
    skin, half = face.skin, 23 * width
    neck = symmetric(
        [
            (320, 200),
            (320 + half, 205),
            (320 + half, 240),
            (320 + half + 3, 258),
            (320 + half + 22, 272),
            (320 + half + 50, 292),
            (320 + 40, 345),
            (320, 350),
        ]
    )
    sheet.fill(neck, Linear(288, 0, 372, 0, (skin.base, skin.shade)))
    sheet.fill(
        ellipse(324, 236, half + 10, 26), skin.deep, inside=neck, blur=7, opacity=0.55
    )
    sheet.fill(
        ellipse(352, 262, 12, 30, 12), skin.deep, inside=neck, blur=6, opacity=0.25
    )
    for side in (brush("309,283 303,288 292,290", [1, 2.2, 0.5]),):
        sheet.fill([side, flipped(side)], skin.shade, blur=1.2, opacity=0.8)


def paint_ears(sheet: Sheet, face: Face) -> None:
    """Both ears, to be painted before the face covers their roots."""
    skin = face.skin
    ear = curve("372,152 380,147 385,154 383,170 377,183 371,182")
    inner = brush("376,154 381,156 379,168 375,175", [1, 2.6, 2.2, 0.8])
    for shape, shade in ((ear, skin.base), (flipped(ear), skin.base)):
        sheet.fill(shape, shade)
    sheet.fill([ear], skin.shade, opacity=0.45)
    sheet.fill([inner, flipped(inner)], skin.deep, blur=0.8, opacity=0.55)


def paint_face(sheet: Sheet, face: Face) -> None:
    """The head's front with light from the upper left, cheeks and nose."""
    skin = face.skin
    front = symmetric(face.outline)
    sheet.fill(
        front, Radial(300, 138, 128, (skin.light, skin.base, skin.base, skin.shade))
    )
    sheet.fill(
        ellipse(388, 172, 30, 78, 8), skin.shade, inside=front, blur=11, opacity=0.75
    )
    sheet.fill(ellipse(322, 248, 44, 15), skin.shade, inside=front, blur=7, opacity=0.7)
    sheet.fill(
        ellipse(258, 196, 16, 46, -14), skin.shade, inside=front, blur=9, opacity=0.35
    )
    for x in (284, 356):
        sheet.fill(
            ellipse(x, 187, 15, 9.5), skin.blush, inside=front, blur=6.5, opacity=0.5
        )
    sheet.fill(
        ellipse(281, 180, 9, 4.5, -18), skin.light, inside=front, blur=4, opacity=0.6
    )
    for x in (293, 347):
        sheet.fill(
            ellipse(x, 157, 20, 13), skin.shade, inside=front, blur=6, opacity=0.42
        )
    _paint_nose(sheet, face)


def _paint_nose(sheet: Sheet, face: Face) -> None:
    skin, size = face.skin, face.nose

    def scaled(shape: Outline) -> Outline:
        return np.asarray((shape - _NOSE) * size + _NOSE)

    bridge = brush("318,150 318,168 319,180", [3, 4, 5])
    side = brush("327,152 329,168 332,184", [2, 4, 7])
    under = brush(
        "309,188.5 312.5,193 320,195.2 327.5,193 331,188.5",
        [0.8, 2.4, 2.8, 2.4, 0.8],
    )
    nostril = ellipse(325.4, 192.4, 2.5, 1.2, -14)
    sheet.fill(scaled(side), skin.shade, blur=2.6, opacity=0.5)
    sheet.fill(scaled(bridge), skin.light, blur=2.4, opacity=0.55)
    sheet.fill(scaled(ellipse(319, 186, 8.5, 6.5)), skin.blush, blur=3.5, opacity=0.28)
    sheet.fill(scaled(under), skin.deep, blur=0.9, opacity=0.5)
    for each in (nostril, flipped(nostril)):
        sheet.fill(scaled(each), skin.deep, blur=0.5, opacity=0.75)
    shine = scaled(ellipse(318, 184.5, 3.4, 2.6))
    sheet.fill(shine, "#ffffff", blur=1.6, opacity=0.42)
