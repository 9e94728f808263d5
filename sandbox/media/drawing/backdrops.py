"""Rooms behind the avatars: out of focus, so that the face stands out."""

from __future__ import annotations

import numpy as np

from sandbox.media.drawing.shapes import brush, ellipse, rectangle
from sandbox.media.drawing.sheet import Linear, Sheet

_ALL = rectangle(-10, -10, 660, 380)


def paint_studio(sheet: Sheet) -> None:
    """An evening studio: a lamp, books, a plant, a string of lights."""
    sheet.fill(_ALL, Linear(0, 0, 640, 330, ("#565d94", "#4a5390", "#313a6b")))
    sheet.fill(ellipse(105, 110, 120, 100), "#ffb98a", blur=75, opacity=0.95)
    sheet.fill(ellipse(560, 110, 100, 80), "#a08fe8", blur=70, opacity=0.7)
    for x, y in ((-30, -30), (670, -30), (670, 390)):
        sheet.fill(ellipse(x, y, 210, 150), "#171b3d", blur=65, opacity=0.5)
    _paint_shelves(sheet)
    _paint_lamp(sheet)
    _paint_string_of_lights(sheet)
    _paint_plant(sheet)


def _paint_shelves(sheet: Sheet) -> None:
    rng = np.random.default_rng(7)
    palette = ("#d97a62", "#eab063", "#7f8fd0", "#a06a9c", "#ecdcbc", "#5a6bb0")
    for top, bottom in ((106, 52), (206, 150)):
        x = 462.0
        while x < 636:
            wide, tall = rng.uniform(8, 15), rng.uniform(0.62, 1.0) * (top - bottom)
            if rng.random() < 0.84:
                colour = palette[int(rng.integers(len(palette)))]
                book = rectangle(x, top - tall, x + wide, top, 1)
                sheet.fill(book, colour, blur=2.3, opacity=0.85)
            x += wide + rng.uniform(0.5, 3)
        board = Linear(0, top, 0, top + 9, ("#4a3f68", "#2a2748"))
        sheet.fill(rectangle(450, top, 660, top + 9), board, blur=2)
        under = rectangle(450, top + 9, 660, top + 24)
        sheet.fill(under, "#1c2046", blur=6, opacity=0.5)


def _paint_lamp(sheet: Sheet) -> None:
    sheet.fill(rectangle(102, 120, 106, 372), "#2a2547", blur=2, opacity=0.9)
    shade = np.array([(70, 128), (90, 66), (120, 66), (140, 128)], float)
    sheet.fill(shade, Linear(0, 64, 0, 130, ("#fff6dc", "#ffdca0")), blur=2.6)
    sheet.fill(ellipse(105, 140, 62, 42), "#ffe0ae", blur=24, opacity=0.75)


def _paint_string_of_lights(sheet: Sheet) -> None:
    cord = "-10,22 70,44 160,40 250,22 330,8 410,14 520,30 660,8"
    sheet.fill(brush(cord, [1.2, 1.2]), "#232850", blur=1.2, opacity=0.7)
    for x, y, r in (
        (24, 42, 7),
        (82, 54, 8),
        (146, 52, 7),
        (208, 42, 8),
        (430, 28, 7),
        (486, 37, 8),
        (548, 38, 7),
        (606, 29, 8),
    ):
        sheet.fill(ellipse(x, y, r * 2.2, r * 2.2), "#ffcf8a", blur=9, opacity=0.4)
        sheet.fill(ellipse(x, y, r, r), "#fff0cc", blur=1.8, opacity=0.85)


def _paint_plant(sheet: Sheet) -> None:
    sheet.fill(
        rectangle(8, 306, 74, 380, 8),
        Linear(8, 0, 74, 0, ("#d98a66", "#a65f4a")),
        blur=3,
    )
    for x, y, length, turn in (
        (40, 268, 44, 0),
        (18, 276, 40, -32),
        (64, 276, 40, 32),
        (4, 296, 34, -60),
        (82, 298, 34, 60),
        (30, 250, 40, -14),
        (54, 252, 40, 16),
    ):
        colours = ("#6fb08a", "#3c7a68", "#2a5a58")
        sheet.fill(
            ellipse(x, y, 9, length, turn),
            Linear(x - 10, 0, x + 12, 0, colours),
            blur=2.6,
        )


def paint_green(sheet: Sheet) -> None:
    """Flat green for keying: exactly 0, 177, 64."""
    sheet.fill(_ALL, "#00b140")


def paint_office(sheet: Sheet) -> None:
    """A bright office in the morning: a wide window, a plant, a desk far away."""
    sheet.fill(_ALL, Linear(0, 0, 0, 360, ("#eef2f4", "#dbe4ea", "#c3cfd8")))
    sheet.fill(
        rectangle(40, 20, 268, 226),
        Linear(0, 20, 0, 226, ("#bfe0f5", "#e4f2f8", "#fdf3e0")),
        blur=2.5,
    )
    for x, wide, top, colour in (
        (48, 34, 150, "#a9bfcd"),
        (88, 26, 122, "#b8cbd6"),
        (120, 40, 164, "#9fb6c6"),
        (166, 24, 138, "#b3c7d3"),
        (196, 44, 158, "#a6bccb"),
        (244, 22, 130, "#bccdd7"),
    ):
        sheet.fill(rectangle(x, top, x + wide, 226), colour, blur=3, opacity=0.8)
    for bar in (
        rectangle(36, 14, 44, 232),
        rectangle(150, 14, 156, 232),
        rectangle(264, 14, 272, 232),
        rectangle(36, 12, 272, 20),
        rectangle(30, 224, 280, 234),
    ):
        sheet.fill(bar, "#f9fbfc", blur=1.8)
    sheet.fill(
        rectangle(420, -10, 660, 252),
        Linear(420, 0, 640, 0, ("#d3dde4", "#c4d0d9")),
        blur=4,
    )
    for x, y, wide, tall, colour in (
        (452, 56, 60, 44, "#f2a65e"),
        (524, 44, 74, 52, "#7aa6c9"),
        (468, 112, 46, 58, "#e9eef1"),
        (528, 108, 62, 44, "#e07f6a"),
    ):
        sheet.fill(
            rectangle(x, y, x + wide, y + tall, 2), "#8fa0ad", blur=3, opacity=0.4
        )
        sheet.fill(
            rectangle(x, y - 2, x + wide, y + tall - 2, 2),
            colour,
            blur=2.4,
            opacity=0.75,
        )
    sheet.fill(
        rectangle(-10, 268, 660, 380),
        Linear(0, 268, 0, 360, ("#b98f68", "#96704e")),
        blur=4,
    )
    sheet.fill(
        rectangle(500, 262, 560, 322, 6),
        Linear(500, 0, 560, 0, ("#f4efe8", "#d5cabb")),
        blur=3,
    )
    for x, y, turn in (
        (490, 216, -52),
        (506, 196, -26),
        (530, 184, 0),
        (556, 194, 26),
        (574, 214, 50),
        (518, 226, -14),
        (546, 226, 16),
    ):
        leaf = ellipse(x, y, 10, 34, turn)
        sheet.fill(leaf, Linear(x - 12, 0, x + 12, 0, ("#79a86e", "#4d7f55")), blur=2.6)
    sheet.fill(ellipse(120, 120, 120, 100), "#fff4d6", blur=70, opacity=0.55)
