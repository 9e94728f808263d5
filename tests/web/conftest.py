import pytest
from flask import Flask
from marshmallow import fields

import web.auth
import web.cors
import web.docs
import web.errors
import web.headers
import web.request_id
from errors import LimitReached, Rejected
from web.blueprint import Blueprint
from web.schemas import LenientSchema, StrictSchema, Text

SECRET = "the child's secret wish"


class SchoolSchema(LenientSchema):
    year = Text(limit=10)


class BodySchema(LenientSchema):
    name = Text(required=True, blank=False)
    school = fields.Nested(SchoolSchema)
    traits = fields.List(Text(limit=5))


class TightSchema(StrictSchema):
    name = Text()


def a_blueprint():
    bp = Blueprint("sample", __name__)

    @bp.route("/echo", methods=["POST"])
    @bp.arguments(BodySchema)
    @bp.response(200)
    def echo(body):
        return body

    @bp.route("/tight", methods=["POST"])
    @bp.arguments(TightSchema)
    @bp.response(200)
    @bp.fails(400)
    def tight(body):
        return body

    @bp.route("/bug")
    def bug():
        raise RuntimeError(SECRET)

    @bp.route("/busy")
    def busy():
        raise LimitReached("All in use.", retry_after_s=20)

    @bp.route("/upstream")
    def upstream():
        raise Rejected("Refused.", upstream="heygen", upstream_status=401)

    return bp


@pytest.fixture
def make_client():
    def make(*, api_keys=(), origins=("*",)):
        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = 1000
        web.request_id.init_app(app)
        web.errors.init_app(app)
        web.auth.init_app(app, web.auth.Keys(api_keys))
        web.cors.init_app(app, origins)
        web.headers.init_app(app)

        @app.get("/health")
        def health():
            return {"status": "ok"}

        api = web.docs.init_app(app, version="0", asks_for_key=bool(api_keys))
        api.register_blueprint(a_blueprint())
        return app.test_client()

    return make


@pytest.fixture
def client(make_client):
    return make_client()
