"""What Santa Claus wears: coat, hat, glasses."""

from __future__ import annotations

from sandbox.media.drawing.features import Face
from sandbox.media.drawing.shapes import brush, curve, ellipse, symmetric
from sandbox.media.drawing.sheet import Linear, Radial, Sheet

_WHITE, _CREAM, _GREY = "#ffffff", "#f0ece6", "#cfc6c2"
_RED, _RED_DARK, _RED_LIGHT = "#c32430", "#8c1420", "#e4474a"


def paint_coat(sheet: Sheet) -> None:
    """A red coat with a collar of fur."""
    coat = symmetric("320,262 372,262 430,278 486,306 516,372 524,420 320,420")
    sheet.fill(coat, Linear(130, 270, 520, 380, (_RED_LIGHT, _RED, _RED_DARK)))
    for x, turn in ((196, -24), (446, 24)):
        sheet.fill(
            ellipse(x, 352, 10, 46, turn), _RED_DARK, inside=coat, blur=7, opacity=0.6
        )
    sheet.fill(
        symmetric("320,300 338,300 336,400 320,400"),
        Linear(300, 0, 340, 0, (_WHITE, _GREY)),
        blur=1.5,
    )
    _fluff(
        sheet,
        [(x, 286 - 26 * abs((x - 320) / 100) ** 2) for x in range(222, 421, 14)],
        19,
    )


def paint_glasses(sheet: Sheet) -> None:
    """Half-moon glasses, low on the nose."""
    for x in (294, 346):
        ring = [
            (x + 19 * a, 172 + 11.5 * b)
            for a, b in ((-1, -0.35), (-0.85, 0.55), (0, 1), (0.85, 0.55), (1, -0.35))
        ]
        sheet.fill(
            brush(ring, [1.5, 1.9, 1.9, 1.9, 1.5]),
            Linear(0, 160, 0, 186, ("#f7d98a", "#b98a36")),
        )
        sheet.fill(
            brush([(x - 19, 168), (x, 166.6), (x + 19, 168)], [1.4, 1.4, 1.4]),
            "#d9b25c",
        )
        sheet.fill(
            brush([(x - 11, 178), (x - 5, 171)], [0.6, 2.4]),
            _WHITE,
            blur=0.8,
            opacity=0.45,
        )
    sheet.fill(brush("313,168 320,165.5 327,168", [1.6, 1.8, 1.6]), "#d9b25c")


def paint_hat(sheet: Sheet, face: Face) -> None:
    """The hat, its fur and its shadow on the forehead."""
    cone = curve(
        "256,104 256,104 266,66 294,34 330,22 366,30 396,56 414,92 "
        "424,128 412,132 400,112 390,100 384,106 384,106"
    )
    sheet.fill(cone, Linear(262, 40, 420, 120, (_RED_LIGHT, _RED, _RED_DARK)))
    for points in (
        "372,96 384,76 378,52 362,38",
        "300,96 290,72 304,46",
    ):
        sheet.fill(
            brush(points, [2, 8, 6, 1]), _RED_DARK, inside=cone, blur=3.5, opacity=0.6
        )
    sheet.fill(
        brush("282,84 296,54 326,34", [2, 9, 2]),
        "#f27c74",
        inside=cone,
        blur=4,
        opacity=0.75,
    )
    shade = curve("252,118 320,104 388,118 388,132 320,122 252,132")
    sheet.fill(
        shade, face.skin.deep, inside=symmetric(face.outline), blur=4, opacity=0.45
    )
    _fluff(
        sheet,
        [(x, 103 + 11 * abs((x - 320) / 70) ** 2) for x in range(252, 389, 17)],
        15.5,
    )
    sheet.fill(
        ellipse(420, 138, 17, 17),
        Radial(414, 131, 25, (_WHITE, _CREAM, _GREY)),
        blur=1.2,
    )


def _fluff(sheet: Sheet, places: list[tuple[float, float]], radius: float) -> None:
    """A band of fur: soft balls, shaded below."""
    balls = [ellipse(x, y, radius, radius * 0.92) for x, y in places]
    sheet.fill(
        balls,
        Linear(0, places[0][1] - 30, 0, places[0][1] + 40, (_WHITE, _CREAM, _GREY)),
        blur=1.6,
    )
    for index, (x, y) in enumerate(places):
        offset = 3.5 if index % 2 else -2.5
        sheet.fill(
            ellipse(x + offset, y + radius * 0.5, radius * 0.6, radius * 0.22),
            _GREY,
            blur=2.6,
            opacity=0.55,
        )
        sheet.fill(
            ellipse(x - offset, y - radius * 0.4, radius * 0.5, radius * 0.25),
            _WHITE,
            blur=2.6,
            opacity=0.9,
        )
