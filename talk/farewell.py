"""The closing line of a persona whose session is about to end."""

from __future__ import annotations

from typing import Protocol

from chat.service import ChatService
from errors import NotFound
from persona.model import Persona
from persona.prompt import goodbye
from sessions.model import Session
from talk.lines import allowed


class Personas(Protocol):
    """What is needed of the persona store."""

    def get(self, persona_id: str) -> Persona:
        """The persona with this id; NotFound when it is gone."""
        ...


class Farewells:
    """Looks up closing lines.

    Args:
        personas: Who may have one.
        chat: What they may say.
    """

    def __init__(self, personas: Personas, chat: ChatService) -> None:
        self._personas = personas
        self._chat = chat

    def line(self, session: Session) -> str:
        """The session's persona's `goodbye`; empty when there is none."""
        try:
            persona = self._personas.get(session.persona_id)
        except NotFound:
            return ""
        return allowed(self._chat, persona, goodbye, session.variables)
