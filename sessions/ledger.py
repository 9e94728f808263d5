"""Where sessions are written down before, while and after they cost money."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from errors import NotFound, WrongState
from sessions.model import ALLOWED, ENDED, Session, State


class Ledger(Protocol):
    """The record of every session. Each verb is atomic across its users."""

    def add(self, session: Session) -> None:
        """Write down a session that is about to be opened."""
        ...

    def find(self, session_id: str) -> Session:
        """The session with this id, ours or the cloud's.

        Raises:
            NotFound: It was never written down.
        """
        ...

    def move(self, session: Session, to: State, **changes: Any) -> Session:
        """Change `session`'s state, if it is still what the caller saw.

        Raises:
            WrongState: The way is not allowed, or somebody else was faster.
        """
        ...

    def next_turn(self, session_id: str) -> int:
        """Raise the session's turn number; what belongs to a lower one is stale."""
        ...

    def unended(self) -> Sequence[Session]:
        """Every session that may still cost money."""
        ...


class MemoryLedger:
    """A ledger that lasts as long as the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._by_cloud_id: dict[str, str] = {}

    def add(self, session: Session) -> None:
        """See Ledger."""
        with self._lock:
            self._sessions[session.id] = session

    def find(self, session_id: str) -> Session:
        """See Ledger."""
        with self._lock:
            return self._find(session_id)

    def move(self, session: Session, to: State, **changes: Any) -> Session:
        """See Ledger."""
        with self._lock:
            now = self._find(session.id)
            if now.state is not session.state or to not in ALLOWED[now.state]:
                raise WrongState(
                    f"The session is {now.state}.",
                    detail=f"{now.state} -> {to} is not a way a session can go",
                )
            moved = replace(now, state=to, **changes)
            self._sessions[moved.id] = moved
            if moved.cloud_session_id:
                self._by_cloud_id[moved.cloud_session_id] = moved.id
            return moved

    def next_turn(self, session_id: str) -> int:
        """See Ledger."""
        with self._lock:
            session = self._find(session_id)
            raised = replace(session, turn=session.turn + 1)
            self._sessions[raised.id] = raised
            return raised.turn

    def unended(self) -> Sequence[Session]:
        """See Ledger."""
        with self._lock:
            return [s for s in self._sessions.values() if s.state not in ENDED]

    def _find(self, session_id: str) -> Session:
        own_id = self._by_cloud_id.get(session_id, session_id)
        session = self._sessions.get(own_id)
        if session is None:
            raise NotFound(
                "There is no such session.",
                detail="The session_id was not opened through this server.",
            )
        return session
