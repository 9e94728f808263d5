"""LiveAvatar's side of the world: accounts, sessions and the rules between them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sandbox.clock import Clock
from sandbox.heygen.faces import FaceFactory
from sandbox.keys import REFUSED_KEY
from sandbox.liveavatar.casting import cast_of
from sandbox.liveavatar.contexts import Contexts
from sandbox.liveavatar.errors import (
    ConcurrencyLimit,
    NotFound,
    OutOfCredits,
    Unauthorized,
)
from sandbox.liveavatar.full import FullSession
from sandbox.liveavatar.limits import AccountLimits, credits_a_minute
from sandbox.liveavatar.lite import LiteSession
from sandbox.liveavatar.order import FULL
from sandbox.liveavatar.session import Session
from sandbox.liveavatar.tokens import Grant, Tokens
from sandbox.livekit.avatars import AvatarRooms
from sandbox.talk import Reply
from sandbox.voice.hearing import Hearing

KEPT = 2000
"""Most sessions remembered; of older ones only the bill is kept."""


class Liveavatar:
    """The cloud. Every key that is not refused is an account of its own.

    Args:
        limits: What an account may do; may be replaced while it runs.
        clock: The sandbox's time.
        faces: Makes the talking faces.
        reply: The model behind the answers of FULL sessions.
        rooms: Where the sessions live.
        hearing: Makes text of what viewers say.

    Attributes:
        contexts: Every account's contexts.
        tokens: The session tokens.
    """

    def __init__(
        self,
        *,
        limits: AccountLimits,
        clock: Clock,
        faces: FaceFactory,
        reply: Reply,
        rooms: AvatarRooms,
        hearing: Hearing,
    ) -> None:
        self.limits = limits
        self.contexts = Contexts(clock)
        self.tokens = Tokens(clock)
        self._clock = clock
        self._faces = faces
        self._reply = reply
        self._rooms = rooms
        self._hearing = hearing
        self._sessions: dict[str, Session] = {}
        self._forgotten: defaultdict[str, float] = defaultdict(float)

    def account(self, key: str) -> str:
        """The account behind a key.

        Raises:
            Unauthorized: There is none.
        """
        if not key or key == REFUSED_KEY:
            raise Unauthorized
        return key

    async def start(self, token: str, origin: str) -> tuple[Session, dict[str, Any]]:
        """Start the session of a token; with it, how its viewer reaches it.

        `origin` is this sandbox as sockets reach it: `ws://host:port`.

        Raises:
            NotAuthenticated: The token is no good.
            StartRefused: What it names does not exist.
            OutOfCredits: There is less than a minute's left.
            ConcurrencyLimit: No place is free.
            RoomFailed: The room of its own cannot be entered.
        """
        grant = self.tokens.fresh(token)
        cast = cast_of(grant, self.contexts, self.limits)
        if self.credits(grant.key) < credits_a_minute(grant.order):
            raise OutOfCredits
        if len(self.live(grant.key)) >= self.limits.max_sessions:
            raise ConcurrencyLimit
        session = self._made(grant, origin, cast=cast)
        # Both before the first await, so that no second request slips through.
        grant.started = True
        self._sessions[session.id] = session
        try:
            ways = await session.open(self._faces)
        except BaseException:
            # With its failure the minute that was held is given back.
            await session.end("SERVER_ERROR")
            self._sessions.pop(session.id, None)
            grant.started = False
            raise
        self._forget_oldest()
        if not self.limits.agent_seats:
            ways = {**ways, "livekit_agent_token": None}
        return session, dict(ways)

    def session(self, key: str, session_id: str) -> Session:
        """The account's session of that id, ended ones included.

        Raises:
            NotFound: It is somebody else's, or nobody's, or was never started.
        """
        session = self._sessions.get(session_id)
        if session is None or session.key != key:
            raise NotFound("Session")
        return session

    def any_session(self, session_id: str) -> Session | None:
        """The session of that id, whoever's it is."""
        return self._sessions.get(session_id)

    def granted(self, token: str) -> Session | None:
        """The session of a token; None if it was not started.

        Raises:
            NotAuthenticated: The token is no good.
        """
        return self._sessions.get(self.tokens.find(token).session_id)

    def sessions(self, key: str | None = None) -> list[Session]:
        """Every session since the last reset, oldest first; one key's, or all."""
        return [one for one in self._sessions.values() if key in (None, one.key)]

    def live(self, key: str) -> list[Session]:
        """The account's sessions that hold a place."""
        return [session for session in self.sessions(key) if session.live]

    def credits(self, key: str) -> float:
        """What is left of the account's credits at this moment."""
        spent = sum(one.credits for one in self.sessions(key))
        return max(0.0, self.limits.credits - spent - self._forgotten[key])

    async def close(self, reason: str = "RESET") -> None:
        """End every session and forget all accounts."""
        for session in list(self._sessions.values()):
            await session.end(reason)
        self._sessions.clear()
        self._forgotten.clear()
        self.tokens.clear()
        self.contexts.clear()

    def _made(self, grant: Grant, origin: str, **parts: Any) -> Session:
        parts |= {
            "session_id": grant.session_id,
            "key": grant.key,
            "order": grant.order,
            "limits": self.limits,
            "clock": self._clock,
            "affords": lambda credits: self.credits(grant.key) >= credits,
            "rooms": self._rooms,
            "origin": origin,
        }
        if grant.order.mode == FULL:
            return FullSession(hearing=self._hearing, reply=self._reply, **parts)
        return LiteSession(**parts)

    def _forget_oldest(self) -> None:
        for session in list(self._sessions.values())[: len(self._sessions) - KEPT]:
            if not session.live:
                self._forgotten[session.key] += session.credits
                del self._sessions[session.id]
