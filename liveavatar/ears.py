"""What happens in the rooms, as this server's seats there hear it, told to the core."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from errors import AppError, NotFound, WrongState
from liveavatar.pieces import Pieces, Speech
from sessions.model import ENDED, EndReason, Role, State
from sessions.service import SessionService
from talk.reply import Reply
from talk.unheard import note

log = logging.getLogger(__name__)

JOIN_WITHIN_S = 60.0
"""How long a viewer may take to come at all."""
REMEMBERED = 10_000
"""In how many rooms a viewer is known to be."""
PROXIED = ("v1:", "api:")
"""How opened_by begins for sessions of the proxy's customers, who answer."""


class Answers(Protocol):
    """Who answers in the persona's name."""

    def answer(self, session_id: str, text: str) -> Reply:
        """Begin the answer to what a viewer said; see talk.service."""
        ...


class Ears:
    """Takes what Agents hear; see liveavatar.agents.

    Args:
        sessions: The core.
        answers: Who answers what a viewer says aloud; None where the cloud does.
        reported: Takes `(session id, role, words)` of the sessions that are somebody
            else's to write down, and says whether this was one.
        back_within_s: How long a viewer may be out of the room.
    """

    def __init__(
        self,
        *,
        sessions: SessionService,
        answers: Answers | None,
        reported: Callable[[str, Role, str], bool],
        back_within_s: float,
    ) -> None:
        self._sessions = sessions
        self._answers = answers
        self._reported = reported
        self._back_within_s = back_within_s
        self._pieces = Pieces(self._avatar_said)
        self._watched: OrderedDict[str, None] = OrderedDict()

    def event(self, session_id: str, event: Mapping[str, Any]) -> None:
        """Something that LiveAvatar told in a session's room."""
        kind = event.get("event_type")
        self._pieces.take(session_id, event)
        if kind == "user.speak_started":
            self._guarded(session_id, self._viewer_began)
        elif kind == "user.transcription":
            words = str(event.get("text") or "").strip()
            if words:
                self._guarded(session_id, lambda one: self._viewer_said(one, words))
        elif kind == "session.stopped":
            self._guarded(session_id, self._ended)

    def viewer(self, session_id: str, there: bool) -> None:
        """Whether anybody watches the room, from this moment on."""
        self._guarded(session_id, self._came if there else self._left)

    def _viewer_began(self, session_id: str) -> None:
        self._sessions.viewers.seen(session_id)
        if self._answers is not None and self._is_ours(session_id):
            self._sessions.cut_in(session_id)

    def _viewer_said(self, session_id: str, words: str) -> None:
        if self._reported(session_id, Role.USER, words):
            return
        if self._answers is None:
            self._sessions.noted(session_id, Role.USER, words)
            return
        reply = self._answers.answer(session_id, words)
        # It takes its time, and no room waits for another's.
        run = threading.Thread(target=_say, args=(reply,), name="answer", daemon=True)
        run.start()

    def _avatar_said(self, session_id: str, speech: Speech) -> None:
        self._guarded(session_id, lambda one: self._write_down(one, speech))

    def _write_down(self, session_id: str, speech: Speech) -> None:
        if self._reported(session_id, Role.PERSONA, speech.words):
            return
        # What this server has sent is written down where it was sent.
        if self._answers is None and not self._was_sent(session_id, speech.cause):
            self._sessions.noted(session_id, Role.PERSONA, speech.words)

    def _was_sent(self, session_id: str, task_id: str) -> bool:
        turns = self._sessions.record.turns(self._sessions.find(session_id).id)
        return any(task_id == task["task_id"] for one in turns for task in one.tasks)

    def _ended(self, session_id: str) -> None:
        # Whoever is ending it has caused what was heard.
        if self._sessions.find(session_id).state not in (*ENDED, State.CLOSING):
            self._sessions.close(session_id, EndReason.CLOUD_ENDED)

    def _came(self, session_id: str) -> None:
        self._watched[session_id] = None
        if len(self._watched) > REMEMBERED:
            self._watched.popitem(last=False)
        self._sessions.viewers.back(session_id)

    def _left(self, session_id: str) -> None:
        session = self._sessions.find(session_id)
        age = self._sessions.now() - session.created_at
        came = session_id in self._watched
        self._watched.pop(session_id, None)
        is_awaited = not came and age < timedelta(seconds=JOIN_WITHIN_S)
        within_s = JOIN_WITHIN_S if is_awaited else self._back_within_s
        self._sessions.viewers.left(session_id, back_within_s=within_s)

    def _is_ours(self, session_id: str) -> bool:
        return not self._sessions.find(session_id).opened_by.startswith(PROXIED)

    def _guarded(self, session_id: str, act: Callable[[str], None]) -> None:
        try:
            act(session_id)
        except (NotFound, WrongState):
            log.debug("session %s is over, or not begun", session_id)
        except AppError as error:
            log.warning("session %s: %s", session_id, error.code)


def _say(reply: Reply) -> None:
    try:
        for _ in reply.steps():
            pass
    except Exception as error:
        note(error, "the answer to what was heard in a room")
