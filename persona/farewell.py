"""The closing line of a persona whose session is about to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from errors import NotFound
from persona.model import Persona
from persona.prompt import goodbye


class OfPersona(Protocol):
    """Anything that knows which persona it belongs to, and what filled it in."""

    @property
    def persona_id(self) -> str:
        """The persona's id."""
        ...

    @property
    def variables(self) -> Mapping[str, str]:
        """The values of the persona's variables."""
        ...


class Personas(Protocol):
    """What is needed of the persona store."""

    def get(self, persona_id: str) -> Persona:
        """The persona with this id; NotFound when it is gone."""
        ...


class Farewells:
    """Looks up closing lines.

    Args:
        personas: Who may have one.
    """

    def __init__(self, personas: Personas) -> None:
        self._personas = personas

    def line(self, session: OfPersona) -> str:
        """The session's persona's `goodbye`; empty when there is none."""
        try:
            persona = self._personas.get(session.persona_id)
        except NotFound:
            return ""
        return goodbye(persona, session.variables)
