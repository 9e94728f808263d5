"""Every voice chat of this process: who may open one, to where it leads."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from errors import LimitReached, WrongState
from heygen.chat_client import ChatSocket
from heygen.cloud import SESSION_TOKEN
from heygen.gateway_tasks import Tasks
from heygen.voice import Below, Relay
from heygen.voice_texts import Event, Texts
from sessions.model import RUNNING, Session, State
from sessions.service import SessionService
from talk import unheard

BARGE_IN = "voice-barge-in"
MOST_PER_SESSION = 4
"""Open sockets of one session: a page that comes again before its old one is gone."""


class VoiceChats:
    """Relays voice chats.

    Args:
        base_url: HeyGen, or whoever stands in for it.
        sessions: The sessions they belong to.
        tasks: Says and answers what is written.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        *,
        base_url: str,
        sessions: SessionService,
        tasks: Tasks,
        clock: Callable[[], float],
    ) -> None:
        self._base_url = base_url
        self._sessions = sessions
        self._tasks = tasks
        self._clock = clock
        self._open: Counter[str] = Counter()
        self._relayed: defaultdict[str, set[object]] = defaultdict(set)
        self._lock = threading.Lock()

    @contextmanager
    def place(self, session_id: str) -> Iterator[Session]:
        """Have one of the session's places for a socket.

        Raises:
            NotFound: There is no such session.
            WrongState: It has ended, or is in no room and so has no voice chat.
            LimitReached: Its places are taken.
        """
        session = self._sessions.find(session_id)
        if session.state not in RUNNING or SESSION_TOKEN not in session.cloud_keys:
            raise WrongState("This session has no voice chat.")
        with self._lock:
            if self._open[session.id] >= MOST_PER_SESSION:
                raise LimitReached("This session has too many voice chats open.")
            self._open[session.id] += 1
        try:
            yield session
        finally:
            with self._lock:
                self._open[session.id] -= 1
                self._open += Counter()  # forgets those who have none

    def connect(self, session: Session, options: Mapping[str, str]) -> ChatSocket:
        """Open the session's socket at HeyGen.

        Raises:
            UpstreamError: HeyGen cannot be reached, or refuses.
        """
        return ChatSocket.open(
            self._base_url,
            session_id=session.cloud_session_id or "",
            token=session.cloud_keys[SESSION_TOKEN],
            options=options,
        )

    def relay(
        self, session: Session, below: Below, above: ChatSocket, opening_text: str
    ) -> None:
        """Relay until either side goes."""
        session_id = session.id

        def is_waiting() -> bool:
            return self._sessions.find(session_id).state is State.OPEN

        def run(task: Event) -> object:
            return self._tasks.run({"session_id": session_id, **task})

        with self._relaying(session_id) as leave:
            relay = Relay(
                below=below,
                above=above,
                texts=lambda tell: Texts(run=run, is_waiting=is_waiting, tell=tell),
                viewer=Viewer(self._sessions, session_id, leave=leave),
                clock=self._clock,
            )
            relay.run(opening_text)

    @contextmanager
    def _relaying(self, session_id: str) -> Iterator[Callable[[], bool]]:
        """Be one of the session's chats; gives what ends that, harmless twice.

        It says whether no other goes on.

        A page whose line broke comes again, maybe before the old line is found dead.
        """
        chat = object()

        def leave() -> bool:
            with self._lock:
                others = self._relayed[session_id]
                others.discard(chat)
                if not others:
                    del self._relayed[session_id]
                return not others

        with self._lock:
            self._relayed[session_id].add(chat)
        try:
            yield leave
        finally:
            leave()


class Viewer:
    """The one before the page; see heygen.voice.Viewer.

    Args:
        sessions: Whose viewer it is.
        session_id: Ours.
        leave: Ends its chat, and says whether no other of the session goes on.
    """

    def __init__(
        self, sessions: SessionService, session_id: str, *, leave: Callable[[], bool]
    ) -> None:
        self._sessions = sessions
        self._session_id = session_id
        self._leave = leave
        self._cutting_in = threading.Lock()

    def came(self) -> None:
        """Whoever opens a chat is there, though an earlier one may have broken off."""
        self._try(self._sessions.viewers.back)

    def is_over(self) -> bool:
        """Whether it has ended or is ending."""
        return self._sessions.find(self._session_id).state not in RUNNING

    def seen(self) -> None:
        """A sign of life: whoever speaks is there."""
        self._try(self._sessions.viewers.seen)

    def spoke(self) -> None:
        """Whoever begins to speak cuts in on what is being said; also of ours."""
        # One at a time: whoever begins again meanwhile cuts in on nothing new.
        if self._cutting_in.acquire(blocking=False):
            threading.Thread(target=self._cut_in, name=BARGE_IN, daemon=True).start()

    def _cut_in(self) -> None:
        try:
            self._try(self._sessions.cut_in)
        finally:
            self._cutting_in.release()

    def left(self) -> None:
        """From here on the session needs signs of life, or it ends as left."""
        if self._leave():
            self._try(self._sessions.viewers.beat)

    def _try(self, act: Callable[[str], Any]) -> None:
        try:
            act(self._session_id)
        except WrongState:
            pass  # it has ended meanwhile, and nothing of this matters any more
        except Exception as error:
            unheard.note(error, "a sign of life")
