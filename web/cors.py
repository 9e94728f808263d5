"""Which other origins may call the API from a browser."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from flask_cors import CORS

from web import idempotency
from web.request_id import HEADER


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
