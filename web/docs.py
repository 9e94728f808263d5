"""The API's description at /openapi.json, and a page to read it at /docs, offline."""

from __future__ import annotations

from pathlib import Path

import flask_smorest
import flask_swagger_ui
from flask import Flask, Response, send_from_directory

from web.schemas import ErrorSchema

SWAGGER_UI = Path(flask_swagger_ui.__file__).parent / "dist"

KEY_NEEDED = {
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
            "bearer": {"type": "http", "scheme": "bearer"},
        }
    },
    "security": [{"key": []}, {"bearer": []}],
}
"""How web.auth wants a key, in OpenAPI's words; the docs page asks for it by these."""


class Api(flask_smorest.Api):  # type: ignore[misc]  # published untyped
    """flask-smorest's registry with our error body; our handlers answer errors."""

    ERROR_SCHEMA = ErrorSchema

    def _register_error_handlers(self) -> None:
        """Leave them to web.errors, which knows the whole tree."""


def init_app(app: Flask, *, version: str, asks_for_key: bool = False) -> Api:
    """Register /openapi.json, /docs and the assets of the latter.

    Args:
        app: The app they describe.
        version: Its version.
        asks_for_key: Whether web.auth guards its routes.
    """
    app.config.update(
        API_TITLE="Persona Live",
        API_VERSION=version,
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=KEY_NEEDED if asks_for_key else {},
    )

    @app.get("/docs")
    def docs() -> Response:
        return send_from_directory(app.static_folder or "static", "docs.html")

    @app.get("/docs/<path:name>")
    def docs_asset(name: str) -> Response:
        return send_from_directory(SWAGGER_UI, name, max_age=3600)

    return Api(app)
