"""A log cabin on a winter's evening: fire, tree, lights, a window with snow."""

from __future__ import annotations

import numpy as np

from sandbox.media.drawing.character import Flicker
from sandbox.media.drawing.shapes import brush, curve, ellipse, rectangle
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

_ALL = rectangle(-10, -10, 660, 380)
_FIRE_BOX = (508.0, 222.0, 622.0, 324.0)
_TREE_BOX = (14.0, 84.0, 134.0, 296.0)
_LIGHTS = (
    (74, 104, "#ffd27a"),
    (92, 142, "#ff7a6b"),
    (58, 150, "#8fc7ff"),
    (80, 184, "#ffd27a"),
    (112, 206, "#ff9c6b"),
    (44, 206, "#ff7a6b"),
    (72, 236, "#ffe3a6"),
    (118, 258, "#8fc7ff"),
    (36, 262, "#ffd27a"),
    (94, 278, "#ff7a6b"),
)


def paint_fireside(sheet: Sheet) -> None:
    """The room, without what flickers in it."""
    sheet.fill(_ALL, Linear(0, 0, 200, 360, ("#6a3a2a", "#53291f", "#371812")))
    for y in range(-6, 366, 34):
        sheet.fill(rectangle(-5, y, 650, y + 2.5), "#2b120d", blur=1.6, opacity=0.55)
        sheet.fill(rectangle(-5, y + 4, 650, y + 8), "#8a5138", blur=3, opacity=0.25)
    sheet.fill(ellipse(560, 250, 110, 90), "#ff9a4a", blur=60, opacity=0.75)
    _paint_window(sheet)
    _paint_fireplace(sheet)
    _paint_tree(sheet)
    for x, y in ((-30, -30), (680, -40), (-30, 400)):
        sheet.fill(ellipse(x, y, 210, 150), "#140604", blur=60, opacity=0.6)


def _paint_window(sheet: Sheet) -> None:
    frame = rectangle(172, 34, 262, 150, 4)
    sheet.fill(frame, Linear(0, 34, 0, 150, ("#1c2b57", "#3d568f")), blur=2)
    rng = np.random.default_rng(4)
    for _ in range(34):
        x, y, r = rng.uniform(176, 258), rng.uniform(38, 142), rng.uniform(0.8, 2.4)
        sheet.fill(ellipse(x, y, r, r), "#dfe9ff", blur=0.9, opacity=0.8)
    sheet.fill(
        curve("172,142 200,134 230,140 262,136 262,152 172,152"),
        "#dfe9ff",
        blur=2,
    )
    for bar in (rectangle(214, 34, 219, 150), rectangle(172, 90, 262, 95)):
        sheet.fill(bar, "#4a2418", blur=1.4)
    for bar in (
        rectangle(164, 26, 270, 36),
        rectangle(164, 148, 270, 158),
        rectangle(164, 26, 173, 158),
        rectangle(261, 26, 270, 158),
    ):
        sheet.fill(bar, "#5e3020", blur=1.4)


def _paint_fireplace(sheet: Sheet) -> None:
    sheet.fill(
        rectangle(470, 150, 700, 380),
        Linear(470, 0, 640, 0, ("#7a5446", "#94695a")),
        blur=2.5,
    )
    rng = np.random.default_rng(11)
    for row in range(11):
        for column in range(-1, 6):
            x, y = 470 + column * 42 + (row % 2) * 21, 152 + row * 20
            tone = ("#8d6152", "#a07262", "#7d5547", "#946655")[int(rng.integers(4))]
            sheet.fill(
                rectangle(max(471, x + 1.5), y + 1.5, x + 40, y + 18, 2),
                tone,
                blur=1.3,
                opacity=0.9,
            )
    opening = curve("500,380 500,250 510,216 564,198 618,216 628,250 628,380")
    sheet.fill(
        opening, Radial(564, 300, 120, ("#d9601f", "#7a2a12", "#200a06")), blur=2
    )
    sheet.fill(
        rectangle(456, 134, 700, 152, 3),
        Linear(0, 134, 0, 152, ("#8a5236", "#5a2f1e")),
        blur=1.5,
    )
    garland = brush("460,140 500,158 560,164 640,154", [9, 12, 12, 9])
    sheet.fill(garland, "#2f5a37", blur=2)
    for x, y in ((478, 150), (520, 161), (566, 165), (610, 159)):
        sheet.fill(ellipse(x, y, 4.5, 4.5), "#ffdf9a", blur=1.5)
    for x in (498, 604):
        stocking = curve(
            [
                (x - 7, 168),
                (x + 8, 168),
                (x + 8, 190),
                (x + 17, 198),
                (x + 14, 207),
                (x, 206),
                (x - 6, 198),
            ]
        )
        sheet.fill(stocking, "#b3262b", blur=1.5)
        sheet.fill(rectangle(x - 9, 163, x + 10, 172, 3), "#f4ede4", blur=1.5)


def _paint_tree(sheet: Sheet) -> None:
    for top, half, low in (
        (52, 34, 128),
        (98, 50, 196),
        (156, 66, 276),
        (222, 80, 348),
    ):
        tier = curve(
            [
                (78, top),
                (78, top),
                (78 + half, low),
                (78 + half, low),
                (78, low + 10),
                (78 - half, low),
                (78 - half, low),
            ]
        )
        sheet.fill(
            tier, Linear(20, 0, 150, 0, ("#2c5b42", "#1d4130", "#143024")), blur=3.5
        )
    sheet.fill(ellipse(78, 52, 9, 9), "#ffe9ae", blur=3)


def _paint_fire(sheet: Sheet, step: int) -> None:
    rng = np.random.default_rng(100 + step)
    glow = 0.55 + 0.2 * rng.random()
    sheet.fill(ellipse(564, 284, 34, 17), "#ff7a20", blur=7, opacity=glow)
    for colour, size in (("#ff8a2a", 1.0), ("#ffb53e", 0.74), ("#ffe58a", 0.44)):
        for x, tall, wide in ((540, 46, 15), (564, 66, 19), (588, 50, 15)):
            high = tall * size * rng.uniform(0.84, 1.12)
            lean = rng.uniform(-7, 7) * size
            half = wide * size
            tongue = curve(
                [
                    (x + lean, 308 - high),
                    (x + lean, 308 - high),
                    (x + half * 0.75 + lean * 0.4, 308 - high * 0.45),
                    (x + half, 302),
                    (x, 310),
                    (x - half, 302),
                    (x - half * 0.75 + lean * 0.4, 308 - high * 0.4),
                ]
            )
            sheet.fill(tongue, colour, blur=2.2, opacity=0.85)
    for y, turn in ((309, 6), (312, -7)):
        sheet.fill(ellipse(564, y, 46, 5, turn), "#3a1a10", blur=1.2)


def _paint_lights(sheet: Sheet, step: int) -> None:
    for index, (x, y, colour) in enumerate(_LIGHTS):
        bright = 0.45 + 0.55 * abs(np.sin(np.pi * (step / 8 + index * 0.37)))
        sheet.fill(ellipse(x, y, 4.6, 4.6), colour, blur=1.4, opacity=float(bright))
        sheet.fill(ellipse(x, y, 7, 7), colour, blur=5, opacity=float(bright) * 0.5)


FLICKERS = (
    Flicker(box=_FIRE_BOX, steps=8, paint=_paint_fire),
    Flicker(box=_TREE_BOX, steps=8, paint=_paint_lights),
)
