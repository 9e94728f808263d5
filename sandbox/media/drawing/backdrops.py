"""Rooms behind the avatars: out of focus, so that the face stands out."""

from __future__ import annotations

import numpy as np

from sandbox.media.drawing.shapes import ellipse, rectangle
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

_ALL = rectangle(-10, -10, 660, 380)


def paint_studio(sheet: Sheet) -> None:
    """An evening studio: a lamp, a shelf, a plant and a wall of soft light."""
    sheet.fill(_ALL, Linear(0, 0, 640, 300, ("#3d4a73", "#4a5480", "#2c3357")))
    sheet.fill(ellipse(105, 100, 110, 90), "#f2b38a", blur=75, opacity=0.8)
    sheet.fill(ellipse(560, 120, 90, 80), "#8a86d8", blur=75, opacity=0.6)
    sheet.fill(rectangle(452, 96, 660, 104), "#1f2444", blur=3, opacity=0.8)
    sheet.fill(rectangle(452, 196, 660, 205), "#1f2444", blur=3, opacity=0.8)
    rng = np.random.default_rng(7)
    palette = ("#c9705a", "#e0a458", "#6d7bb8", "#8c5a86", "#d9c7a8", "#48568f")
    for top, bottom in ((96, 44), (196, 140)):
        x = 462.0
        while x < 640:
            wide, tall = rng.uniform(8, 15), rng.uniform(0.62, 1.0) * (top - bottom)
            if rng.random() < 0.82:
                colour = palette[int(rng.integers(len(palette)))]
                sheet.fill(
                    rectangle(x, top - tall, x + wide, top, 1),
                    colour,
                    blur=2.6,
                    opacity=0.75,
                )
            x += wide + rng.uniform(0.5, 3)
    sheet.fill(rectangle(102, 128, 106, 372), "#20243f", blur=2.5, opacity=0.9)
    sheet.fill(
        np.array([(74, 130), (92, 72), (118, 72), (136, 130)], float),
        Linear(0, 70, 0, 132, ("#ffdfae", "#ffc98a")),
        blur=3,
    )
    sheet.fill(ellipse(105, 140, 60, 40), "#ffdca6", blur=26, opacity=0.7)
    for x, y, r, colour in (
        (38, 214, 13, "#ffd9a0"),
        (196, 58, 9, "#ffe9c8"),
        (222, 96, 6, "#ffd9a0"),
        (428, 52, 8, "#d7d3ff"),
        (20, 150, 8, "#ffe9c8"),
        (168, 188, 7, "#ffd9a0"),
    ):
        sheet.fill(ellipse(x, y, r, r), colour, blur=1.6, opacity=0.4)
    sheet.fill(_ALL, Radial(320, 150, 460, ("#000000",)), opacity=0.0001)
    vignette(sheet, "#0e1126", 0.5)


def vignette(sheet: Sheet, colour: str, strength: float) -> None:
    """Darken the corners."""
    for x, y in ((-30, -30), (670, -30), (-30, 390), (670, 390)):
        sheet.fill(ellipse(x, y, 230, 170), colour, blur=70, opacity=strength)
