"""Ask for one of our API keys, where the server has any."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence

from flask import Flask, request

from errors import Unauthorized

OPEN_ENDPOINTS = frozenset(
    {"static", "page", "health", "docs", "docs_asset", "openapi"}
)


class Keys:
    """The API keys of this server; false where it has none, and so asks for none."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [key.encode() for key in keys]

    def __bool__(self) -> bool:
        return bool(self._keys)

    def knows(self, given: str) -> bool:
        """Whether it is one of them."""
        found = given.encode()
        # Every key is compared, so that the time taken tells nothing.
        return sum(hmac.compare_digest(found, key) for key in self._keys) > 0


def bearer() -> str:
    """What `Authorization: Bearer` holds, else nothing."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def given_key() -> str:
    """The key in `X-Api-Key`, else in `Authorization: Bearer`, else nothing."""
    return request.headers.get("X-Api-Key", "") or bearer()


def init_app(
    app: Flask, keys: Keys, *, guarded_elsewhere: Collection[str] = ()
) -> None:
    """Guard every route but the page, its files, the docs page and health.

    Args:
        app: The app.
        keys: What to ask for.
        guarded_elsewhere: Blueprints that let in others as well, and see to it.
    """
    if not keys:
        return

    @app.before_request
    def guard() -> None:
        if request.endpoint in OPEN_ENDPOINTS or request.method == "OPTIONS":
            return
        if request.blueprint in guarded_elsewhere:
            return
        if not keys.knows(given_key()):
            raise Unauthorized(
                "This server asks for a key.",
                detail="Send it as X-Api-Key or as Authorization: Bearer.",
            )
