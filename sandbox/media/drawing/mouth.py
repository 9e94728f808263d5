"""The mouth in any shape."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sandbox.media.drawing.features import Face, Lips
from sandbox.media.drawing.shapes import Outline, brush, ellipse
from sandbox.media.drawing.sheet import Linear, Sheet
from sandbox.media.utterance import Mouth

MOUTH_BOX = (284.0, 195.0, 356.0, 241.0)
_X, _Y = 320.0, 209.0

Part = NDArray[np.float64]
"""Way from the middle of the mouth (0) to a corner (1)."""


def paint_mouth(sheet: Sheet, face: Face, mouth: Mouth) -> None:
    """Lips, and what shows between them."""
    shape = _Shape(mouth, face.lips)
    lips = face.lips
    sheet.fill(
        ellipse(_X, shape.bottom + 4.5, 12, 2.6), lips.shadow, blur=2.4, opacity=0.8
    )
    if shape.gap > 0.6:
        opening = shape.opening()
        sheet.fill(
            opening,
            Linear(0, _Y - 4, 0, shape.lower + 2, ("#3a0f14", "#5e1a20", "#7a2a2c")),
        )
        tongue = ellipse(_X, shape.lower + 2.0, shape.half * 0.62, shape.gap * 0.42)
        sheet.fill(
            tongue, "#c4605f", inside=opening, blur=1.2, opacity=min(1.0, shape.gap / 9)
        )
        teeth = Linear(0, shape.upper, 0, shape.upper + 6, ("#d9cfc9", "#fdf9f3"))
        sheet.fill(
            shape.upper_teeth(),
            teeth,
            inside=opening,
            blur=0.4,
            opacity=min(1.0, shape.gap / 4),
        )
        sheet.fill(
            shape.inner_shadow(), "#3a0f14", inside=opening, blur=1.4, opacity=0.45
        )
    sheet.fill(
        shape.lower_lip(),
        Linear(0, shape.lower, 0, shape.bottom, (lips.lower, lips.lower, lips.upper)),
    )
    sheet.fill(
        shape.upper_lip(),
        Linear(0, _Y - 8, 0, _Y + 2, (lips.lower, lips.upper, lips.upper)),
    )
    shine = ellipse(
        _X - 3, shape.lower + shape.thick * 0.42, shape.half * 0.3, shape.thick * 0.16
    )
    sheet.fill(shine, "#ffffff", blur=1.1, opacity=0.5)
    sheet.fill(shape.line(), lips.line, blur=0.35, opacity=0.85)
    for corner in shape.corners():
        sheet.fill(corner, lips.line, blur=0.8, opacity=0.4)


class _Shape:
    """The curves of one mouth; all in picture units."""

    def __init__(self, mouth: Mouth, lips: Lips) -> None:
        spread, rounded = max(0.0, mouth.width), max(0.0, -mouth.width)
        jaw = 0.0 if mouth.closed else mouth.openness
        self.half = (21.5 + 3.5 * spread - 9.0 * rounded - 1.5 * jaw) * lips.width
        self.gap = 17.0 * jaw + (2.2 if mouth.fv else 0.0)
        self.thick = (5.7 + 1.4 * rounded - 0.6 * spread) * lips.fullness
        self._bow = (4.3 + 1.6 * rounded - 0.5 * spread) * lips.fullness
        self._fv = mouth.fv
        self._bare = 1 - 0.75 * rounded
        self._lift = (5.4 * lips.smile) * (1 - 0.5 * jaw) * (1 - 0.8 * rounded)
        if mouth.closed:
            self.thick, self._bow = self.thick * 0.8, self._bow * 0.72
            self._lift *= 0.55
            self.half *= 0.97
        if mouth.fv:
            self.thick *= 0.75
        self.upper = _Y - 0.12 * self.gap
        self.lower = self.upper + self.gap
        self.bottom = self.lower + self.thick
        self._ends = self.upper - self._lift + 0.3 * self.gap + 0.6

    def _arc(self, middle: float, profile: Callable[[Part], Part]) -> Outline:
        """From corner to corner: at `middle` between them, and bent by `profile`."""
        part = np.linspace(-1, 1, 41)
        away = np.abs(part)
        y = middle + (self._ends - middle) * away**2.3 + profile(away)
        return np.column_stack([_X + part * self.half, y])

    def _inner_upper(self) -> Outline:
        return self._arc(self.upper, lambda away: 0.8 * np.cos(away * 4) * (1 - away))

    def _inner_lower(self) -> Outline:
        return self._arc(self.lower, lambda away: 0.8 * (1 - away**2) ** 2)

    def opening(self) -> Outline:
        return np.vstack([self._inner_upper(), self._inner_lower()[::-1]])

    def upper_lip(self) -> Outline:
        def bow(away: Part) -> Part:
            at = [0, 0.12, 0.26, 0.6, 1]
            return -self._bow * np.interp(away, at, [0.74, 0.86, 1.0, 0.6, 0.0])

        outer = self._arc(self.upper, bow)
        return np.vstack([outer, self._inner_upper()[::-1]])

    def lower_lip(self) -> Outline:
        outer = self._arc(self.lower, lambda away: self.thick * (1 - away**2.4))
        return np.vstack([self._inner_lower(), outer[::-1]])

    def upper_teeth(self) -> Outline:
        deep = 3.0 if self._fv else min(5.0, 1.4 + 0.34 * self.gap) * self._bare
        top = self._inner_upper()
        part = np.linspace(-1, 1, len(top))
        edge = top + np.column_stack([0 * part, deep * (1 - part**4)])
        return np.vstack([top - (0, 3), edge[::-1]])

    def inner_shadow(self) -> Outline:
        edge = self._inner_upper()
        return np.vstack([edge - (0, 2), np.add(edge, (0, 1.2))[::-1]])

    def line(self) -> Outline:
        """The dark seam under the upper lip."""
        edge = self._inner_upper()
        thickness = 0.9 if self.gap < 1 else 0.45
        return np.vstack(
            [edge - (0, thickness * 0.5), np.add(edge, (0, thickness))[::-1]]
        )

    def corners(self) -> list[Outline]:
        y = self._ends
        return [
            brush(
                [
                    (_X + side * (self.half - 1), y + 0.6),
                    (_X + side * (self.half + 2.2), y - 1.2),
                ],
                [1.8, 0.6],
            )
            for side in (-1, 1)
        ]
