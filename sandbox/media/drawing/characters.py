"""Which drawing belongs to which avatar of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.media.drawing.amara import AMARA
from sandbox.media.drawing.character import Character
from sandbox.media.drawing.maya import MAYA
from sandbox.media.drawing.oliver import OLIVER
from sandbox.media.drawing.santa import SANTA

CHARACTERS: Mapping[str, Character] = {
    "Maya_Studio_public": MAYA,
    "Santa_Fireside_public": SANTA,
    "Oliver_Support_public": OLIVER,
    "Amara_GreenScreen_public": AMARA,
}
