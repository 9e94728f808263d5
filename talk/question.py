"""What a user said to a persona in a session, and whether it may be answered."""

from __future__ import annotations

from dataclasses import dataclass

from chat.guard import Refusal
from errors import UpstreamError
from persona.model import Persona
from sessions.model import Session


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, as it came.

    Attributes:
        is_patient: Whether it waits for what is being said already.
        asked_at: When it came, by the clock of the chat service.
    """

    session: Session
    persona: Persona
    text: str
    is_patient: bool
    asked_at: float


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a question may be answered.

    Attributes:
        refusal: Why not, where it was refused.
        failure: Why not, where it could not be checked.
    """

    refusal: Refusal | None = None
    failure: UpstreamError | None = None

    @property
    def is_fine(self) -> bool:
        """Whether a model may see it."""
        return self.refusal is None and self.failure is None
