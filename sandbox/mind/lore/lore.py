"""Looks up what a persona of some kind knows beyond its prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.mind.lore import anybody, santa, support, terms
from sandbox.mind.lore.entry import Entry
from sandbox.mind.persona import Persona
from sandbox.mind.telling import knows_code

_BY_KIND: Mapping[str, Sequence[Entry]] = {
    "santa": santa.LORE,
    "support": support.LORE,
}


def lore(persona: Persona, kind: str, text: str) -> Sequence[str]:
    """Ways to answer, any of which will do; none where nothing is known.

    Args:
        persona: Who is asked.
        kind: Its manner: `santa`, `support` or `plain`.
        text: The visitor's words, normalised.
    """
    known = [*_BY_KIND.get(kind, ())]
    if kind == "support" or knows_code(" ".join(persona.get("languages"))):
        if line := terms.explained(text):
            return (line,)
        known += terms.LORE
    known += anybody.LORE
    return next((one.lines for one in known if one.asked.search(text)), ())
