"""Oliver from support, at his desk with a headset."""

from __future__ import annotations

from sandbox.media.drawing.backdrops import paint_office
from sandbox.media.drawing.character import Character
from sandbox.media.drawing.face import paint_ears, paint_face, paint_neck
from sandbox.media.drawing.features import Brows, Eyes, Face, Lips, Skin
from sandbox.media.drawing.shapes import (
    brush,
    curve,
    ellipse,
    flipped,
    moved,
    rectangle,
    symmetric,
)
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

FACE = Face(
    skin=Skin(
        light="#fde0c8",
        base="#f5c7a6",
        shade="#dd9f7a",
        deep="#a3644a",
        blush="#ea8268",
    ),
    eyes=Eyes(
        iris=("#2d2a1c", "#6b5a34", "#a98c54"),
        lash="#4a2a1c",
        lid="#e3ad8a",
        size=1.02,
        wing=0.15,
        weight=0.62,
    ),
    brows=Brows(colour="#8a4a26", thickness=1.35, arch=0.35),
    lips=Lips(
        upper="#bd6a5c",
        lower="#d28674",
        line="#7a3a30",
        shadow="#b0653d",
        fullness=0.82,
        width=1.04,
        smile=1.05,
    ),
    outline="320,84 352,88 373,112 379,148 378,182 371,210 354,231 337,240 320,242",
    nose=1.14,
)
_HAIR, _HAIR_DARK, _HAIR_LIGHT = "#a8582a", "#733618", "#dc9150"
_KNIT, _KNIT_DARK, _KNIT_LIGHT = "#35477d", "#222f58", "#5269a8"


def _behind(sheet: Sheet) -> None:
    nape = symmetric("320,120 372,130 378,180 366,206 320,210")
    sheet.fill(nape, _HAIR_DARK)


def _body(sheet: Sheet) -> None:
    paint_neck(sheet, FACE, width=1.28)
    shirt = symmetric("320,318 340,300 362,272 376,264 400,300 380,380 320,390")
    sheet.fill(shirt, Linear(270, 260, 390, 350, ("#ffffff", "#e9edf4")))
    knit = symmetric(
        "320,342 344,322 372,290 386,270 452,286 496,312 520,372 528,420 320,420"
    )
    sheet.fill(knit, Linear(120, 270, 520, 380, (_KNIT_LIGHT, _KNIT, _KNIT_DARK)))
    rib = brush(
        "258,274 272,296 296,324 320,344 344,324 368,296 382,274",
        [5, 6, 6, 6, 6, 6, 5],
    )
    sheet.fill(rib, _KNIT_DARK, blur=0.8)
    for way in (-1, 1):
        ribbon = brush(
            [(320 + way * 56, 284), (320 + way * 42, 316), (320 + way * 26, 372)],
            [7, 7, 7],
        )
        sheet.fill(ribbon, Linear(0, 280, 0, 372, ("#ffb056", "#ef8a3a")))

    collar = curve("366,256 384,262 392,280 374,304 350,316 344,300 358,280")
    for side in (collar, flipped(collar)):
        sheet.fill(moved(side, 0, 2.5), "#24305a", blur=2.4, opacity=0.45)
    for side, colours in (
        (flipped(collar), ("#ffffff", "#eef2f8")),
        (collar, ("#f4f6fa", "#d3dae6")),
    ):
        sheet.fill(side, Linear(0, 256, 0, 316, colours))
    for x, turn in ((186, -26), (456, 26)):
        sheet.fill(
            ellipse(x, 350, 10, 46, turn), _KNIT_DARK, inside=knit, blur=7, opacity=0.6
        )


def _head(sheet: Sheet) -> None:
    paint_ears(sheet, FACE)
    paint_face(sheet, FACE)
    _paint_beard(sheet)


