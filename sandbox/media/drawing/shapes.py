"""Outlines in picture units: 640 by 360 of them make a frame, y pointing down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.float64]
"""The corners of a closed polygon, one row of x and y each."""
Points = str | Sequence[Sequence[float]]
"""Points on the way, as pairs or as "x,y x,y" the way SVG writes them."""

CENTRE_X = 320.0
_STEPS = 14


def curve(points: Points, *, closed: bool = True) -> Outline:
    """A smooth line through the points; a point given twice in a row is a corner."""
    knots = _knots(points)
    if closed:
        knots = np.vstack([knots[-1], knots, knots[:2]])
    else:
        knots = np.vstack([knots[0], knots, knots[-1]])
    before, start, end, after = knots[:-3], knots[1:-2], knots[2:-1], knots[3:]
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None, None]
    line = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    smooth: Outline = line.transpose(1, 0, 2).reshape(-1, 2)
    return smooth if closed else np.vstack([smooth, knots[-1:]])


def symmetric(points: Points) -> Outline:
    """A closed curve from its right half, given from the top to the bottom."""
    right = _knots(points)
    left = flipped(right[right[:, 0] != CENTRE_X])[::-1]
    return curve(np.vstack([right, left]).tolist())


def moved(outline: Outline, x: float, y: float) -> Outline:
    """The outline somewhere else."""
    return np.asarray(outline + np.array((x, y)))


def flipped(outline: Outline) -> Outline:
    """The outline on the other side of the face."""
    return np.column_stack([2 * CENTRE_X - outline[:, 0], outline[:, 1]])


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Outline:
    """An ellipse about (x, y), turned clockwise by `turn` degrees."""
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    across, down = rx * np.cos(angle), ry * np.sin(angle)
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    return np.column_stack(
        [x + across * cos - down * sin, y + across * sin + down * cos]
    )


def rectangle(x0: float, y0: float, x1: float, y1: float, r: float = 0.0) -> Outline:
    """A rectangle with corners of radius `r`."""
    if not r:
        return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float)
    corners = ((x1 - r, y0 + r), (x1 - r, y1 - r), (x0 + r, y1 - r), (x0 + r, y0 + r))
    parts = []
    for turn, (x, y) in enumerate(corners):
        angle = np.linspace(-90, 0, 8) + 90 * turn
        cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        parts.append(np.column_stack([x + r * cos, y + r * sin]))
    return np.vstack(parts)


def brush(points: Points, widths: Sequence[float]) -> Outline:
    """A stroke along the points, as wide as `widths` says on the way."""
    line = curve(points, closed=False)
    along = np.gradient(line, axis=0)
    length = np.hypot(along[:, 0], along[:, 1])
    along /= np.maximum(length, 1e-9)[:, None]
    normal = np.column_stack([-along[:, 1], along[:, 0]])
    stops = np.linspace(0, 1, len(widths))
    width = np.interp(np.linspace(0, 1, len(line)), stops, widths)[:, None] / 2
    return np.vstack([line + normal * width, (line - normal * width)[::-1]])


def _knots(points: Points) -> Outline:
    if isinstance(points, str):
        points = [[float(part) for part in pair.split(",")] for pair in points.split()]
    return np.asarray(points, float)
