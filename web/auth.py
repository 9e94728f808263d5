"""Ask for one of our API keys, where the server has any."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from flask import Flask, request

from errors import Unauthorized

OPEN_ENDPOINTS = frozenset(
    {"static", "page", "health", "docs", "docs_asset", "api-docs.openapi_json"}
)


def given_key() -> str:
    """The key in `X-Api-Key`, else in `Authorization: Bearer`, else nothing."""
    key = request.headers.get("X-Api-Key", "")
    if key:
        return key
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def init_app(app: Flask, api_keys: Sequence[str]) -> None:
    """Guard every route but the page, its files, the docs page and health."""
    if not api_keys:
        return
    known = [key.encode() for key in api_keys]

    @app.before_request
    def guard() -> None:
        if request.endpoint in OPEN_ENDPOINTS or request.method == "OPTIONS":
            return
        given = given_key().encode()
        # Every key is compared, so that the time taken tells nothing.
        if sum(hmac.compare_digest(given, key) for key in known) == 0:
            raise Unauthorized(
                "This server asks for a key.",
                detail="Send it as X-Api-Key or as Authorization: Bearer.",
            )
