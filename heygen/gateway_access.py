"""Who may do what: whoever holds a key anything, a token its own session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from flask import g, request

from errors import Forbidden, Unauthorized
from heygen.gateway_tokens import REFUSED, Tokens
from web.auth import Keys, bearer
from web.cors import allows

Give = Callable[[str], None]


class Access:
    """Reads and checks what a request carries: `X-Api-Key`, or a bearer's token.

    Args:
        keys: Our API keys; where there are none, no key is asked for.
        tokens: Our session tokens.
        origins: Whose pages may call; `*` is everybody's.
    """

    def __init__(self, *, keys: Keys, tokens: Tokens, origins: Sequence[str]) -> None:
        self._keys = keys
        self._tokens = tokens
        self._origins = origins

    def identify(self) -> None:
        """Find out who asks, before anything else is looked at.

        Raises:
            Unauthorized: A key or token that is not ours, or none where one is needed.
        """
        self._identify(bearer())

    def identify_socket(self) -> None:
        """The same for a WebSocket, whose token may stand in its address.

        Raises:
            Unauthorized: As above.
            Forbidden: It is a page that may not call, which browsers let it do all the
                same where the call is a WebSocket.
        """
        named = request.args.get("session_token", "")
        if named and not request.headers.get("X-Api-Key"):
            g.guest = self._tokens.read(named)  # a key does not belong in an address
        else:
            self._identify(bearer())
        if not allows(request.headers.get("Origin"), self._origins):
            raise Forbidden("Pages of this origin may not open a voice chat.")

    def _identify(self, token: str) -> None:
        g.guest = None
        if request.method == "OPTIONS":
            return  # a browser that asks what it may send; it sends no token yet
        key = request.headers.get("X-Api-Key", "")
        if token and not key and not self._keys.knows(token):
            g.guest = self._tokens.read(token)
        elif self._keys and not self._keys.knows(key or token):
            raise Unauthorized(REFUSED)

    def refuse_guests(self) -> None:
        """Let holders of a key pass, and nobody else."""
        if g.guest is not None:
            raise Unauthorized(REFUSED)

    def enter(self, session_id: str) -> None:
        """Let a guest touch the session of its token, and no other."""
        if g.guest is not None and g.guest[1] != session_id:
            raise Unauthorized(REFUSED)

    def may_see(self, session_id: str | None) -> bool:
        """Whether that session is the caller's to see."""
        return g.guest is None or g.guest[1] == session_id

    @contextmanager
    def opening(self) -> Iterator[Give]:
        """Open a session: a guest's first and only one. Tell what is given its id."""
        if g.guest is None:
            yield lambda _session_id: None
            return
        with self._tokens.opening(g.guest[0]) as give:
            yield give
