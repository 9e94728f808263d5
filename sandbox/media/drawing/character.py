"""What an avatar has to bring: a face, a room, clothes, hair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sandbox.media.drawing.features import Face
from sandbox.media.drawing.sheet import Box, Sheet

Painter = Callable[[Sheet], None]


@dataclass(frozen=True, kw_only=True)
class Flicker:
    """A part of the room that moves by itself, and does not touch the figure.

    Attributes:
        box: Where it is.
        steps: How many pictures it loops through.
        paint: Paints one of them over the room.
    """

    box: Box
    steps: int
    paint: Callable[[Sheet, int], None]


@dataclass(frozen=True, kw_only=True)
class Character:
    """One avatar's drawing, from the back to the front.

    Attributes:
        face: What moves in it.
        head_box: The head with everything that moves with it, and some room.
        backdrop: Paints the room behind.
        behind: Paints what stays still behind the body: hair that falls.
        body: Paints what breathes: neck and clothes.
        head: Paints the head without eyes, brows and mouth.
        front: Paints what covers them: hair, beard, glasses.
        flickers: What moves in the room.
    """

    face: Face
    head_box: Box
    backdrop: Painter
    behind: Painter
    body: Painter
    head: Painter
    front: Painter
    flickers: Sequence[Flicker] = ()
