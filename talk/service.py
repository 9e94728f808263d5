"""A persona in a session: opened with its face, greeting and answering aloud."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from chat.notice import REFUSED
from chat.service import ChatService
from errors import InvalidInput, NotFound
from persona.model import Persona
from persona.prompt import greeting, safe_line, system_prompt
from persona.variables import filled
from sessions.model import Session
from sessions.order import SessionOrder
from sessions.service import SessionService
from talk.lines import Line, allowed
from talk.looks import first_there, our_choice_was_refused
from talk.memory import Memory
from talk.question import Question
from talk.reply import Reply
from talk.speech import Speech

log = logging.getLogger(__name__)

BASE = SessionOrder(opened_by="persona")
NOT_ALLOWED = "The persona may not say this."


class Personas(Protocol):
    """What this service needs of the persona store."""

    def active(self) -> Persona:
        """The persona everybody meets."""
        ...

    def get(self, persona_id: str) -> Persona:
        """The persona with this id; NotFound when it is gone."""
        ...


class PersonaSessions:
    """Sessions in which a persona speaks.

    Args:
        personas: Who can speak.
        chat: What they answer.
        sessions: Where they speak.
        memory: What they remember.
        default_avatar: Used when neither caller nor persona names one.
        default_voice: Likewise.
        cloud_answers: Whether the cloud's own model answers what is said aloud, and
            greets.
    """

    def __init__(
        self,
        *,
        personas: Personas,
        chat: ChatService,
        sessions: SessionService,
        memory: Memory,
        default_avatar: str = "",
        default_voice: str = "",
        cloud_answers: bool = False,
    ) -> None:
        self._personas = personas
        self._chat = chat
        self._sessions = sessions
        self._memory = memory
        self._default_avatar = default_avatar
        self._default_voice = default_voice
        self._cloud_answers = cloud_answers

    def create(
        self, wishes: Mapping[str, Any], base: SessionOrder = BASE
    ) -> Mapping[str, Any]:
        """Open a session for the active persona; the caller's wishes come first.

        Args:
            wishes: `avatar_name`, `voice_id`, `quality`, `language`,
                `activity_idle_timeout`, `variables`; may be empty. `push_to_talk` may
                be left out.
            base: What else is asked for, and whose face it is.

        Returns:
            The cloud's session data as it came.

        Raises:
            InvalidInput: Among others, for variables that the persona does not have or
                may not say.
        """
        persona, cloud = self._personas.active(), self._sessions.cloud
        variables = self._variables(persona, wishes["variables"])
        order = replace(
            self._briefed(base, persona, variables),
            avatar_name=wishes["avatar_name"]
            or first_there(cloud, persona.avatar_name, self._default_avatar),
            voice_id=wishes["voice_id"]
            or first_there(cloud, persona.voice_id, self._default_voice),
            quality=wishes["quality"],
            language=wishes["language"] or persona.language,
            push_to_talk=wishes.get("push_to_talk", False),
            activity_idle_timeout_s=wishes["activity_idle_timeout"],
            persona_id=persona.id,
            variables=variables,
        )
        try:
            return self._sessions.open(order).data
        except InvalidInput as error:
            if not our_choice_was_refused(order, wishes, error):
                raise
            log.warning("persona %s: the cloud lacks its face or voice", persona.id)
            plain = replace(
                order,
                avatar_name=wishes["avatar_name"] or "",
                voice_id=wishes["voice_id"] or "",
            )
            return self._sessions.open(plain).data

    def _briefed(
        self, base: SessionOrder, persona: Persona, variables: Mapping[str, str]
    ) -> SessionOrder:
        """The same order; where the cloud's model answers, it is the persona, too."""
        knows = base.knowledge_base or base.knowledge_base_id
        if knows or not (base.cloud_may_answer or self._cloud_answers):
            return base
        return replace(
            base,
            cloud_may_answer=True,
            knowledge_base=system_prompt(persona, variables),
            opening_text=allowed(self._chat, persona, greeting, variables),
        )

    def greet(self, session_id: str | None) -> Speech:
        """The persona's first words; spoken when a session is given."""
        if not session_id:
            text = allowed(self._chat, self._personas.active(), greeting, {})
            return Speech(turn=0, text=text, complete=False)
        session = self._sessions.find(session_id)
        line = self._line(session, greeting)
        if self._cloud_answers:  # which greets by itself
            return Speech(turn=session.turn, text=line, complete=False)
        return self._say(session, line)

    def say(self, session_id: str, text: str, *, cut_in: bool = False) -> Speech:
        """Say `text` as it is, unless the persona may not.

        Args:
            session_id: Which session.
            text: The words.
            cut_in: Silence what is being said; else it waits for that.
        """
        session = self._sessions.find(session_id)
        turn = self._sessions.interrupt(session.id) if cut_in else None
        if self._chat.guard(self._who(session)).check(text) is None:
            return self._say(session, text, turn=turn)
        line = self._line(session, safe_line)
        return replace(self._say(session, line, turn=turn), notice=REFUSED)

    def hand_over(self, session_id: str, text: str) -> Speech:
        """Leave the answer to the cloud's own model, unless it may not see the text.

        Returns:
            The cloud's task, without words: only the viewer is told them.
        """
        session = self._sessions.find(session_id)
        refused = self._chat.guard(self._who(session)).check(text) is not None
        heard = self._sessions.heard(session.id, text, refused=refused)
        if refused:
            line = safe_line(self._who(session), session.variables)
            return replace(self._say(session, line, turn=heard.turn), notice=REFUSED)
        with self._sessions.voice(session.id, turn=heard.turn) as voice:
            task = voice.converse(text)
        tasks = (task,) if task else ()
        return Speech(turn=heard.turn, text="", tasks=tasks, complete=bool(tasks))

    def answer(self, session_id: str, text: str, *, cut_in: bool = True) -> Reply:
        """Let the session's persona answer `text` aloud: run the reply's steps.

        Args:
            session_id: Which session.
            text: What the user said; it is written down before this returns.
            cut_in: Begin a turn, so that nothing of an earlier one is said any more;
                else the answer waits for what is being said.

        Raises:
            WrongState: The session is not live.
            NotConfigured: There is no key to ask the model with.
        """
        asked_at = self._chat.clock()
        session = self._sessions.find(session_id)
        question = Question(
            session=session,
            persona=self._who(session),
            text=text,
            is_patient=not cut_in,
            asked_at=asked_at,
        )
        reply = Reply(
            question, chat=self._chat, sessions=self._sessions, memory=self._memory
        )
        reply.begin()
        return reply

    def _variables(
        self, persona: Persona, given: Mapping[str, object]
    ) -> Mapping[str, str]:
        values = filled(persona, given)
        guard = self._chat.guard(persona)
        refused = [name for name, value in values.items() if guard.check(value)]
        if refused:
            fields = {f"variables.{name}": [NOT_ALLOWED] for name in refused}
            raise InvalidInput(f"'{next(iter(fields))}': {NOT_ALLOWED}", fields=fields)
        return values

    def _line(self, session: Session, line: Line) -> str:
        return allowed(self._chat, self._who(session), line, session.variables)

    def _who(self, session: Session) -> Persona:
        try:
            return self._personas.get(session.persona_id)
        except NotFound:
            return self._personas.active()

    def _say(self, session: Session, text: str, *, turn: int | None = None) -> Speech:
        spoken = self._sessions.speak(session.id, text, turn=turn)
        said = "".join(task.text for task in spoken.tasks)
        return Speech(
            turn=spoken.turn,
            text=text,
            tasks=spoken.tasks,
            complete="".join(said.split()) == "".join(text.split()),
        )
