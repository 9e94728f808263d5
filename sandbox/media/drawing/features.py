"""What one face is made of: colours and proportions that its parts are drawn by."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.media.drawing.shapes import Points


@dataclass(frozen=True, kw_only=True)
class Skin:
    """Colours of one skin, from the lightest to the darkest."""

    light: str
    base: str
    shade: str
    deep: str
    blush: str


@dataclass(frozen=True, kw_only=True)
class Eyes:
    """One kind of eyes.

    Attributes:
        iris: From the pupil outwards.
        lash: The lashes' colour.
        lid: The closed lid's colour.
        size: How large, 1 being usual.
        wing: How far the lashes go beyond the outer corner.
        weight: How heavy the line of lashes is, 1 being usual.
    """

    iris: tuple[str, str, str]
    lash: str
    lid: str
    size: float = 1.0
    wing: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Brows:
    """One kind of eyebrows."""

    colour: str
    thickness: float = 1.0
    arch: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Lips:
    """One kind of mouth.

    Attributes:
        upper: Colour of the upper lip.
        lower: Colour of the lower lip.
        line: Colour between them.
        shadow: Colour of what lies below and beside them: skin, or a beard.
        fullness: How thick the lips are, 1 being usual.
        width: How wide the mouth is, 1 being usual.
        smile: How far the corners turn up at rest.
    """

    upper: str
    lower: str
    line: str
    shadow: str
    fullness: float = 1.0
    width: float = 1.0
    smile: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Face:
    """One face, as far as it moves or is shared.

    Attributes:
        outline: The right half of the head's front, from the top to the chin.
        nose: How large the nose is, 1 being usual.
    """

    skin: Skin
    eyes: Eyes
    brows: Brows
    lips: Lips
    outline: Points
    nose: float = 1.0
