"""Maya: a young engineer in her studio."""

from __future__ import annotations

from sandbox.media.drawing.backdrops import paint_studio
from sandbox.media.drawing.character import Character
from sandbox.media.drawing.face import paint_ears, paint_face, paint_neck
from sandbox.media.drawing.features import Brows, Eyes, Face, Lips, Skin
from sandbox.media.drawing.shapes import (
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
        light="#f9d5b8",
        base="#efbd99",
        shade="#d6946f",
        deep="#9c5a41",
        blush="#e87f6a",
    ),
    eyes=Eyes(
        iris=("#3f2414", "#7a4a24", "#c48a4e"), lash="#24130f", lid="#dba07d", size=1.13
    ),
    brows=Brows(colour="#4a2c22"),
    lips=Lips(
        upper="#c4645c", lower="#dc837a", line="#7e2f2e", shadow="#d6946f", smile=1.2
    ),
    outline="320,84 350,89 370,112 376,146 374,178 366,205 350,226 335,236 320,238.5",
)
_HAIR, _HAIR_DARK, _HAIR_LIGHT = "#4b2d25", "#2e1916", "#8a5a44"


def _behind(sheet: Sheet) -> None:
    back = curve(
        "316,46 356,48 392,78 406,128 410,184 420,232 412,276 386,292 "
        "352,284 320,276 286,286 252,292 226,274 219,234 230,184 "
        "232,128 248,78 284,48"
    )
    sheet.fill(back, Linear(230, 60, 410, 290, (_HAIR, _HAIR_DARK, _HAIR_DARK)))


def _body(sheet: Sheet) -> None:
    paint_neck(sheet, FACE)
    tee = symmetric("320,306 338,302 360,284 376,268 410,300 420,380 320,384")
    sheet.fill(tee, Linear(260, 270, 400, 370, ("#fff6e6", "#f6e2c8", "#dfc09c")))
    sheet.fill(
        brush(
            "278,284 300,303 320,309 340,303 362,284",
            [3, 4, 4, 4, 3],
        ),
        "#e3c7a2",
        blur=0.6,
    )
    jacket = curve(
        "362,264 372,270 440,290 484,316 506,372 516,400 340,400 "
        "352,352 372,306 366,280"
    )
    for side, paint in (
        (
            flipped(jacket),
            Linear(130, 280, 300, 380, ("#6d8fd0", "#4f6fb6", "#3c569a")),
        ),
        (jacket, Linear(340, 280, 520, 380, ("#4a68ac", "#3b5596", "#2b3f78"))),
    ):
        sheet.fill(side, paint)
    lapel = curve(
        "361,262 372,266 398,284 404,316 378,330 352,372 346,372 364,310 358,284"
    )
    for side, paint in (
        (flipped(lapel), Linear(230, 270, 300, 360, ("#86a6e2", "#5f7fc4"))),
        (lapel, Linear(345, 270, 410, 360, ("#5b7bc0", "#3f5a9c"))),
    ):
        sheet.fill(side, paint)
    seam = brush("404,314 378,329 352,372", [1.2, 1.2, 1.2])
    sheet.fill([seam, flipped(seam)], "#26376c", blur=0.6, opacity=0.6)

    pin = [ellipse(258, 322, 6.4, 6.4)]
    sheet.fill([moved(pin[0], 0.6, 1.4)], "#26376c", blur=1, opacity=0.6)
    sheet.fill(pin, Radial(256, 319, 10, ("#ffd08a", "#f5953c", "#d9742a")))
    for x in (255.8, 260.2):
        sheet.fill(ellipse(x, 321, 0.9, 1.3), "#5b2c10")
    sheet.fill(brush("255.2,324 258,325.6 260.8,324", [0.5, 1, 0.5]), "#5b2c10")


def _head(sheet: Sheet) -> None:
    paint_ears(sheet, FACE)
    paint_face(sheet, FACE)


def _front(sheet: Sheet) -> None:
    for x in (262, 378):
        stud = Radial(x - 1, 183, 4, ("#fff3cf", "#e5b866"))
        sheet.fill(ellipse(x, 184.5, 2.6, 2.6), stud)
    right = curve(
        "296,50 322,45 358,48 388,72 403,112 406,156 410,196 420,234 "
        "416,266 400,284 378,286 388,268 388,244 381,220 379,190 "
        "378,160 372,134 354,116 330,106 308,92 294,74 294,74"
    )
    left = curve(
        "322,48 288,45 258,66 240,104 234,150 230,196 220,232 223,262 "
        "238,282 262,286 253,266 253,242 259,218 261,190 263,160 "
        "270,132 284,108 298,90 306,70"
    )
    shadow = brush(
        "262,190 264,160 272,134 300,98 330,110 356,120 373,138 378,170",
        [2, 6, 8, 8, 9, 8, 6, 2],
    )
    sheet.fill(
        shadow, FACE.skin.deep, inside=symmetric(FACE.outline), blur=3.5, opacity=0.5
    )
    sheet.fill(left, Linear(310, 50, 226, 280, (_HAIR, _HAIR, _HAIR_DARK)))
    sheet.fill(right, Linear(300, 46, 418, 280, (_HAIR, _HAIR, _HAIR_DARK)))
    for points, widths in (
        (
            "308,60 344,62 374,88 390,130 393,176 398,214",
            [1, 8, 10, 8, 5, 1],
        ),
        ("292,64 268,84 252,116 246,156 243,196", [1, 7, 9, 6, 1]),
    ):
        sheet.fill(brush(points, widths), _HAIR_LIGHT, blur=3.4, opacity=0.75)
    for points in (
        "300,62 338,68 366,94 384,134 386,184 394,226 398,262",
        "298,70 334,84 364,108 380,146 381,186 388,226 392,258",
        "312,52 356,60 386,92 399,140 400,190 410,232",
        "292,72 272,98 258,132 254,176 246,222 242,258",
        "284,58 256,86 244,126 240,176 232,224",
    ):
        sheet.fill(
            brush(points, [0.4, 1.5, 1.8, 1.5, 0.4]), _HAIR_DARK, blur=0.5, opacity=0.6
        )
    for points in (
        "302,56 346,58 378,84 394,128 397,178 405,226",
        "296,62 266,92 250,130 246,176 238,222",
    ):
        sheet.fill(
            brush(points, [0.3, 1.2, 1.4, 0.3]), "#b98567", blur=0.6, opacity=0.7
        )


MAYA = Character(
    face=FACE,
    head_box=(206, 32, 434, 300),
    backdrop=paint_studio,
    behind=_behind,
    body=_body,
    head=_head,
    front=_front,
)
