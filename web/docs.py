"""The API's description at /openapi.json, and a page to read it at /docs, offline."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import flask_smorest
import flask_swagger_ui
from flask import Flask, Response, send_from_directory

from web.blueprint import Blueprint
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


class Described(flask_smorest.Api):  # type: ignore[misc]  # published untyped
    """flask-smorest's registry with our error body."""

    ERROR_SCHEMA = ErrorSchema


class Api:
    """Routes that are served, and described to whoever asks.

    To describe them takes as long as all else that building a server takes, and few
    ever ask: it is done at the first question, on an app that nobody serves.

    Args:
        app: Where they are served.
        version: Its version.
        asks_for_key: Whether web.auth guards its routes.
    """

    def __init__(self, app: Flask, *, version: str, asks_for_key: bool) -> None:
        self._app = app
        self._blueprints: list[Blueprint] = []
        self._settings = {
            "API_TITLE": "Persona Live",
            "API_VERSION": version,
            "OPENAPI_VERSION": "3.0.3",
            "API_SPEC_OPTIONS": KEY_NEEDED if asks_for_key else {},
        }

    def register_blueprint(self, blueprint: Blueprint) -> None:
        """Serve the routes of a blueprint."""
        self._app.register_blueprint(blueprint)
        self._blueprints.append(blueprint)

    @cached_property
    def description(self) -> bytes:
        """All routes in OpenAPI's words, as JSON."""
        unserved = Flask(__name__)
        unserved.config.update(self._settings)
        described = Described(unserved)
        for blueprint in self._blueprints:
            described.register_blueprint(blueprint)
        return json.dumps(described.spec.to_dict(), indent=2).encode()


def init_app(app: Flask, *, version: str, asks_for_key: bool = False) -> Api:
    """Serve /openapi.json, /docs and the assets of the latter.

    Args:
        app: The app they describe.
        version: Its version.
        asks_for_key: Whether web.auth guards its routes.
    """
    api = Api(app, version=version, asks_for_key=asks_for_key)

    @app.get("/openapi.json")
    def openapi() -> Response:
        return app.response_class(api.description, mimetype="application/json")

    @app.get("/docs")
    def docs() -> Response:
        return send_from_directory(app.static_folder or "static", "docs.html")

    @app.get("/docs/<path:name>")
    def docs_asset(name: str) -> Response:
        return send_from_directory(SWAGGER_UI, name, max_age=3600)

    return api
