"""/api/heygen/token: a token for the page that asks, as pages of HeyGen's SDK expect.

A page has no key, so that it is let in by where it comes from; whoever holds a key is
let in from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields

from errors import AppError, Forbidden, Unauthorized
from heygen.gateway_tokens import Tokens
from web import errors
from web.auth import Keys, given_key
from web.blueprint import Blueprint
from web.rate import Rate

NAME = "heygen_token"


class TokenSchema(Schema):
    """A token for one session."""

    token = fields.String(required=True)


class Door:
    """Who may have a token.

    Args:
        keys: Our API keys.
        origins: Whose pages may call; `*` is everybody's.
        rate: How often.
    """

    def __init__(self, *, keys: Keys, origins: Sequence[str], rate: Rate) -> None:
        self._keys = keys
        self._origins = origins
        self._rate = rate

    def pass_by(self) -> None:
        """Let the caller in.

        Raises:
            Forbidden: It is a page that may not call.
            Unauthorized: Any page may call, so that a key is asked for.
            LimitReached: It asks too often.
        """
        if not self._keys.knows(given_key()):
            self._check_origin()
        self._rate.pass_by(request.remote_addr or "")

    def _check_origin(self) -> None:
        if "*" in self._origins:
            if self._keys:
                raise Unauthorized("This server asks for a key, or for CORS_ORIGINS.")
            return
        origin = request.headers.get("Origin")
        # A browser names no origin when a page reads from its own.
        own = origin is None and request.headers.get("Sec-Fetch-Site") == "same-origin"
        if not own and origin not in (*self._origins, request.host_url.rstrip("/")):
            raise Forbidden("Pages of this origin may not have a token.")


def create_blueprint(*, tokens: Tokens, door: Door) -> Blueprint:
    """The one route."""
    bp = Blueprint(NAME, __name__)

    bp.register_error_handler(AppError, _refused)

    @bp.route("/api/heygen/token", methods=["GET", "POST"])
    @bp.response(200, TokenSchema)
    @bp.fails(401, 403, 429)
    def token() -> dict[str, str]:
        """Make a token for one session; whatever the body holds."""
        door.pass_by()
        return {"token": tokens.create()}

    return bp


def _refused(error: AppError) -> ResponseReturnValue:
    errors.note(error)
    body = {"error": error.message, "code": error.code}
    return errors.with_wait(jsonify(body), error), error.status
