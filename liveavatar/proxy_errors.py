"""How the proxy refuses: its two generations have a dialect each, both always JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from errors import AppError, NotConfigured, Rejected, ShuttingDown, UpstreamError
from web import errors
from web.blueprint import Blueprint

Dialect = Callable[[int, str, str], Mapping[str, Any]]
CODES = {400: 4000, 401: 4001, 403: 4003, 404: 4004}
"""LiveAvatar's numbers, as far as any were seen."""
OUR_SIDE = "Something went wrong on our side."
REFUSED = "A service behind this one refused the request."


class ProxyRefusalSchema(Schema):
    """Every error of /v1: LiveAvatar's envelope, and what the chat plugin reads."""

    code = fields.Integer(required=True, metadata={"description": "Never 1000."})
    data = fields.Raw(required=True, allow_none=True)
    message = fields.String(required=True, metadata={"description": "For people."})
    error = fields.String(required=True, metadata={"description": "A stable word."})
    detail = fields.String(required=True, metadata={"description": "For people, too."})


class PlainRefusalSchema(Schema):
    """Every error of /api."""

    error = fields.String(required=True, metadata={"description": "For people."})
    success = fields.Boolean(required=True, metadata={"example": False})


def envelope(status: int, word: str, message: str) -> Mapping[str, Any]:
    """An error of /v1."""
    return {
        "code": CODES.get(status, status),
        "data": None,
        "message": message,
        "error": word,
        "detail": message,
    }


def plain(_status: int, _word: str, message: str) -> Mapping[str, Any]:
    """An error of /api."""
    return {"error": message, "success": False}


class ProxyBlueprint(Blueprint):
    """Routes whose refusals are documented in their own dialect.

    Args:
        refusal: The schema of every error.
    """

    def __init__(self, *args: Any, refusal: type[Schema], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusal = refusal


def answer_for(blueprint: Blueprint, dialect: Dialect) -> None:
    """Answer every error of a blueprint's routes in its dialect."""

    def from_app_error(error: AppError) -> ResponseReturnValue:
        errors.note(error)
        body = dialect(error.status, error.code, _for_visitors(error))
        return errors.with_wait(jsonify(body), error), error.status

    def from_http(error: HTTPException) -> ResponseReturnValue:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        return jsonify(dialect(status, status.name.lower(), status.phrase)), status

    def from_bug(error: Exception) -> ResponseReturnValue:
        errors.note_bug(error)
        return jsonify(dialect(500, AppError.code, OUR_SIDE)), 500

    blueprint.register_error_handler(AppError, from_app_error)
    blueprint.register_error_handler(HTTPException, from_http)
    blueprint.register_error_handler(Exception, from_bug)


def _for_visitors(error: AppError) -> str:
    """What strangers on a customer's page may read; the owner finds more in the log."""
    if isinstance(error, Rejected):
        return REFUSED
    harmless = NotConfigured | ShuttingDown | UpstreamError
    is_ours = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return OUR_SIDE if is_ours and not isinstance(error, harmless) else error.message
