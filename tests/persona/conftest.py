"""A store on a file of its own, and the persona routes over it."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import settings

import web.docs
import web.errors
import web.request_id
from persona.store import PersonaStore
from persona.views import create_blueprint

# A busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "persona.json"


@pytest.fixture
def store(path):
    """A store with the shipped personas."""
    return PersonaStore(path)


@pytest.fixture
def app(store):
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    web.request_id.init_app(app)
    web.errors.init_app(app)
    web.docs.init_app(app, version="test").register_blueprint(create_blueprint(store))
    return app


@pytest.fixture
def client(app):
    return app.test_client()
