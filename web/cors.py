"""Which other origins may call the API from a browser."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Flask, request
from flask_cors import CORS

from web import idempotency
from web.request_id import HEADER


def allows(origin: str | None, origins: Sequence[str]) -> bool:
    """Whether a page of that origin may call; our own may, and who is no page."""
    if origin is None or "*" in origins:
        return True
    with suppress(ValueError):  # it is no address at all
        return origin in origins or _is_own(origin)
    return False


def _is_own(origin: str) -> bool:
    # Behind a proxy that speaks TLS for us, our own pages differ in the scheme.
    return urlsplit(origin).netloc == request.host


def init_app(app: Flask, origins: Sequence[str]) -> None:
    """Allow `origins`, where `*` is any; credentials are never allowed with it."""
    CORS(
        app,
        origins=list(origins),
        supports_credentials=False,
        send_wildcard=tuple(origins) == ("*",),
        allow_headers=[
            *("Content-Type", "X-Api-Key", "Authorization"),
            *(HEADER, idempotency.HEADER, "Last-Event-ID"),
        ],
        expose_headers=[HEADER, "Retry-After", idempotency.REPLAYED],
        methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        max_age=600,
    )
