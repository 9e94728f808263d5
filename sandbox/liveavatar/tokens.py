"""Session tokens: JWTs of three parts, whose payload tells the SDK the mode."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import jwt

from sandbox.clock import Clock
from sandbox.liveavatar.errors import NotAuthenticated
from sandbox.liveavatar.order import Order

LIFE_S = 3600
"""Seconds in which a token may be used for a start. A guess."""

KEPT = 5000
"""Most tokens remembered."""

_SECRET = "the-sandbox-signs-session-tokens-with-this"


@dataclass(kw_only=True)
class Grant:
    """What a token stands for.

    Attributes:
        created_at: Unix seconds.
        started: Whether a session has been started with it.
    """

    session_id: str
    key: str
    order: Order
    created_at: float
    started: bool = False


class Tokens:
    """Every session token given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._grants: dict[str, Grant] = {}

    def mint(self, key: str, order: Order) -> tuple[str, str]:
        """A new session's id and its token."""
        now = self._clock.now()
        # Oldest first; a session that runs does not need its grant any more.
        for old in list(self._grants)[: len(self._grants) - KEPT + 1]:
            del self._grants[old]
        session_id = str(uuid.uuid4())
        self._grants[session_id] = Grant(
            session_id=session_id, key=key, order=order, created_at=now
        )
        claims = {
            "session_id": session_id,
            "iat": int(now),
            "start_session_data": {"mode": order.mode, "avatar_id": order.avatar_id},
        }
        return session_id, jwt.encode(claims, _SECRET, algorithm="HS256")

    def find(self, token: str) -> Grant:
        """What a token stands for.

        Raises:
            NotAuthenticated: It was never given out, or is forgotten.
        """
        try:
            # Times are ours to judge, by the sandbox's clock.
            claims = jwt.decode(
                token, _SECRET, algorithms=["HS256"], options={"verify_iat": False}
            )
        except jwt.InvalidTokenError:
            raise NotAuthenticated from None
        grant = self._grants.get(str(claims.get("session_id")))
        if grant is None:
            raise NotAuthenticated
        return grant

    def fresh(self, token: str) -> Grant:
        """The same for a start.

        Raises:
            NotAuthenticated: It is no good, too old, or has had its session; the last
                is a guess.
        """
        grant = self.find(token)
        if grant.started or self._clock.now() - grant.created_at > LIFE_S:
            raise NotAuthenticated
        return grant

    def clear(self) -> None:
        """Forget them all."""
        self._grants.clear()
