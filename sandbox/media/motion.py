"""How the face moves: a pose for every picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Everything that differs from one picture to the next; all smooth.

    Attributes:
        openness: Jaw, 0 to 1.
    """

    openness: float = 0.0
