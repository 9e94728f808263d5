"""Which drawing belongs to which avatar of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.media.drawing.character import Character
from sandbox.media.drawing.maya import MAYA

CHARACTERS: Mapping[str, Character] = {
    "Maya_Studio_public": MAYA,
    "Santa_Fireside_public": MAYA,
    "Oliver_Support_public": MAYA,
    "Amara_GreenScreen_public": MAYA,
}
