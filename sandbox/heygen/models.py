"""HeyGen's side of the world: keys, tokens, sessions and the rules between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox.clock import Clock, Timer
from sandbox.heygen.billing import QUOTA_PER_CREDIT, credits_for, seconds_for
from sandbox.heygen.errors import (
    ConcurrentLimit,
    NoSuchSession,
    OutOfCredits,
    Unauthorized,
)
from sandbox.heygen.faces import FaceFactory
from sandbox.heygen.room_session import RoomSession
from sandbox.heygen.schemas import Order
from sandbox.heygen.session import Session
from sandbox.heygen.tokens import Token, Tokens
from sandbox.keys import REFUSED_KEY
from sandbox.livekit.avatars import AvatarRooms
from sandbox.options import Limits
from sandbox.talk import Reply
from sandbox.voice.hearing import Hearing

KEPT = 500
"""Most sessions remembered; of older ones only the bill is kept."""


@dataclass(frozen=True)
class Caller:
    """Who asks: an account by its key, or by a token made with it."""

    key: str
    token: Token | None = None


class Heygen:
    """The cloud. Every key that is not refused is an account of its own.

    Args:
        limits: What an account may do; may be replaced while it runs.
        clock: The sandbox's time.
        faces: Makes the talking faces.
        reply: The model behind `talk` tasks.
        rooms: Where sessions of version v2 live.
        hearing: Makes text of what their viewers say.
    """

    def __init__(
        self,
        *,
        limits: Limits,
        clock: Clock,
        faces: FaceFactory,
        reply: Reply,
        rooms: AvatarRooms,
        hearing: Hearing,
    ) -> None:
        self.limits = limits
        self._in_room = partial(RoomSession, rooms=rooms, hearing=hearing)
        self.tokens = Tokens(clock)
        self._clock = clock
        self._faces = faces
        self._reply = reply
        self._sessions: dict[str, Session] = {}
        self._forgotten: defaultdict[str, float] = defaultdict(float)
        self._meters: dict[str, Timer] = {}

    def caller(self, key: str, token: str) -> Caller:
        """Who sent this key or this bearer token.

        Raises:
            Unauthorized: Nobody this cloud knows.
        """
        if key:
            if key == REFUSED_KEY:
                raise Unauthorized
            return Caller(key)
        if not token:
            raise Unauthorized
        found = self.tokens.find(token)
        return Caller(found.key, found)

    async def new(
        self, caller: Caller, order: Order, origin: str
    ) -> tuple[Session, dict[str, Any]]:
        """Open a session; with it, how its viewer reaches it.

        `origin` is this sandbox as sockets reach it: `ws://host:port`.

        Raises:
            Unauthorized: The token has had its session.
            OutOfCredits: Nothing is left to pay with.
            ConcurrentLimit: No place is free.
        """
        if caller.token is not None and caller.token.session_id is not None:
            raise Unauthorized
        if self.credits(caller.key) <= 0:
            raise OutOfCredits
        if len(self.live(caller.key)) >= self.limits.max_sessions:
            raise ConcurrentLimit
        in_room = partial(self._in_room, origin=origin)
        make = in_room if order.in_room else Session
        session = make(
            key=caller.key,
            order=order,
            limits=self.limits,
            clock=self._clock,
            reply=self._reply,
        )
        # Both before the first await, so that no second request slips through.
        self._sessions[session.id] = session
        if caller.token is not None:
            caller.token.session_id = session.id
        try:
            ways = await session.open(self._faces)
        except Exception:
            await session.end("failed")
            del self._sessions[session.id]
            if caller.token is not None:
                caller.token.session_id = None
            raise
        self._forget_oldest()
        self._meter(caller.key)
        return session, ways

    def session(self, caller: Caller, session_id: str) -> Session:
        """The caller's session of that id, ended ones included.

        Raises:
            NoSuchSession: It is somebody else's, or nobody's.
            Unauthorized: The token belongs to another session.
        """
        session = self._sessions.get(session_id)
        if session is None or session.key != caller.key:
            raise NoSuchSession(session_id)
        if caller.token is not None and caller.token.session_id != session_id:
            raise Unauthorized
        return session

    async def stop(self, session: Session) -> None:
        """End a session.

        Raises:
            NoSuchSession: It has ended already.
        """
        if not session.live:
            raise NoSuchSession(session.id)
        await session.end("stopped")

    def sessions(self, key: str | None = None) -> list[Session]:
        """Every session since the last reset, oldest first; one key's, or all."""
        return [one for one in self._sessions.values() if key in (None, one.key)]

    def live(self, key: str) -> list[Session]:
        """The key's sessions that hold a place."""
        return [session for session in self.sessions(key) if session.live]

    def credits(self, key: str) -> float:
        """What is left of the key's credits at this moment."""
        spent = sum(credits_for(one.duration_s) for one in self.sessions(key))
        return max(0.0, self.limits.credits - spent - self._forgotten[key])

    def quota(self, key: str) -> int:
        """The balance in the unit of `remaining_quota`, 60 to a credit."""
        return int(self.credits(key) * QUOTA_PER_CREDIT)

    async def close(self, reason: str = "reset") -> None:
        """End every session and forget all accounts."""
        for timer in self._meters.values():
            timer.cancel()
        self._meters.clear()
        for session in self._sessions.values():
            await session.end(reason)
        self._sessions.clear()
        self._forgotten.clear()
        self.tokens.clear()

    def _forget_oldest(self) -> None:
        for session in list(self._sessions.values())[: len(self._sessions) - KEPT]:
            if not session.live:
                self._forgotten[session.key] += credits_for(session.duration_s)
                del self._sessions[session.id]

    def _meter(self, key: str) -> None:
        if key in self._meters:
            self._meters[key].cancel()
        live = len(self.live(key))
        if live:
            lasts_s = max(1.0, seconds_for(self.credits(key)) / live)
            self._meters[key] = self._clock.after(lasts_s, lambda: self._read(key))

    async def _read(self, key: str) -> None:
        if self.credits(key) <= 0:
            for session in self.live(key):
                await session.end("credits")
        self._meter(key)
