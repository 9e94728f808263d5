"""Session tokens of our own: signed, short-lived, each good for one session.

The browser holds one instead of a key. It opens one session and is then good for that
session's calls only, as long as it lasts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from itsdangerous import BadData, URLSafeSerializer

from errors import AppError, Unauthorized

PURPOSE = "heygen session token"
SKEW_S = 5.0  # what the clocks of two machines of one server may differ by
REFUSED = "Not a token of this server, or it is used up or too old."


class Used(Protocol):
    """Which token has opened which session."""

    def secret(self, name: str) -> str:
        """A secret that every process of this server shares."""
        ...

    def claim(self, token_id: str) -> bool:
        """Use it; False when somebody has."""
        ...

    def give(self, token_id: str, session_id: str) -> None:
        """Write down what it has opened."""
        ...

    def release(self, token_id: str) -> None:
        """It opened nothing."""
        ...

    def session_of(self, token_id: str) -> str | None:
        """What it has opened."""
        ...


class Tokens:
    """Makes and reads tokens.

    Args:
        used: Which have been used.
        now: The clock, in UTC.
        lasts_s: Seconds in which one may be used for the first time.
    """

    def __init__(
        self, *, used: Used, now: Callable[[], datetime], lasts_s: float
    ) -> None:
        self._used = used
        self._now = now
        self._lasts_s = lasts_s
        self._made: URLSafeSerializer | None = None

    def create(self) -> str:
        """A new one; its characters may stand in an address as they are."""
        content = {"id": uuid.uuid4().hex, "at": self._now().timestamp()}
        text: str | bytes = self._signer().dumps(content)
        return str(text)

    def read(self, token: str) -> tuple[str, str | None]:
        """Its id, and the session it has opened, if any.

        Raises:
            Unauthorized: It was not made here, or is too old to open one.
        """
        try:
            content: Any = self._signer().loads(token)
        except BadData:
            raise Unauthorized(REFUSED) from None
        session_id = self._used.session_of(content["id"])
        if session_id is None and not self._is_young(content["at"]):
            raise Unauthorized(REFUSED)
        return content["id"], session_id

    @contextmanager
    def opening(self, token_id: str) -> Iterator[Callable[[str], None]]:
        """Use it to open a session; tell what is given the session's id.

        An error that surely opened nothing leaves it unused.

        Raises:
            Unauthorized: It has been used.
        """
        if not self._used.claim(token_id):
            raise Unauthorized(REFUSED)
        try:
            yield lambda session_id: self._used.give(token_id, session_id)
        except AppError as error:
            if not error.in_doubt:
                self._used.release(token_id)
            raise

    def _is_young(self, made_at: float) -> bool:
        age_s = self._now().timestamp() - made_at
        return -SKEW_S <= age_s <= self._lasts_s

    def _signer(self) -> URLSafeSerializer:
        if self._made is None:
            self._made = URLSafeSerializer(self._used.secret(PURPOSE), salt=PURPOSE)
        return self._made
