"""Amara, on a flat green screen: no colour of hers comes near the key."""

from __future__ import annotations

import numpy as np

from sandbox.media.drawing.backdrops import paint_green
from sandbox.media.drawing.character import Character
from sandbox.media.drawing.face import paint_ears, paint_face, paint_neck
from sandbox.media.drawing.features import Brows, Eyes, Face, Lips, Skin
from sandbox.media.drawing.shapes import (
    Outline,
    brush,
    curve,
    ellipse,
    flipped,
    moved,
    symmetric,
)
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

FACE = Face(
    skin=Skin(
        light="#b97a56",
        base="#98593a",
        shade="#743c28",
        deep="#451f17",
        blush="#c0533c",
    ),
    eyes=Eyes(
        iris=("#1c0e0a", "#4a2817", "#7d4a2a"),
        lash="#150a08",
        lid="#7d4530",
        size=1.14,
        wing=1.3,
        weight=1.1,
    ),
    brows=Brows(colour="#24120e", thickness=1.05, arch=1.2),
    lips=Lips(
        upper="#8f3a3a",
        lower="#b4564f",
        line="#4a1718",
        shadow="#6b3525",
        fullness=1.3,
        width=1.02,
        smile=0.95,
    ),
    outline="320,86 350,90 370,112 376,146 374,178 366,205 350,227 335,237.5 320,240",
    nose=1.1,
)
_HAIR, _HAIR_LIGHT, _HAIR_WARM = "#21130f", "#4a2d22", "#6e4431"
_CORAL, _CORAL_DARK, _CORAL_LIGHT = "#e8604c", "#b23b33", "#ff8d74"


def _curls(radius: float, low: float, step: float) -> list[tuple[float, float, float]]:
    """Places and sizes of curls round the head, the same on both sides."""
    rng = np.random.default_rng(round(radius))
    curls = []
    for angle in np.arange(90, -low, -step):
        turn = np.radians(angle)
        away, size = radius + rng.uniform(-3, 3), float(rng.uniform(11, 15))
        x, y = away * 1.04 * np.cos(turn), 140 - away * np.sin(turn)
        curls += [(320 + float(x), float(y), size), (320 - float(x), float(y), size)]
    return curls


def _behind(sheet: Sheet) -> None:
    back = [symmetric("320,40 380,52 418,100 424,150 408,196 384,216 320,212")]
    back += [ellipse(x, y, r, r) for x, y, r in _curls(96, 44, 13)]
    sheet.fill(back, Linear(220, 40, 420, 220, ("#2c1a15", _HAIR, "#140b09")))


def _body(sheet: Sheet) -> None:
    paint_neck(sheet, FACE)
    blouse = symmetric(
        "320,326 336,312 360,280 378,268 440,288 482,314 504,372 512,420 320,420"
    )
    sheet.fill(blouse, Linear(140, 270, 500, 380, (_CORAL_LIGHT, _CORAL, _CORAL_DARK)))
    chain = brush(
        "297.5,252 303,284 320,303 337,284 342.5,252",
        [1.2, 1.3, 1.3, 1.3, 1.2],
    )
    sheet.fill(chain, "#e9bd62")
    sheet.fill(ellipse(320, 309, 4.2, 5), Radial(318, 307, 7, ("#ffe9ae", "#c98f33")))

    collar = curve("374,264 392,272 400,292 378,322 340,352 322,340 346,312 362,284")
    for side in (collar, flipped(collar)):
        sheet.fill(moved(side, 0, 3), _CORAL_DARK, blur=3, opacity=0.7)
    for side, colours in (
        (flipped(collar), ("#ffab93", "#f27a63")),
        (collar, ("#f07f68", "#cf4f40")),
    ):
        sheet.fill(side, Linear(0, 264, 0, 350, colours))
    for x, turn in ((196, -24), (446, 24)):
        sheet.fill(
            ellipse(x, 350, 9, 44, turn),
            _CORAL_DARK,
            inside=blouse,
            blur=7,
            opacity=0.5,
        )
    for x, y in ((320, 352),):
        sheet.fill(ellipse(x, y, 4, 4), Radial(x - 1, y - 1, 5, ("#fff1d8", "#d9a860")))


def _head(sheet: Sheet) -> None:
    paint_ears(sheet, FACE)
    paint_face(sheet, FACE)


def _front(sheet: Sheet) -> None:
    front = symmetric(FACE.outline)
    shade = brush(
        "264,168 266,130 290,104 320,98 350,104 374,130 376,168",
        [2, 8, 12, 12, 12, 8, 2],
    )
    sheet.fill(shade, FACE.skin.deep, inside=front, blur=4, opacity=0.7)
    rng = np.random.default_rng(5)
    mass: list[Outline] = [
        curve(
            "258,160 250,110 276,62 320,44 364,62 390,110 382,160 374,130 "
            "352,106 320,98 288,106 266,130"
        )
    ]
    fringe = []
    for angle in np.arange(6, 175, 9.5):
        turn = np.radians(angle)
        fringe.append(
            (320 + 60 * np.cos(turn), 148 - 52 * np.sin(turn), rng.uniform(9, 12))
        )
    curls = [*_curls(94, 40, 14), *_curls(82, 26, 16), *_curls(70, 8, 17), *fringe]
    mass += [ellipse(x, y, r, r) for x, y, r in curls]
    sheet.fill(mass, Linear(230, 40, 420, 190, ("#35201a", _HAIR, "#170c0a")))
    for x, y, r in curls:
        turn = float(rng.uniform(0, 360))
        arc = ellipse(0, 0, r * 0.62, r * 0.5, turn)
        ring = brush(moved(arc[:40:8], x, y).tolist(), [0.4, 2.2, 2.6, 0.4])
        light = _HAIR_WARM if x < 320 and y < 150 else _HAIR_LIGHT
        sheet.fill(ring, light, blur=0.8, opacity=0.75 if y < 130 else 0.5)
    _paint_earrings(sheet)


def _paint_earrings(sheet: Sheet) -> None:
    for x in (262, 378):
        round_trip = [*ellipse(x, 200, 9.5, 12).tolist(), (x + 9.5, 200.5)]
        hoop = brush(round_trip, [2.6, 2.6])
        sheet.fill(
            hoop, Linear(x - 9, 188, x + 9, 212, ("#ffe9ae", "#dca84a", "#a8742a"))
        )


AMARA = Character(
    face=FACE,
    head_box=(202, 22, 438, 256),
    backdrop=paint_green,
    behind=_behind,
    body=_body,
    head=_head,
    front=_front,
)