def _paint_beard(sheet: Sheet) -> None:
    front = symmetric(FACE.outline)
    beard = symmetric(
        "320,218.5 334,218.5 344,212 346,203 360,190 373,164 380,150 "
        "386,180 378,216 360,240 338,250 320,252"
    )
    sheet.fill(
        beard,
        Linear(264, 160, 380, 250, (_HAIR, _HAIR, _HAIR_DARK)),
        inside=front,
        blur=2.6,
        opacity=0.8,
    )
    moustache = symmetric("320,197 331,196.5 344,201 351,214 340,207 320,203")
    sheet.fill(moustache, _HAIR, blur=1.8, opacity=0.75)
    sheet.fill(
        ellipse(296, 226, 10, 14, 30), _HAIR_LIGHT, inside=front, blur=6, opacity=0.4
    )


def _front(sheet: Sheet) -> None:
    _paint_hair(sheet)
    _paint_headset(sheet)


def _paint_hair(sheet: Sheet) -> None:
    front = symmetric(FACE.outline)
    shade = brush(
        "264,150 270,124 300,106 340,108 366,118 376,150",
        [2, 7, 9, 9, 7, 2],
    )
    sheet.fill(shade, FACE.skin.deep, inside=front, blur=3.5, opacity=0.4)
    mass = curve(
        "259,164 254,130 256,94 270,64 296,46 336,39 370,48 387,78 "
        "390,120 383,164 377,150 376,126 368,110 352,104 330,106 "
        "304,110 284,106 272,116 266,136 264,152"
    )
    sheet.fill(mass, Linear(264, 40, 392, 150, (_HAIR, _HAIR, _HAIR_DARK)))
    quiff = curve(
        "270,106 262,80 280,54 314,40 350,43 374,59 380,82 366,98 340,92 316,96 294,108"
    )
    sheet.fill(quiff, Linear(270, 40, 370, 106, ("#c06a34", _HAIR, "#8a4520")))
    for points in (
        "280,96 282,68 308,48 346,48",
        "292,100 300,74 328,58 362,66",
        "272,88 276,62 300,44",
    ):
        sheet.fill(
            brush(points, [0.6, 4.5, 5, 0.6]), _HAIR_LIGHT, blur=1.8, opacity=0.65
        )
    for points in (
        "286,102 292,78 318,62 356,58",
        "306,102 318,82 344,74 372,82",
        "262,136 261,108 268,84",
        "382,136 383,108 378,84",
    ):
        sheet.fill(
            brush(points, [0.4, 1.6, 1.6, 0.4]), _HAIR_DARK, blur=0.7, opacity=0.7
        )


def _paint_headset(sheet: Sheet) -> None:
    band = brush(
        "258,150 253,108 266,70 290,46 324,34 358,42 382,68 391,106 383,150",
        [8, 7, 7, 7, 7, 7, 7, 7, 8],
    )
    sheet.fill(band, Linear(250, 30, 390, 120, ("#5b6270", "#2b303a", "#171a21")))
    sheet.fill(
        brush("256,104 268,72 292,47", [0.5, 1.8, 0.5]),
        "#aab3c2",
        blur=0.7,
        opacity=0.8,
    )
    boom = brush("258,176 262,208 280,222 298,221", [3.2, 3, 2.8, 2.6])
    sheet.fill(boom, Linear(250, 170, 300, 222, ("#5b6270", "#20242c")))
    sheet.fill(rectangle(292, 216.5, 305, 225.5, 4.4), "#1b1e25")
    sheet.fill(ellipse(297, 219, 3, 1.2, -4), "#7c8593", blur=0.6, opacity=0.8)
    for x, light in ((258, "#6a7282"), (383, "#3a404c")):
        sheet.fill(
            rectangle(x - 11, 144, x + 11, 188, 10),
            Linear(x - 11, 144, x + 11, 188, (light, "#262a33", "#14161b")),
        )
        sheet.fill(
            rectangle(x - 6, 151, x + 6, 181, 6),
            Radial(x - 2, 160, 20, ("#454c5a", "#20242c")),
        )
    sheet.fill(ellipse(258, 166, 2.2, 2.2), "#ffb056", blur=0.4)


OLIVER = Character(
    face=FACE,
    head_box=(228, 14, 412, 268),
    backdrop=paint_office,
    behind=_behind,
    body=_body,
    head=_head,
    front=_front,
)
