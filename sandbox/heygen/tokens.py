"""Session tokens: made with a key, good for one session, for one hour."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.heygen.errors import Unauthorized

LIFE_S = 3600


@dataclass
class Token:
    """What the sandbox knows about a token it gave out.

    Attributes:
        key: The account key that made it.
        created_at: Unix seconds.
        session_id: The one session it belongs to, once that was opened.
    """

    key: str
    created_at: float
    session_id: str | None = None


class Tokens:
    """Every token given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, Token] = {}

    def create(self, key: str) -> str:
        """A new token: base64 of JSON in one segment, not a JWT."""
        now = self._clock.now()
        content = {
            "token": secrets.token_hex(16),
            "token_type": "sa_from_regular",
            "created_at": int(now),
        }
        text = base64.b64encode(json.dumps(content).encode()).decode()
        self._tokens[text] = Token(key=key, created_at=now)
        return text

    def find(self, text: str) -> Token:
        """The token behind a bearer credential.

        Raises:
            Unauthorized: It was never given out, or its hour is over.
        """
        token = self._tokens.get(text)
        if token is None or self._clock.now() - token.created_at > LIFE_S:
            raise Unauthorized
        return token

    def clear(self) -> None:
        """Forget them all."""
        self._tokens.clear()
