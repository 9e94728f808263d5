"""Santa Claus by his fireside."""

from __future__ import annotations

from sandbox.media.drawing.character import Character
from sandbox.media.drawing.face import paint_ears, paint_face, paint_neck
from sandbox.media.drawing.features import Brows, Eyes, Face, Lips, Skin
from sandbox.media.drawing.fireside import FLICKERS, paint_fireside
from sandbox.media.drawing.santa_clothes import paint_coat, paint_glasses, paint_hat
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
        light="#fbd9c2",
        base="#f2bd9f",
        shade="#d9906f",
        deep="#9a523c",
        blush="#e8604f",
    ),
    eyes=Eyes(
        iris=("#1f3a5c", "#3f72ad", "#86b8e6"),
        lash="#5a3a30",
        lid="#e0a284",
        wing=0.2,
        weight=0.62,
    ),
    brows=Brows(colour="#f5f1ea", thickness=2.0, arch=1.2),
    lips=Lips(
        upper="#b9574f",
        lower="#cf7168",
        line="#6e2a28",
        shadow="#c9bfb8",
        fullness=0.95,
        width=1.06,
        smile=1.0,
    ),
    outline="320,84 352,90 373,114 380,148 381,180 374,208 356,230 336,240 320,242",
    nose=1.2,
)
_WHITE, _CREAM, _GREY = "#ffffff", "#f0ece6", "#cfc6c2"


def _behind(sheet: Sheet) -> None:
    back = symmetric("320,90 372,96 398,140 404,196 392,246 320,262")
    sheet.fill(back, Linear(240, 90, 410, 260, (_CREAM, _GREY)))


def _body(sheet: Sheet) -> None:
    paint_neck(sheet, FACE, width=1.25)
    paint_coat(sheet)


def _head(sheet: Sheet) -> None:
    paint_ears(sheet, FACE)
    paint_face(sheet, FACE)
    for x in (282, 358):
        cheek = Radial(x - 4, 183, 24, ("#f6a08c", FACE.skin.blush))
        sheet.fill(ellipse(x, 189, 15, 11), cheek, blur=5, opacity=0.6)
    for points in (
        "274,152 268,148",
        "273,158 266,158",
        "275,164 269,168",
    ):
        line = brush(points, [1.3, 0.4])
        sheet.fill([line, flipped(line)], FACE.skin.deep, blur=0.5, opacity=0.5)
    tip = Radial(316, 182, 18, ("#ffc9b4", "#ef9a82", "#d9745f"))
    sheet.fill(ellipse(320, 188, 14.5, 11.5), tip, blur=1.6, opacity=0.9)
    sheet.fill(ellipse(315.5, 183.5, 4, 2.8, -20), "#ffffff", blur=1.5, opacity=0.6)
    _paint_beard(sheet)


def _paint_beard(sheet: Sheet) -> None:
    beard = symmetric(
        "320,199 338,197 352,196 364,190 374,172 380,150 388,152 "
        "396,186 398,222 390,256 372,284 352,300 338,310 320,318"
    )
    hole = ellipse(320, 211, 17, 7)
    sheet.fill(beard, Linear(262, 180, 392, 300, (_WHITE, _CREAM, _GREY)))
    sheet.fill(ellipse(320, 214, 30, 15), _GREY, inside=beard, blur=7, opacity=0.8)
    sheet.fill(hole, FACE.skin.shade, blur=3)
    for points in (
        "380,168 386,206 378,246 356,284",
        "370,196 372,232 358,268 338,300",
        "352,222 352,252 338,288 324,308",
        "334,232 332,262 322,296 318,306",
    ):
        strand = brush(points, [0.5, 2.4, 2.8, 0.5])
        sheet.fill([strand, flipped(strand)], "#bdb2ae", blur=1.3, opacity=0.7)
    for points in (
        "376,190 379,226 366,262 346,292",
        "360,214 362,246 346,280",
        "343,230 342,262 330,294",
    ):
        strand = brush(points, [0.5, 3, 3.4, 0.5])
        sheet.fill([strand, flipped(strand)], _WHITE, blur=1.4, opacity=0.9)


def _front(sheet: Sheet) -> None:
    _paint_moustache(sheet)
    paint_glasses(sheet)
    paint_hat(sheet, FACE)


def _paint_moustache(sheet: Sheet) -> None:
    half = curve(
        "319,194 330,193 345,197 358,205 370,205 379,197 380,209 "
        "370,219 354,220 338,213 326,207.5 319,206"
    )
    for side in (half, flipped(half)):
        sheet.fill(moved(side, 0, 2.2), "#9b8a84", blur=2.2, opacity=0.5)
    for side, light in (
        (flipped(half), (_WHITE, _WHITE, _CREAM)),
        (half, (_WHITE, _CREAM, "#ddd5d0")),
    ):
        sheet.fill(side, Linear(0, 192, 0, 220, light))
    for points in (
        "325,198 342,203 357,211 371,210",
        "324,203 340,209 354,215 368,214",
    ):
        strand = brush(points, [0.4, 1.5, 1.5, 0.4])
        sheet.fill([strand, flipped(strand)], "#c4bab5", blur=0.7, opacity=0.8)


SANTA = Character(
    face=FACE,
    head_box=(222, 12, 450, 330),
    backdrop=paint_fireside,
    behind=_behind,
    body=_body,
    head=_head,
    front=_front,
    flickers=FLICKERS,
)
