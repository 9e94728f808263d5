"""A persona in a session: opened with its face, greeting and answering aloud."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from chat.service import ChatService
from errors import InvalidInput, NotFound
from persona.model import Persona
from persona.prompt import greeting
from sessions.model import Session, SessionOrder, Spoken
from sessions.service import SessionService
from text.duration import estimate_s

log = logging.getLogger(__name__)

OPENED_BY = "persona"


class Personas(Protocol):
    """What this service needs of the persona store."""

    def active(self) -> Persona:
        """The persona everybody meets."""
        ...

    def get(self, persona_id: str) -> Persona:
        """The persona with this id; NotFound when it is gone."""
        ...


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What was said, and for how long.

    Attributes:
        text: The words handed to the cloud.
        spoken: The tasks it took.
        duration_s: The cloud's figures, or an estimate where it gave none.
        complete: False when an interrupt kept some of it unsaid.
    """

    text: str
    spoken: Spoken
    duration_s: float
    complete: bool


class PersonaSessions:
    """Sessions in which a persona speaks.

    Args:
        personas: Who can speak.
        chat: What they answer.
        sessions: Where they speak.
        default_avatar: Used when neither caller nor persona names one.
        default_voice: Likewise.
    """

    def __init__(
        self,
        *,
        personas: Personas,
        chat: ChatService,
        sessions: SessionService,
        default_avatar: str = "",
        default_voice: str = "",
    ) -> None:
        self._personas = personas
        self._chat = chat
        self._sessions = sessions
        self._default_avatar = default_avatar
        self._default_voice = default_voice

    def create(self, wishes: Mapping[str, Any]) -> Mapping[str, Any]:
        """Open a session for the active persona; the caller's wishes come first.

        Returns:
            The cloud's session data as it came.
        """
        persona = self._personas.active()
        order = SessionOrder(
            avatar_name=wishes["avatar_name"]
            or persona.avatar_name
            or self._default_avatar,
            voice_id=wishes["voice_id"] or persona.voice_id or self._default_voice,
            quality=wishes["quality"],
            language=wishes["language"] or persona.language,
            activity_idle_timeout_s=wishes["activity_idle_timeout"],
            persona_id=persona.id,
            opened_by=OPENED_BY,
        )
        try:
            return self._sessions.open(order).data
        except InvalidInput as error:
            if not _our_choice_was_refused(order, wishes, error):
                raise
            log.warning("persona %s: the cloud lacks its face or voice", persona.id)
            plain = replace(
                order,
                avatar_name=wishes["avatar_name"] or "",
                voice_id=wishes["voice_id"] or "",
            )
            return self._sessions.open(plain).data

    def greet(self, session_id: str | None) -> Speech:
        """The active persona's first words; spoken when a session is given."""
        if not session_id:
            text = greeting(self._personas.active())
            nothing = Spoken(turn=0)
            return Speech(text=text, spoken=nothing, duration_s=0.0, complete=False)
        session = self._sessions.find(session_id)
        return self._say(session, greeting(self._who(session)), turn=None)

    def say(self, session_id: str, text: str) -> Speech:
        """Say `text` as it is."""
        return self._say(self._sessions.find(session_id), text, turn=None)

    def answer(self, session_id: str, text: str) -> Speech:
        """Let the session's persona answer `text`, and say the answer.

        An interrupt that comes while the answer is written keeps it unsaid.
        """
        turn = self._sessions.turn(session_id)
        session = self._sessions.find(session_id)
        self._sessions.heard(session.id, text)
        reply = self._chat.reply(self._who(session), text)
        return self._say(session, reply, turn=turn)

    def _who(self, session: Session) -> Persona:
        try:
            return self._personas.get(session.persona_id)
        except NotFound:
            return self._personas.active()

    def _say(self, session: Session, text: str, *, turn: int | None) -> Speech:
        spoken = self._sessions.speak(session.id, text, turn=turn)
        said = "".join(task.text for task in spoken.tasks)
        return Speech(
            text=text,
            spoken=spoken,
            duration_s=_duration_s(spoken),
            complete="".join(said.split()) == "".join(text.split()),
        )


def _our_choice_was_refused(
    order: SessionOrder, wishes: Mapping[str, Any], error: InvalidInput
) -> bool:
    """Whether the cloud refused a face or voice that the caller did not name.

    A persona keeps its avatar when the server moves to another cloud, which does
    not know it; a conversation with the cloud's own default beats none.
    """
    return any(
        name in (error.fields or {}) and getattr(order, name) and not wishes[name]
        for name in ("avatar_name", "voice_id")
    )


def _duration_s(spoken: Spoken) -> float:
    return round(
        sum(
            estimate_s(task.text)
            if task.duration_ms is None
            else task.duration_ms / 1000
            for task in spoken.tasks
        ),
        3,
    )
